/** Exact decimal numbers: an integer and the place of its point. */
export class Decimal {
  /** All digits as one integer. */
  readonly unscaled: bigint;
  /** Digits after the point; never negative. */
  readonly scale: number;

  constructor(unscaled: bigint, scale = 0) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** Reads `-12.50`, `3`, `1e-7`; undefined for anything else. Trailing zeros are kept. */
  static parse(text: string): Decimal | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text.trim());
    if (match === null) return undefined;
    const [, sign, whole = "", fraction = "", exponent = "0"] = match;
    if (whole === "" && fraction === "") return undefined;
    const digits = BigInt(whole + fraction);
    const unscaled = sign === "-" ? -digits : digits;
    const scale = fraction.length - Number(exponent);
    return scale >= 0 ? new Decimal(unscaled, scale) : new Decimal(unscaled * 10n ** BigInt(-scale), 0);
  }

  /** The integer of digits with `scale` digits after the point, rounded half away from zero. */
  unscaledAt(scale: number): bigint {
    if (scale >= this.scale) return this.unscaled * 10n ** BigInt(scale - this.scale);
    const divisor = 10n ** BigInt(this.scale - scale);
    const half = this.unscaled < 0n ? -divisor / 2n : divisor / 2n;
    return (this.unscaled + half) / divisor;
  }

  get isIntegral(): boolean {
    return this.unscaled % 10n ** BigInt(this.scale) === 0n;
  }

  /** As typed JSON, in which extracted rows travel: exact. */
  toJSON(): string {
    return `\uf026${this.toString()}`;
  }

  toString(): string {
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled).toString().padStart(this.scale + 1, "0");
    const sign = this.unscaled < 0n ? "-" : "";
    const point = digits.length - this.scale;
    return this.scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }
}
