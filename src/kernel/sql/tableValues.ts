/** Values of the notebook as tables of the database. */
import type { Dataset } from "../../pipeline/dataset/dataset.ts";
import type { Relation } from "../../pipeline/dataset/relation.ts";
import { querySymbol } from "../../pipeline/dataset/tableSymbol.ts";
import { qualified } from "../../pipeline/destination/duckdb/sqlNames.ts";
import { isPlainObject } from "../../std/tableSource.ts";
import { arrowOfRows, arrowOfTable, isArrowTable } from "./arrowOfRows.ts";
import { describe } from "./boundValues.ts";
import { sqlError } from "./errors.ts";
import { type NotebookDatabase, notebookCatalog } from "./notebookDatabase.ts";
import { keptResultOf } from "./sqlRows.ts";

/** A table that stands for a value. */
export interface TableValue {
  /** As SQL names it. */
  readonly sql: string;
  /** The kept table that was made for it, if one was. */
  readonly kept: string | null;
}

/** A relation's query for all of a table. */
const wholeTable = /^SELECT \* FROM ("(?:[^"]|"")*")$/;

/**
 * Makes a value a table. Rows of SQL cells and tables of pipelines are read where they are; a list is copied.
 *
 * @param name  of the value, for messages
 * @throws E262
 */
export async function tableOfValue(database: NotebookDatabase, value: unknown, name: string, signal: AbortSignal): Promise<TableValue> {
  const result = keptResultOf(value);
  if (result !== undefined) return { sql: database.keptName(result), kept: null };
  if (Array.isArray(value)) return keep(database, arrowOfRows(rowsOf(value, name)));
  if (isArrowTable(value)) return keep(database, arrowOfTable(value));
  if (isRelation(value)) return keepRelation(database, value, signal);
  if (hasArrow(value)) {
    const table: unknown = await value.arrow();
    if (isArrowTable(table)) return keep(database, arrowOfTable(table));
  }
  const reason = isDataset(value) ? `it is a dataset, whose tables are ${value.tables.join(", ") || "not loaded yet"}; write \`\${${name}}.table_name\`` : `it is ${describe(value)}`;
  throw sqlError("E262", { name, reason });
}

/** The schema of a pipeline's dataset, as SQL names it; undefined for other values. */
export async function schemaOfValue(value: unknown): Promise<string | undefined> {
  const dataset = hasDataset(value) ? value.dataset() : value;
  if (!isDataset(dataset)) return undefined;
  const row = await dataset.query<{ readonly c: string; readonly s: string }>("SELECT current_database() AS c, current_schema() AS s").first();
  return row === undefined ? undefined : qualified(row.c, row.s);
}

async function keep(database: NotebookDatabase, bytes: Uint8Array): Promise<TableValue> {
  const kept = database.nextKept("value");
  await database.keepArrow(kept, bytes);
  return { sql: database.keptName(kept), kept };
}

/** A whole table is read where it is. Any other query runs where its table names are found. */
async function keepRelation(database: NotebookDatabase, relation: Relation, signal: AbortSignal): Promise<TableValue> {
  const { sql, params, catalog, schema } = await relation[querySymbol]();
  const whole = wholeTable.exec(sql)?.[1];
  if (whole !== undefined) return { sql: `${qualified(catalog, schema)}.${whole}`, kept: null };
  const kept = database.nextKept("value");
  await database.write(`USE ${qualified(catalog, schema)}`);
  try {
    await database.write(`CREATE TABLE ${database.keptName(kept)} AS ${sql}`, { params, signal });
  } finally {
    await database.write(`USE ${qualified(notebookCatalog, "main")}`);
  }
  return { sql: database.keptName(kept), kept };
}

function rowsOf(values: readonly unknown[], name: string): readonly Readonly<Record<string, unknown>>[] {
  if (values.length === 0) throw sqlError("E262", { name, reason: "it is an empty list, so its columns are not known" });
  if (values.every((value) => isPlainObject(value))) {
    if (values.some((value) => Object.keys(value).length > 0)) return values;
    throw sqlError("E262", { name, reason: "its objects have no properties, which would be its columns" });
  }
  if (values.some((value) => isPlainObject(value))) {
    const other = values.find((value) => !isPlainObject(value));
    throw sqlError("E262", { name, reason: `one of its elements is ${describe(other)} and others are objects` });
  }
  return values.map((value) => ({ value }));
}

function isRelation(value: unknown): value is Relation {
  return typeof value === "object" && value !== null && typeof (value as { readonly [querySymbol]?: unknown })[querySymbol] === "function";
}

function hasArrow(value: unknown): value is { arrow(): unknown } {
  return typeof value === "object" && value !== null && typeof (value as { readonly arrow?: unknown }).arrow === "function";
}

function isDataset(value: unknown): value is Dataset {
  const { table, query, tables } = (typeof value === "object" && value !== null ? value : {}) as Partial<Dataset>;
  return typeof table === "function" && typeof query === "function" && Array.isArray(tables);
}

function hasDataset(value: unknown): value is { dataset(): unknown } {
  return typeof value === "object" && value !== null && typeof (value as { readonly dataset?: unknown }).dataset === "function";
}
