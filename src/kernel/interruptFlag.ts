/** The shared word through which Stop reaches code that never waits. */

export class InterruptFlag {
  /** One Int32: 0 = go on, 1 = stop. Undefined where memory cannot be shared. */
  readonly word: Int32Array | undefined;

  constructor(memory: SharedArrayBuffer | undefined) {
    this.word = memory === undefined ? undefined : new Int32Array(memory, 0, 1);
  }

  isSet(): boolean {
    return this.word !== undefined && Atomics.load(this.word, 0) !== 0;
  }

  clear(): void {
    if (this.word !== undefined) Atomics.store(this.word, 0, 0);
  }
}
