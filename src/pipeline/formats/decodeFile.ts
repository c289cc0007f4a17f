/** A file of a loader format → Arrow, for destinations that load columns. */
import { tableFromIPC } from "apache-arrow";
import { pipelineError } from "../errors.ts";
import type { TableSchema } from "../schema/types.ts";
import type { DecodedFile } from "./arrowWriter.ts";
import { decodeCsv } from "./csv.ts";
import type { LoaderFileFormat } from "./format.ts";
import { decodeJsonl } from "./jsonl.ts";

/**
 * @returns an Arrow IPC stream, its columns in the file's order (JSON lines: in the schema's)
 * @throws E863 when the file is damaged or does not fit the table, E864 for `insert_values`, which is to be run as SQL
 */
export async function decodeFile(format: LoaderFileFormat, bytes: Uint8Array, table: TableSchema): Promise<DecodedFile> {
  switch (format) {
    case "arrow": {
      const { schema, numRows } = tableFromIPC(bytes);
      return { bytes, columns: schema.fields.map(({ name }) => name), rows: numRows };
    }
    case "jsonl":
      return decodeJsonl(bytes, table);
    case "csv":
      return decodeCsv(bytes, table);
    case "parquet":
      return (await import("./parquet.ts")).decodeParquet(bytes, table);
    case "insert_values":
      throw pipelineError("E864", { table: table.name });
  }
}
