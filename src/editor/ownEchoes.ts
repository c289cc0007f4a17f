/**
 * Tells an editor's own text, coming back to it as a property, from a text that someone else set. A page that
 * answers late must not put back what has been typed over since.
 */
export class OwnEchoes {
  #sent: string[] = [];

  /** The editor told the page of this text. */
  sent(text: string): void {
    this.#sent.push(text);
  }

  /** True when `text` is one that the editor sent; it and those before it count as answered. */
  returns(text: string): boolean {
    const index = this.#sent.indexOf(text);
    if (index < 0) {
      this.#sent = [];
      return false;
    }
    this.#sent = this.#sent.slice(index + 1);
    return true;
  }
}
