/**
 * The merge strategy scd2 (dlt: SqlMergeFollowupJob): rows are never changed, only retired. A row version that the staged
 * rows do not hold any more ends at the boundary; one that is new begins there. Nested rows are only ever inserted.
 */
import { rowIdColumn } from "../../../schema/systemTables.ts";
import { quoteMoment, quoteName } from "../sqlNames.ts";
import { columnNames, columnsWith, insertStaged, rowKey } from "./mergeChain.ts";
import type { MergeChain } from "./mergeChain.ts";

/**
 * With a merge key, only rows whose merge key is among the staged ones are retired: the others are taken as not looked at.
 *
 * @param createdAt when the package was extracted, ISO 8601: the boundary, unless the table's `x-boundary-timestamp` says otherwise
 */
export function scd2({ root, nested }: MergeChain, createdAt: string): string[] {
  const { table, target, staging } = root;
  const version = columnsWith(table, "x-row-version")[0] ?? quoteName(rowIdColumn);
  const from = columnsWith(table, "x-valid-from")[0] ?? quoteName("_dlt_valid_from");
  const to = columnsWith(table, "x-valid-to")[0] ?? quoteName("_dlt_valid_to");
  const boundary = quoteMoment(text(table["x-boundary-timestamp"]) ?? createdAt);
  const activeUntil = text(table["x-active-record-timestamp"]);
  const active = activeUntil === undefined ? "NULL" : quoteMoment(activeUntil);
  const isActive = activeUntil === undefined ? `${to} IS NULL` : `${to} = ${active}`;
  const mergeKeys = columnsWith(table, "merge_key");
  const key = mergeKeys.length === 1 ? mergeKeys[0] : `(${mergeKeys.join(", ")})`;
  const isLookedAt = mergeKeys.length === 0 ? "" : ` AND ${key} IN (SELECT ${key} FROM ${staging})`;
  const columns = columnNames(table).filter((name) => name !== from && name !== to).join(", ");
  return [
    `UPDATE ${target} SET ${to} = ${boundary} WHERE ${isActive} AND ${version} NOT IN (SELECT ${version} FROM ${staging})${isLookedAt}`,
    `INSERT INTO ${target} (${columns}, ${from}, ${to}) SELECT ${columns}, ${boundary}, ${active} FROM ${staging} WHERE ${version} NOT IN (SELECT ${version} FROM ${target} WHERE ${isActive})`,
    ...nested.map((place) => insertStaged(place, `${rowKey(place.table)} NOT IN (SELECT ${rowKey(place.table)} FROM ${place.target})`)),
  ];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
