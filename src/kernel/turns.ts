/** Lets the browser catch up: hands out turns of its event loop, without the delay that timers have. */

export class Turns {
  readonly #channel = new MessageChannel();
  readonly #waiting: (() => void)[] = [];

  constructor() {
    this.#channel.port1.addEventListener("message", () => this.#waiting.shift()?.());
    this.#channel.port1.start();
  }

  /**
   * Resolves when the browser has told of every rejection that nobody handled up to now. It does so in a task of its
   * own that begins after the present one; a message that is sent from the next task comes after it.
   */
  async rejectionsTold(): Promise<void> {
    await this.#turn();
    await this.#turn();
  }

  close(): void {
    this.#channel.port1.close();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#channel.port2.postMessage(null);
    });
  }
}
