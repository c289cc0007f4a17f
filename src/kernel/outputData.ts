/** What outputs on the page refer to by handle, and the answers to what they ask of it. */
import type { TableSource } from "../std/tableSource.ts";
import { moreOfTree } from "../std/tree.ts";
import { Handles } from "./handles.ts";
import type { OutputAnswers, OutputQuery } from "./protocol.ts";
import { Tables } from "./tables.ts";

export class OutputData {
  readonly tables = new Tables();
  readonly #files = new Handles<Blob>("file");
  readonly #trees = new Handles<object>("tree");

  keepTable(cell: string, source: TableSource): string {
    return this.tables.keep(cell, source);
  }

  keepFile(cell: string, content: Blob): string {
    return this.#files.keep(cell, content);
  }

  keepTree(cell: string, value: object): string {
    return this.#trees.keep(cell, value);
  }

  /** The outputs of the cell are gone, and with them what they referred to. */
  dropCell(cell: string): void {
    this.tables.dropCell(cell);
    this.#files.dropCell(cell);
    this.#trees.dropCell(cell);
  }

  /**
   * @param idle  resolves when no cell runs
   * @throws E212 when what is asked about is gone
   */
  async answer(query: OutputQuery, idle: () => Promise<void>): Promise<OutputAnswers[OutputQuery["type"]]> {
    switch (query.type) {
      case "file":
        return this.#files.get(query.file);
      case "tableSummary":
        await idle();
        return this.tables.summary(query);
      case "tableText":
        return this.tables.text(query);
      case "treeChildren":
        return moreOfTree(this.#trees.get(query.tree), query.path, query.offset);
    }
  }
}
