/** The formats in which normalized rows wait for load. */

/**
 * `arrow`: an Arrow IPC stream, what normalize makes and DuckDB takes in fastest. `jsonl`: one JSON object a line.
 * `csv`: with a header line. `parquet`: one row group. `insert_values`: SQL text, dlt's default for DuckDB.
 */
export type LoaderFileFormat = "arrow" | "jsonl" | "csv" | "parquet" | "insert_values";

/** All of them, in the order in which messages name them. */
export const loaderFileFormats: readonly LoaderFileFormat[] = ["arrow", "jsonl", "csv", "parquet", "insert_values"];

/** True for a name of a format. */
export function isLoaderFileFormat(name: unknown): name is LoaderFileFormat {
  return loaderFileFormats.includes(name as LoaderFileFormat);
}
