/**
 * The merge strategies upsert and insert-only (dlt: SqlMergeFollowupJob). Rows are found by their primary key, nested rows
 * by their ids, which follow from the key with these strategies. Several staged rows of one key are not told apart.
 */
import { columnNames, columnsWith, hardDelete, rootKey, rowKey } from "./mergeChain.ts";
import type { MergeChain, MergePlace } from "./mergeChain.ts";

/** Rows that are there become as staged, others are inserted; nested rows that the staged list no longer has are deleted. */
export function upsert({ root, nested }: MergeChain): string[] {
  const mark = hardDelete(root.table, "s.");
  const merge = [mergeInto(root, root.staging, columnsWith(root.table, "primary_key")), mark === undefined ? "" : `WHEN MATCHED AND ${mark.deleted} THEN DELETE`, whenMatchedUpdate(root), whenNotMatchedInsert(root)];
  return [merge.filter((part) => part !== "").join(" "), ...nested.flatMap((place) => upsertNested(root, place))];
}

function upsertNested(root: MergePlace, place: MergePlace): string[] {
  const [id, own] = [rowKey(root.table), rowKey(place.table)];
  const ofStagedRoots = (condition: string): string => `${rootKey(place.table)} IN (SELECT ${id} FROM ${root.staging}${condition})`;
  const mark = hardDelete(root.table);
  return [
    [mergeInto(place, place.staging, [own]), whenMatchedUpdate(place), whenNotMatchedInsert(place)].join(" "),
    `DELETE FROM ${place.target} WHERE ${ofStagedRoots("")} AND ${own} NOT IN (SELECT ${own} FROM ${place.staging})`,
    ...(mark === undefined ? [] : [`DELETE FROM ${place.target} WHERE ${ofStagedRoots(` WHERE ${mark.deleted}`)}`]),
  ];
}

/** Rows that are not there are inserted; nothing is changed or deleted. */
export function insertOnly({ root, nested }: MergeChain): string[] {
  const mark = hardDelete(root.table);
  const staged = mark === undefined ? root.staging : `(SELECT * FROM ${root.staging} WHERE ${mark.kept})`;
  return [
    insertMissing(root, staged, columnsWith(root.table, "primary_key")),
    ...nested.map((place) => insertMissing(place, place.staging, [rowKey(place.table)])),
  ];
}

function insertMissing(place: MergePlace, staged: string, keys: readonly string[]): string {
  return `${mergeInto(place, staged, keys)} ${whenNotMatchedInsert(place)}`;
}

function mergeInto({ target }: MergePlace, staged: string, keys: readonly string[]): string {
  return `MERGE INTO ${target} AS d USING ${staged} AS s ON ${keys.map((key) => `d.${key} = s.${key}`).join(" AND ")}`;
}

function whenMatchedUpdate({ table }: MergePlace): string {
  return `WHEN MATCHED THEN UPDATE SET ${columnNames(table).map((name) => `${name} = s.${name}`).join(", ")}`;
}

function whenNotMatchedInsert({ table }: MergePlace): string {
  const columns = columnNames(table);
  return `WHEN NOT MATCHED THEN INSERT (${columns.join(", ")}) VALUES (${columns.map((name) => `s.${name}`).join(", ")})`;
}
