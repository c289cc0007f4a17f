/** Which SQL cells read what other SQL cells make in the database. */
import { isReadOf, printName, type SqlCreation, type SqlName } from "../cell/sql/names.ts";
import type { CellAnalysis } from "./cellFacts.ts";

interface SqlCell {
  readonly id: string;
  readonly analysis: CellAnalysis;
}

interface Made {
  readonly cell: string;
  readonly creation: SqlCreation;
}

export class TableMakers {
  /** By the last part of the name, in lower case. */
  readonly #byName = new Map<string, Made[]>();
  readonly #tolerated: ReadonlySet<string>;

  /** @param tolerated  cells that keep what they made although a newer cell makes it too */
  constructor(cells: readonly SqlCell[], tolerated: ReadonlySet<string>) {
    this.#tolerated = tolerated;
    for (const { id, analysis } of cells) {
      for (const creation of analysis.sql?.creations ?? []) {
        const name = creation.parts.at(-1)?.toLowerCase() ?? "";
        const known = this.#byName.get(name);
        if (known === undefined) this.#byName.set(name, [{ cell: id, creation }]);
        else known.push({ cell: id, creation });
      }
    }
  }

  /** Reader → maker → names as the reader writes them. */
  readsOf(cells: readonly SqlCell[]): Map<string, Map<string, string[]>> {
    const found = new Map<string, Map<string, string[]>>();
    if (this.#byName.size === 0) return found;
    for (const { id, analysis } of cells) {
      for (const read of analysis.sql?.reads ?? []) {
        for (const maker of this.#makersOf(read, id)) {
          const makers = found.get(id) ?? new Map<string, string[]>();
          found.set(id, makers.set(maker, [...(makers.get(maker) ?? []), printName(read.parts)]));
        }
      }
    }
    return found;
  }

  /** Any part of a name may be what a cell makes: a table, its schema, its catalog. */
  #makersOf(read: SqlName, reader: string): Set<string> {
    const candidates = new Set(read.parts.flatMap((part) => this.#byName.get(part.toLowerCase()) ?? []));
    const makers = new Set([...candidates].filter(({ cell, creation }) => cell !== reader && isReadOf(read, creation)).map(({ cell }) => cell));
    const older = [...makers].filter((cell) => this.#tolerated.has(cell));
    return makers.size > 1 && older.length > 0 ? new Set(older) : makers;
  }
}
