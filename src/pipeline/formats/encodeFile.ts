/** A normalized Arrow file → the format that the destination or the table asks for. Runs in the normalize workers. */
import type { TableSchema } from "../schema/types.ts";
import { encodeCsv } from "./csv.ts";
import type { LoaderFileFormat } from "./format.ts";
import { encodeInsertValues } from "./insertValues.ts";
import { encodeJsonl } from "./jsonl.ts";

/**
 * @param arrow an Arrow IPC stream, as normalize makes it
 * @param table its schema: which text is JSON, and which decimals are wei
 */
export async function encodeFile(format: LoaderFileFormat, arrow: Uint8Array, table: TableSchema): Promise<Uint8Array> {
  switch (format) {
    case "arrow":
      return arrow;
    case "jsonl":
      return encodeJsonl(arrow, table);
    case "csv":
      return encodeCsv(arrow, table);
    case "parquet":
      return (await import("./parquet.ts")).encodeParquet(arrow, table);
    case "insert_values":
      return encodeInsertValues(arrow, table);
  }
}
