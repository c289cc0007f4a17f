/** A float whose value is whole, as an extracted file marks it: `742.0`. A bare 742 would be an integer. */
export class WholeFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}
