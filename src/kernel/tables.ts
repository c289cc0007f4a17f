/** Tables that cells showed: the rows stay here and are asked for page by page. */
import { maxPageRows, type TableSource } from "../std/tableSource.ts";
import { Handles } from "./handles.ts";
import { KeptTable } from "./keptTable.ts";
import type { ColumnSummary, TablePage, TablePageRequest, TableSummaryQuery, TableTextQuery } from "./protocol.ts";
import { tableText } from "./tableText.ts";

export class Tables {
  readonly #tables = new Handles<KeptTable>("table");

  /** Keeps a table for as long as the outputs of the cell stand. */
  keep(cell: string, source: TableSource): string {
    return this.#tables.keep(cell, new KeptTable(source));
  }

  dropCell(cell: string): void {
    for (const table of this.#tables.dropCell(cell)) table.close();
  }

  /** @throws E212 when the table is gone */
  async page(request: TablePageRequest): Promise<TablePage> {
    const source = await this.#tables.get(request.table).filtered(request.filters);
    const offset = Math.max(0, Math.trunc(request.offset) || 0);
    const limit = Math.min(maxPageRows, Math.max(0, Math.trunc(request.limit) || 0));
    return { offset, rowCount: source.rowCount, rows: await source.page(offset, limit, request.sort) };
  }

  /** @throws E212 when the table is gone */
  async summary({ table, column, filters }: TableSummaryQuery): Promise<ColumnSummary> {
    return this.#tables.get(table).summary(column, filters);
  }

  /** @throws E212 when the table is gone */
  async text(query: TableTextQuery): Promise<Blob> {
    return tableText(await this.#tables.get(query.table).filtered(query.filters), query);
  }
}
