/** The result of editing: text with the lines of the original, and the way back for columns. */
export interface EditedSource {
  readonly source: string;
  /** Column (from 1) in the original of column `column` (from 1) in line `line` (from 1) of the result. */
  mapColumn(line: number, column: number): number;
}

interface Insertion {
  readonly offset: number;
  readonly text: string;
  /** Closing texts belong to what ends at the offset and stand before opening ones. */
  readonly opens: boolean;
  readonly order: number;
}

const lineBreak = /[\n\r\u2028\u2029]/;

/**
 * Edits of one text that keep every line break in place: ranges become blanks of equal length, and texts without line breaks
 * are inserted between characters.
 */
export class SourceEdits {
  readonly #units: string[];
  readonly #insertions: Insertion[] = [];

  constructor(text: string) {
    this.#units = text.split("");
  }

  /** Replaces a range by spaces; line breaks stay. */
  blank(start: number, end: number): void {
    for (let offset = start; offset < end; offset += 1) {
      if (!lineBreak.test(this.#units[offset] ?? "")) this.#units[offset] = " ";
    }
  }

  /** Overwrites characters from `offset` on. */
  put(offset: number, text: string): void {
    for (let index = 0; index < text.length; index += 1) this.#units[offset + index] = text.charAt(index);
  }

  /** Inserts a text that belongs to what starts at `offset`; earlier calls come first. */
  open(offset: number, text: string): void {
    this.#insertions.push({ offset, text, opens: true, order: this.#insertions.length });
  }

  /** Inserts a text that belongs to what ends at `offset`; earlier calls come first. */
  close(offset: number, text: string): void {
    this.#insertions.push({ offset, text, opens: false, order: this.#insertions.length });
  }

  /** Puts it together. `prefix` goes before the first line and must not hold a line break. */
  finish(prefix: string, suffix: string): EditedSource {
    const insertions = this.#insertions.toSorted(
      (a, b) => a.offset - b.offset || Number(a.opens) - Number(b.opens) || a.order - b.order,
    );
    const shifts = new ColumnShifts();
    shifts.insert(prefix.length);
    const parts = [prefix];
    let offset = 0;
    const copyTo = (end: number): void => {
      const text = this.#units.slice(offset, end).join("");
      parts.push(text);
      shifts.copy(text);
      offset = end;
    };
    for (const insertion of insertions) {
      copyTo(insertion.offset);
      parts.push(insertion.text);
      shifts.insert(insertion.text.length);
    }
    copyTo(this.#units.length);
    parts.push(suffix);
    return { source: parts.join(""), mapColumn: (line, column) => shifts.mapColumn(line, column) };
  }
}

/** Remembers, line by line, what was inserted where. */
class ColumnShifts {
  /** For each line, in order: column of the result at which the insertion starts (from 0), and its length. */
  readonly #lines: { readonly column: number; readonly length: number }[][] = [[]];
  #column = 0;

  insert(length: number): void {
    if (length === 0) return;
    this.#lines.at(-1)?.push({ column: this.#column, length });
    this.#column += length;
  }

  copy(text: string): void {
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
    for (const [index, line] of lines.entries()) {
      if (index > 0) {
        this.#lines.push([]);
        this.#column = 0;
      }
      this.#column += line.length;
    }
  }

  mapColumn(line: number, column: number): number {
    const target = column - 1;
    let removed = 0;
    for (const insertion of this.#lines[line - 1] ?? []) {
      if (target < insertion.column) break;
      removed += Math.min(insertion.length, target - insertion.column);
    }
    return target - removed + 1;
  }
}
