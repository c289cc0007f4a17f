import { expect, test } from "vitest";
import sample from "../fixtures/sample-schema.json" with { type: "json" };
import { findConflicts, markSeenData, mergeUpdates, updateTable } from "./mergeTables.ts";
import { namingConvention } from "./naming/convention.ts";
import { columnOf, newSchema, tableChain, tableOf } from "./schema.ts";
import { stateTable } from "./systemTables.ts";
import { tableOfHints } from "./tableHints.ts";
import type { StoredSchema } from "./types.ts";
import { newColumn } from "./columnHints.ts";
import { refreshVersion, sortedJson, versionHash } from "./versionHash.ts";

const naming = namingConvention();
const never = () => false;
const always = () => true;

test("a schema that dlt wrote has the hash that dlt gave it", () => {
  expect(versionHash(named(sample as never))).toBe(sample.version_hash);
});

test("system tables, their columns and the default hints are dlt's", () => {
  const ours = newSchema("my");
  updateTable(ours, stateTable());
  markSeenData(ours, ["_dlt_pipeline_state"]);
  const theirs = named(sample as never);
  for (const table of ["_dlt_version", "_dlt_loads", "_dlt_pipeline_state"]) expect(tableOf(ours, table)).toEqual(tableOf(theirs, table));
  expect(ours.settings).toEqual(theirs.settings);
  const id = newColumn(ours.settings, "_dlt_id", "text");
  expect(id).toEqual(columnOf(tableOf(theirs, "items"), "_dlt_id"));
});

test("a change makes a new version and remembers the old hash; no change does not", () => {
  const schema = newSchema("s");
  const first = schema.version_hash;
  refreshVersion(schema);
  expect([schema.version, schema.previous_hashes]).toEqual([1, []]);
  mergeUpdates(schema, [{ name: "t", columns: { a: { name: "a", data_type: "text" } } }]);
  refreshVersion(schema);
  expect([schema.version, schema.previous_hashes]).toEqual([2, [first]]);
});

test("column order counts in the hash, key order inside a column does not", () => {
  const columns = { a: { name: "a", data_type: "text" as const }, b: { data_type: "text" as const, name: "b" } };
  const [one, two] = [newSchema("s"), newSchema("s")];
  mergeUpdates(one, [{ name: "t", columns }]);
  mergeUpdates(two, [{ name: "t", columns: { b: { name: "b", data_type: "text" }, a: columns.a } }]);
  expect(versionHash(one)).not.toBe(versionHash(two));
  expect(sortedJson(one.tables.t?.columns.b)).toBe(sortedJson(two.tables.t?.columns.b));
});

test("two types for one column conflict, and nothing was merged", () => {
  const schema = newSchema("s");
  mergeUpdates(schema, [{ name: "t", columns: { v: { name: "v", data_type: "bigint" } } }]);
  const update = [{ name: "t", columns: { v: { name: "v", data_type: "text" as const } } }];
  expect(findConflicts(schema, update, always)).toEqual([{ table: "t", column: "v", known: "bigint", found: "text" }]);
});

test("whole numbers and fractions meet in double as long as the destination has no such column", () => {
  const schema = newSchema("s");
  mergeUpdates(schema, [{ name: "t", columns: { v: { name: "v", data_type: "bigint" } } }]);
  const update = [{ name: "t", columns: { v: { name: "v", data_type: "double" as const } } }];
  expect(findConflicts(schema, update, never)).toHaveLength(1);
  expect(findConflicts(schema, update, always)).toEqual([]);
  mergeUpdates(schema, update);
  expect(schema.tables.t?.columns.v?.data_type).toBe("double");
});

test("a column known by a hint alone takes the type that data gives and keeps its hints", () => {
  const schema = newSchema("s");
  updateTable(schema, tableOfHints(naming, { name: "t", columns: { v: { unique: true } } }));
  mergeUpdates(schema, [{ name: "t", columns: { v: { name: "v", data_type: "bigint", nullable: true } } }]);
  expect(schema.tables.t?.columns.v).toEqual({ name: "v", unique: true, data_type: "bigint", nullable: true });
});

test("hints become a table: names, keys, disposition, nesting", () => {
  const table = tableOfHints(naming, {
    name: "MyOrders",
    writeDisposition: { disposition: "merge", strategy: "upsert" },
    primaryKey: ["OrderId"],
    columns: { amount: { dataType: "decimal", precision: 10 } },
    maxTableNesting: 1,
  });
  expect(table).toEqual({
    name: "my_orders",
    resource: "MyOrders",
    write_disposition: "merge",
    "x-merge-strategy": "upsert",
    "x-normalizer": { max_nesting: 1 },
    columns: { order_id: { name: "order_id", primary_key: true, nullable: false }, amount: { name: "amount", data_type: "decimal", precision: 10 } },
  });
});

test("a new primary key replaces the old one", () => {
  const schema = newSchema("s");
  updateTable(schema, tableOfHints(naming, { name: "t", primaryKey: "a" }));
  updateTable(schema, tableOfHints(naming, { name: "t", primaryKey: "b", writeDisposition: "merge" }));
  const table = schema.tables.t;
  expect([table?.columns.a?.primary_key, table?.columns.b?.primary_key, table?.write_disposition]).toEqual([undefined, true, "merge"]);
});

test("a declared type that contradicts the data's is refused", () => {
  const schema = newSchema("s");
  mergeUpdates(schema, [{ name: "t", columns: { v: { name: "v", data_type: "bigint" } } }]);
  const hints = tableOfHints(naming, { name: "t", columns: { v: { data_type: "text" } } });
  expect(() => updateTable(schema, hints)).toThrowError(expect.objectContaining({ code: "E413" }));
});

test("a table has one parent", () => {
  const schema = newSchema("s");
  mergeUpdates(schema, [{ name: "t__l", parent: "t", columns: {} }]);
  expect(() => findConflicts(schema, [{ name: "t__l", columns: {} }], never)).toThrowError(expect.objectContaining({ code: "E412" }));
});

test("names of Object.prototype are ordinary tables and columns", () => {
  const schema = newSchema("s");
  expect(tableOf(schema, "constructor")).toBeUndefined();
  const columns = Object.fromEntries([["__proto__", { name: "__proto__", data_type: "text" as const }]]);
  mergeUpdates(schema, [{ name: "constructor", columns }]);
  expect(columnOf(tableOf(schema, "constructor"), "__proto__")?.data_type).toBe("text");
  expect(tableChain(schema, "constructor").map((table) => table.name)).toEqual(["constructor"]);
});

/** The stored form leaves out the names that are keys already. */
function named(stored: StoredSchema): StoredSchema {
  const tables = Object.entries(stored.tables).map(([name, table]) => {
    const columns = Object.entries(table.columns).map(([column, schema]) => [column, { ...schema, name: column }]);
    return [name, { ...table, name, columns: Object.fromEntries(columns) }];
  });
  return { ...stored, tables: Object.fromEntries(tables) };
}
