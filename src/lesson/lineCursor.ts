/** Reads one line from left to right, counting columns as markdown does: a tab goes to the next multiple of four. */
export class LineCursor {
  readonly text: string;
  /** UTF-16 units read. */
  offset = 0;
  /** Columns read; inside a tab that was read in part, `offset` still points at the tab. */
  column = 0;
  private tabRest = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Columns of white space before the next character that is not a space or tab. */
  get indent(): number {
    let column = this.column + this.tabRest;
    for (let index = this.offset + (this.tabRest > 0 ? 1 : 0); index < this.text.length; index += 1) {
      const character = this.text[index];
      if (character === " ") column += 1;
      else if (character === "\t") column += 4 - (column % 4);
      else break;
    }
    return column - this.column;
  }

  /** The text after the white space. */
  get rest(): string {
    return this.text.slice(this.nonSpaceOffset);
  }

  get nonSpaceOffset(): number {
    let index = this.offset;
    while (this.text[index] === " " || this.text[index] === "\t") index += 1;
    return index;
  }

  get isBlank(): boolean {
    return this.nonSpaceOffset >= this.text.length;
  }

  get isAtSpace(): boolean {
    return this.text[this.offset] === " " || this.text[this.offset] === "\t";
  }

  skipSpace(): void {
    this.skipColumns(this.indent);
  }

  /** Passes `count` columns of white space or ordinary characters; stops in the middle of a tab when need be. */
  skipColumns(count: number): void {
    let left = count;
    while (left > 0 && this.offset < this.text.length) {
      if (this.text[this.offset] !== "\t") {
        this.offset += 1;
        this.column += 1;
        left -= 1;
        continue;
      }
      const width = this.tabRest > 0 ? this.tabRest : 4 - (this.column % 4);
      const taken = Math.min(width, left);
      this.column += taken;
      left -= taken;
      this.tabRest = width - taken;
      if (this.tabRest === 0) this.offset += 1;
    }
  }

  /** A copy that can look ahead. */
  fork(): LineCursor {
    const copy = new LineCursor(this.text);
    copy.offset = this.offset;
    copy.column = this.column;
    copy.tabRest = this.tabRest;
    return copy;
  }
}
