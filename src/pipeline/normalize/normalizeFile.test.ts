import { expect, test } from "vitest";
import { tableRows } from "../fixtures/arrowRows.ts";
import { extractedFile } from "../fixtures/extractedFile.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { Decimal } from "../schema/decimal.ts";
import { mergeUpdates, updateTable } from "../schema/mergeTables.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { newSchema } from "../schema/schema.ts";
import { tableOfHints } from "../schema/tableHints.ts";
import type { StoredSchema } from "../schema/types.ts";
import { normalizeFile } from "./normalizeFile.ts";
import type { NormalizeBytes } from "./normalizeFile.ts";
import type { NormalizedFile } from "./protocol.ts";

test("a fraction after whole numbers makes the column double, for one package", () => {
  const schema = newSchema("s");
  const files = normalizeInto(schema, [{ v: 1 }, {}, { v: 2.5 }, { v: 3 }]);
  expect(schema.tables.t?.columns.v?.data_type).toBe("double");
  expect(tableRows(files, "t").map((row) => row.v)).toEqual([1, undefined, 2.5, 3]);
});

test("a fraction in a column that the destination has as bigint goes to a variant column", () => {
  const schema = newSchema("s");
  normalizeInto(schema, [{ v: 1 }]);
  const files = normalizeInto(schema, [{ v: 2.5 }]);
  expect(tableRows(files, "t")[0]).toMatchObject({ v__v_double: 2.5 });
  expect(schema.tables.t?.columns.v__v_double).toEqual({ name: "v__v_double", data_type: "double", nullable: true, variant: true });
});

test("a column added by the same package may still widen in a later file", () => {
  const schema = newSchema("s");
  normalizeInto(schema, [{ v: 1 }]);
  const result = normalizeFile(request(schema, [{ v: 2.5 }], { widenable: [["t", "v"]] }));
  expect(result.updates).toEqual([{ name: "t", columns: { v: { name: "v", data_type: "double", nullable: true } } }]);
});

test("known columns keep their order and are written even when the file has no value for them", () => {
  const schema = newSchema("s");
  normalizeInto(schema, [{ a: 1, b: "x" }]);
  const [file] = normalizeInto(schema, [{ c: true, b: "y" }]);
  expect(file?.columns).toEqual(["a", "b", "_dlt_load_id", "_dlt_id", "c"]);
  expect(Object.keys(schema.tables.t?.columns ?? {})).toEqual(file?.columns);
});

test("columns of nulls alone are named, not made", () => {
  const result = normalizeFile(request(newSchema("s"), [{ a: 1, n: null, l: [{ m: null }] }]));
  expect(result.nullOnlyColumns).toEqual([["t", "n"], ["t__l", "m"]]);
  expect(result.files.map((file) => file.columns.includes("n") || file.columns.includes("m"))).toEqual([false, false]);
});

test("values that JSON cannot hold arrive exactly", () => {
  const day = vectorValue({ $date: "2024-02-29" });
  const time = vectorValue({ $time: "10:20:30.000001" });
  const instant = vectorValue({ $datetime: "9999-12-31T23:59:59.999999+00:00" });
  const row = { dec: Decimal.parse("-12345678901234567890.123456789"), big: 2n ** 62n + 1n, wei: 10n ** 30n, bytes: new Uint8Array([0, 255]), day, time, instant };
  const schema = newSchema("s");
  const [stored] = tableRows(normalizeInto(schema, [row]), "t");
  expect(stored?.dec?.toString()).toBe("-12345678901234567890.123456789");
  expect([stored?.big, stored?.wei?.toString(), stored?.bytes]).toEqual([2n ** 62n + 1n, "1000000000000000000000000000000", new Uint8Array([0, 255])]);
  expect([stored?.day, stored?.time, stored?.instant]).toEqual([day, time, instant]);
  const types = Object.values(schema.tables.t?.columns ?? {}).map((column) => column.data_type);
  expect(types.slice(0, 7)).toEqual(["decimal", "bigint", "wei", "binary", "date", "time", "timestamp"]);
});

test("a mark inside kept JSON is dropped, a string that only looks marked stays", () => {
  const schema = newSchema("s");
  updateTable(schema, tableOfHints(namingConvention(), { name: "t", columns: { j: { data_type: "json" } } }));
  const [row] = tableRows(normalizeInto(schema, [{ j: { d: Decimal.parse("1.50") }, s: "\uf026not a decimal" }]), "t");
  expect(row).toMatchObject({ j: '{"d":"1.50"}', s: "\uf026not a decimal" });
});

test("a decimal with too many digits for its column goes to a text variant", () => {
  const [row] = tableRows(normalizeInto(newSchema("s"), [{ v: Decimal.parse("1e40") }]), "t");
  expect(row?.v__v_text).toBe(`1${"0".repeat(40)}`);
});

test("files are cut after so many rows, and every file can be read by itself", () => {
  const rows = Array.from({ length: 25 }, (_, n) => ({ n, tags: ["a", "b"] }));
  const result = normalizeFile(request(newSchema("s"), rows, { fileMaxItems: 10 }));
  const sizes = (table: string) => result.files.filter((file) => file.table === table).map((file) => file.rows);
  expect(sizes("t")).toEqual([10, 10, 5]);
  expect(sizes("t__tags").reduce((sum, size) => sum + size)).toBe(50);
  expect(tableRows(result.files, "t").map((row) => row.n)).toEqual(rows.map(({ n }) => BigInt(n)));
  const ids = new Set(tableRows(result.files, "t").map((row) => row._dlt_id));
  expect(tableRows(result.files, "t__tags").every((row) => ids.has(row._dlt_parent_id))).toBe(true);
});

test("a null in a required column names row, table and column", () => {
  const schema = newSchema("s");
  updateTable(schema, tableOfHints(namingConvention(), { name: "t", primaryKey: "id" }));
  expect(() => normalizeInto(schema, [{ id: 1 }, { id: null }])).toThrowError(expect.objectContaining({ code: "E420", message: "Row 2 of table `t` has null in column `id`, which may not be null." }));
});

test("a line that is cut off or no list says which line", () => {
  for (const text of ['[{"a":1}]\n[{"a":', '[{"a":1}]\n{"a":1}\n', "[]\nnull"]) {
    const bytes = new TextEncoder().encode(text);
    expect(() => normalizeFile({ ...request(newSchema("s"), []), bytes })).toThrowError(expect.objectContaining({ code: "E421", details: expect.objectContaining({ line: 2 }) as unknown }));
  }
});

test("an empty file makes nothing; an empty list makes its table without rows", () => {
  const nothing = normalizeFile({ ...request(newSchema("s"), []), bytes: new Uint8Array() });
  expect([nothing.files, nothing.updates, nothing.rowsRead]).toEqual([[], [], 0]);
  const made = normalizeFile(request(newSchema("s"), []));
  expect(made.files.map(({ table, rows, columns }) => [table, rows, columns])).toEqual([["t", 0, ["_dlt_load_id", "_dlt_id"]]]);
  expect([made.updates.map(({ name }) => name), made.rowsRead]).toEqual([["t"], 0]);
});

test("two keys that mean one column: the later value of a row wins", () => {
  const rows = [{ userName: "a", user_name: "b", n_1: 1, "n-1": 2 }, { user_name: "c", userName: "d" }];
  expect(tableRows(normalizeInto(newSchema("s"), rows), "t").map((row) => [row.user_name, row.n_1])).toEqual([["b", 2n], ["d", undefined]]);
});

function request(schema: StoredSchema, rows: readonly unknown[], extra: Partial<NormalizeBytes> = {}): NormalizeBytes {
  return { loadId: "1.5", table: "t", bytes: extractedFile(rows), schema, fileMaxItems: undefined, ...extra };
}

/** Normalizes one load and adds what it found to the schema. */
function normalizeInto(schema: StoredSchema, rows: readonly unknown[], extra: Partial<NormalizeBytes> = {}): readonly NormalizedFile[] {
  const result = normalizeFile(request(schema, rows, extra));
  mergeUpdates(schema, result.updates);
  return result.files;
}
