/**
 * The merge strategy delete-insert (dlt: SqlMergeFollowupJob): rows of the dataset with a key of the staging table are
 * deleted with their nested rows, then the staged rows are inserted, one per primary key.
 */
import { columnsWith, hardDelete, hintedColumns, insertStaged, rootKey, rowKey } from "./mergeChain.ts";
import type { MergeChain, MergePlace } from "./mergeChain.ts";
import { quoteName } from "../sqlNames.ts";

/** What the staged rows are like; known facts save work. */
export interface StagedRows {
  /** No two staged root rows have the same primary key, so none has to be left out. */
  readonly uniqueKeys: boolean;
  /** No two staged root rows have the same id. */
  readonly uniqueIds: boolean;
}

const deletedIds = "_watercourse_deleted";
const insertedIds = "_watercourse_inserted";

/**
 * A query for `StagedRows`, with a row of two booleans.
 *
 * @returns undefined when there is nothing to ask: without a primary key, or when the rows were declared deduplicated
 */
export function stagedRowsQuery({ root, nested }: MergeChain): string | undefined {
  const keys = columnsWith(root.table, "primary_key");
  if (keys.length === 0 || isDeduplicated(root)) return undefined;
  const ids = nested.length === 0 ? "TRUE" : `count(*) = count(DISTINCT ${rowKey(root.table)})`;
  return `SELECT count(*) = count(DISTINCT ${keys.length === 1 ? keys[0] : `(${keys.join(", ")})`}), ${ids} FROM ${root.staging}`;
}

/** @param staged defaults for a table of which nothing was asked */
export function deleteInsert(chain: MergeChain, staged: StagedRows = { uniqueKeys: true, uniqueIds: true }): string[] {
  return chain.nested.length === 0 ? [...deleteByKeys(chain.root), insertStaged(chain.root, survivors(chain.root, staged))] : withNested(chain, staged);
}

function withNested({ root, nested }: MergeChain, staged: StagedRows): string[] {
  const id = rowKey(root.table);
  const keys = keyConditions(root);
  const statements: string[] = [];
  if (keys.length > 0) {
    const found = keys.map((condition) => `SELECT d.${id} FROM ${root.target} AS d SEMI JOIN ${root.staging} AS s ON ${condition}`);
    statements.push(
      `CREATE OR REPLACE TEMP TABLE ${deletedIds} AS ${found.join(" UNION ")}`,
      ...nested.map(({ table, target }) => `DELETE FROM ${target} WHERE ${rootKey(table)} IN (FROM ${deletedIds})`),
      `DELETE FROM ${root.target} WHERE ${id} IN (FROM ${deletedIds})`,
      `DROP TABLE ${deletedIds}`,
    );
  }
  const condition = survivors(root, staged);
  if (condition === undefined) return [...statements, insertStaged(root), ...nested.map((place) => insertStaged(place, onceEach(place, staged)))];
  return [
    ...statements,
    `CREATE OR REPLACE TEMP TABLE ${insertedIds} AS SELECT ${id} FROM ${root.staging} WHERE ${condition}`,
    insertStaged(root, condition),
    ...nested.map((place) => insertStaged(place, [`${rootKey(place.table)} IN (FROM ${insertedIds})`, onceEach(place, staged)].filter((part) => part !== undefined).join(" AND "))),
    `DROP TABLE ${insertedIds}`,
  ];
}

/** Rows of either key are deleted. */
function deleteByKeys(root: MergePlace): string[] {
  return keyConditions(root).map((condition) => `DELETE FROM ${root.target} AS d USING ${root.staging} AS s WHERE ${condition}`);
}

function keyConditions({ table }: MergePlace): string[] {
  return [columnsWith(table, "primary_key"), columnsWith(table, "merge_key")].filter((columns) => columns.length > 0).map((columns) => columns.map((name) => `d.${name} = s.${name}`).join(" AND "));
}

/** Which staged root rows are inserted: one per primary key, and of these not the ones marked as deleted. Undefined: all. */
function survivors(root: MergePlace, staged: StagedRows): string | undefined {
  const kept = hardDelete(root.table)?.kept;
  const keys = columnsWith(root.table, "primary_key");
  if (staged.uniqueKeys || keys.length === 0 || isDeduplicated(root)) return kept;
  const once = firstOfEach(root.staging, keys, sortOf(root));
  return kept === undefined ? once : `${once} AND ${kept}`;
}

/** Nested rows that share an id, because their root rows do, are inserted once. */
function onceEach({ table, staging }: MergePlace, staged: StagedRows): string | undefined {
  return staged.uniqueIds ? undefined : firstOfEach(staging, [rowKey(table)], "");
}

/** Without an order that was asked for, the row that was staged first stays. */
function firstOfEach(staging: string, keys: readonly string[], order: string): string {
  return `rowid IN (SELECT rowid FROM (SELECT rowid, ROW_NUMBER() OVER (PARTITION BY ${keys.join(", ")} ORDER BY ${order}rowid) AS _dlt_dedup_rn FROM ${staging}) WHERE _dlt_dedup_rn = 1)`;
}

/** `"version" DESC NULLS LAST, `: nulls lose in either direction. */
function sortOf({ table }: MergePlace): string {
  const column = hintedColumns(table, "dedup_sort")[0];
  return column === undefined ? "" : `${quoteName(column.name)} ${column.dedup_sort === "desc" ? "DESC" : "ASC"} NULLS LAST, `;
}

function isDeduplicated({ table }: MergePlace): boolean {
  return table["x-stage-data-deduplicated"] === true;
}
