/** Row ids that follow from something, instead of chance (dlt: relational normaliser). */
import { shake128 } from "@noble/hashes/sha3.js";
import { base64Of } from "../schema/base64.ts";
import { sortedJson } from "../schema/jsonText.ts";
import { tableOf } from "../schema/schema.ts";
import { rowIdColumn } from "../schema/systemTables.ts";
import type { StoredSchema } from "../schema/types.ts";

/** Bytes of an id; fourteen characters of base64. */
const idBytes = 10;

/** Where the ids of root rows come from: chance, the values of the primary key, or everything in the row. */
export type RootIdKind = "random" | "keyHash" | "rowHash";

/**
 * How a root table names its rows: `upsert` and `insert-only` after the primary key, `scd2` after the whole row, nested
 * data included, unless another column tells versions apart. Everything else at random.
 */
export function rootIdKind(schema: StoredSchema, table: string): RootIdKind {
  const known = tableOf(schema, table);
  if (known?.write_disposition !== "merge") return "random";
  const strategy = known["x-merge-strategy"];
  if (strategy === "upsert" || strategy === "insert-only") return "keyHash";
  return strategy === "scd2" && known.columns[rowIdColumn]?.["x-row-version"] === true ? "rowHash" : "random";
}

/** Columns of a table's primary key, in the order of the schema. */
export function primaryKeyOf(schema: StoredSchema, table: string): string[] {
  return Object.values(tableOf(schema, table)?.columns ?? {}).filter((column) => column.primary_key === true).map((column) => column.name);
}

/**
 * Hash of a row: of its values by name, whatever their order, without the library's own columns.
 *
 * @param subset the columns that count; default: all
 */
export function rowHash(row: Readonly<Record<string, unknown>>, subset?: readonly string[]): string {
  const entries = subset === undefined ? Object.entries(row).filter(([column]) => !column.startsWith("_dlt")) : subset.map((column) => [column, row[column]] as const);
  return hashOf(sortedJson(new Map(entries)));
}

/**
 * Id of a row in a nested table: a hash of its parent's id, its table and its place in the list. Made only below rows
 * whose own id comes from the data: below a random id a random one serves as well, and a hash costs some microseconds.
 */
export function nestedRowId(parentId: string, table: string, index: number): string {
  return hashOf(`${parentId}_${table}_${index}`);
}

function hashOf(text: string): string {
  return base64Of(shake128(new TextEncoder().encode(text), { dkLen: idBytes }));
}
