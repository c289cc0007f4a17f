/** Numbers as people read them: thousands separators, short durations, rates. Always the same locale, so that lessons read alike everywhere. */

const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });
const decimals = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });
const short = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** Every digit the number has, with thousands separators: `1234.5` → `1,234.5`. Very large and very small numbers keep their exponent. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e21 || size < 1e-6)) return String(value);
  return plain.format(value);
}

/** Up to six decimals, for a column of numbers; the exact value is shown on demand. */
export function formatColumnNumber(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return String(value);
  return Math.abs(value) >= 0.001 || value === 0 ? decimals.format(value) : formatNumber(value);
}

/** At most four significant digits, whole above 1,000: for tooltips, rates and labels where the trend matters. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-6) return value.toExponential(2);
  return size >= 1000 ? whole.format(value) : short.format(value);
}

/** Tick text. Round thousands and millions are shortened on demand: `1000` → `1k`, `2500000` → `2.5M`. */
export function formatTick(value: number, shorten: boolean): string {
  const size = Math.abs(value);
  if (shorten) {
    for (const [unit, suffix] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]] as const) {
      if (size >= unit) return `${short.format(value / unit)}${suffix}`;
    }
  }
  if (size !== 0 && size < 1e-4) return value.toExponential();
  return new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 }).format(value);
}

/** Milliseconds as a person says them: `0.8 s`, `12 s`, `3 min 20 s`, `240 ms`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return "–";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const rounded = Math.round(seconds);
  if (rounded < 3600) {
    const rest = rounded % 60;
    return rest === 0 ? `${Math.floor(rounded / 60)} min` : `${Math.floor(rounded / 60)} min ${rest} s`;
  }
  const minutes = Math.round(rounded / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A size as a person says it: `812 bytes`, `24 kB`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  for (const [unit, name] of [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"]] as const) {
    if (bytes >= unit) return `${Number((bytes / unit).toPrecision(bytes / unit >= 100 ? 3 : 2))} ${name}`;
  }
  return `${bytes} bytes`;
}
