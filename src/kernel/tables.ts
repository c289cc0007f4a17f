/** Tables that cells showed: the rows stay here and are asked for page by page. */
import { maxPageRows, type TableSource } from "../std/tableSource.ts";
import { kernelError } from "./errors.ts";
import type { TablePage, TablePageRequest } from "./protocol.ts";

export class Tables {
  readonly #sources = new Map<string, TableSource>();
  readonly #byCell = new Map<string, Set<string>>();
  #count = 0;

  /** Keeps a table for as long as the outputs of the cell stand. */
  keep(cell: string, source: TableSource): string {
    this.#count += 1;
    const handle = `table-${this.#count}`;
    this.#sources.set(handle, source);
    const handles = this.#byCell.get(cell);
    if (handles === undefined) this.#byCell.set(cell, new Set([handle]));
    else handles.add(handle);
    return handle;
  }

  dropCell(cell: string): void {
    for (const handle of this.#byCell.get(cell) ?? []) {
      const source = this.#sources.get(handle);
      this.#sources.delete(handle);
      // A table of the cell's own making may fail here; nobody is left to whom it matters.
      Promise.resolve().then(() => source?.close?.()).catch(() => undefined);
    }
    this.#byCell.delete(cell);
  }

  /** @throws E212 when the table is gone */
  async page(request: TablePageRequest): Promise<TablePage> {
    const source = this.#sources.get(request.table);
    if (source === undefined) throw kernelError("E212");
    const offset = Math.max(0, Math.trunc(request.offset) || 0);
    const limit = Math.min(maxPageRows, Math.max(0, Math.trunc(request.limit) || 0));
    return { offset, rows: await source.page(offset, limit, request.sort) };
  }
}
