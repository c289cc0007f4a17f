import fc from "fast-check";
import { expect, test } from "vitest";
import { tableRows } from "../fixtures/arrowRows.ts";
import { extractedFile } from "../fixtures/extractedFile.ts";
import { updateTable } from "../schema/mergeTables.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { newSchema } from "../schema/schema.ts";
import { applySourceSettings } from "../schema/sourceSettings.ts";
import { tableOfHints } from "../schema/tableHints.ts";
import type { StoredSchema } from "../schema/types.ts";
import { normalizeFile } from "./normalizeFile.ts";
import type { NormalizeResult } from "./protocol.ts";
import { rowHash } from "./rowId.ts";

test("columns stand in the order in which dlt flattens: a level's own values first, then the last object first", () => {
  const { files } = normalize(newSchema("s"), [{ a: 1, x: { p: 1 }, b: 2, y: { q: { r: 1 }, s: 2 }, c: 3 }]);
  expect(files[0]?.columns).toEqual(["a", "b", "c", "y__s", "y__q__r", "x__p", "_dlt_load_id", "_dlt_id"]);
});

test("system columns come after the first row's own columns, columns met later after them", () => {
  const { files } = normalize(newSchema("s"), [{ a: 1, l: [{ x: 1 }] }, { a: 2, b: 3 }]);
  expect(files.map((file) => [file.table, file.columns])).toEqual([
    ["t", ["a", "_dlt_load_id", "_dlt_id", "b"]],
    ["t__l", ["x", "_dlt_parent_id", "_dlt_list_idx", "_dlt_id"]],
  ]);
});

test("nested rows point to their parents and count their places", () => {
  const { files } = normalize(newSchema("s"), [{ l: ["a", "b"] }, { l: ["c"] }]);
  const ids = tableRows(files, "t").map((row) => row._dlt_id);
  const children = tableRows(files, "t__l");
  expect(children.map((row) => [row.value, row._dlt_parent_id, row._dlt_list_idx])).toEqual([["a", ids[0], 0n], ["b", ids[0], 1n], ["c", ids[1], 0n]]);
  expect(new Set([...ids, ...children.map((row) => row._dlt_id)]).size).toBe(5);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9+/]{13}[AQgw]$/);
});

test("rows nested in a merged table carry the id of their root row at every level", () => {
  const schema = newSchema("s");
  updateTable(schema, tableOfHints(namingConvention(), { name: "t", writeDisposition: "merge", primaryKey: "id" }));
  const { files } = normalize(schema, [{ id: 1, l: [{ m: [1, 2] }] }, { id: 2, l: [{ m: [3] }] }]);
  const ids = tableRows(files, "t").map((row) => row._dlt_id);
  expect(tableRows(files, "t__l").map((row) => row._dlt_root_id)).toEqual(ids);
  expect(tableRows(files, "t__l__m").map((row) => row._dlt_root_id)).toEqual([ids[0], ids[0], ids[1]]);
});

const merged = (strategy: "upsert" | "insert-only" | "scd2", hints: object = {}) => {
  const schema = newSchema("s");
  updateTable(schema, tableOfHints(namingConvention(), { name: "t", writeDisposition: { disposition: "merge", strategy }, ...hints }));
  return schema;
};
const idsOf = (result: NormalizeResult, table = "t") => tableRows(result.files, table).map((row) => row._dlt_id);

test("upsert and insert-only name rows after their primary key, and nested rows after these", () => {
  for (const strategy of ["upsert", "insert-only"] as const) {
    const load = (rows: readonly unknown[]) => normalize(merged(strategy, { primaryKey: ["shopId", "id"] }), rows);
    const first = load([{ shopId: 1, id: "a", v: 1, l: ["x"] }, { shopId: 1, id: "b", v: 1 }]);
    const again = load([{ id: "a", v: 2, l: ["y"], shopId: 1 }]);
    expect(idsOf(first)).toEqual([rowHash({ id: "a", shop_id: 1 }), rowHash({ id: "b", shop_id: 1 })]);
    expect(idsOf(again)).toEqual(idsOf(first).slice(0, 1));
    expect(idsOf(again, "t__l")).toEqual(idsOf(first, "t__l"));
    expect(tableRows(again.files, "t__l")[0]?._dlt_root_id).toBe(idsOf(again)[0]);
  }
});

test("a row without its key is an error that says which row and column", () => {
  expect(() => normalize(merged("upsert", { primaryKey: "id" }), [{ id: 1 }, { v: 2 }])).toThrowError(expect.objectContaining({ code: "E836", details: expect.objectContaining({ row: 2, table: "t", column: "id" }) as unknown }));
});

test("scd2 names rows after everything in them, nested data too, but not after the library's own columns", () => {
  const load = (rows: readonly unknown[]) => idsOf(normalize(merged("scd2"), rows));
  const [id] = load([{ id: 1, l: [{ a: 1 }], o: { b: 2, c: 3 } }]);
  expect(load([{ o: { c: 3, b: 2 }, l: [{ a: 1 }], id: 1, _dlt_note: "x" }])).toEqual([id]);
  expect(load([{ id: 1, l: [{ a: 2 }], o: { b: 2, c: 3 } }])).not.toEqual([id]);
  expect(tableRows(normalize(merged("scd2"), [{ id: 1, l: [1] }]).files, "t__l")[0]).not.toHaveProperty("_dlt_root_id");
});

test("with another column as its version, scd2 leaves ids to chance", () => {
  const ids = idsOf(normalize(merged("scd2", { writeDisposition: { disposition: "merge", strategy: "scd2", rowVersionColumnName: "v" } }), [{ v: "1" }, { v: "1" }]));
  expect(new Set(ids).size).toBe(2);
});

test("an id from the data is kept; an empty one is not", () => {
  const [own, ...made] = idsOf(normalize(newSchema("s"), [{ _dlt_id: "mine" }, { _dlt_id: "" }, { _dlt_id: null }, { _dlt_id: 0 }]));
  expect(own).toBe("mine");
  for (const id of made) expect(id).toMatch(/^[A-Za-z0-9+/]{14}$/);
});

test("a source can ask for the id of the root row in nested tables, or forbid it", () => {
  const rows = [{ id: 1, l: [{ m: [1] }] }];
  const asked = newSchema("s");
  applySourceSettings(asked, "Source `s`", { rootKey: true });
  const wanted = normalize(asked, rows);
  expect(tableRows(wanted.files, "t__l__m")[0]?._dlt_root_id).toBe(idsOf(wanted)[0]);
  const forbidding = merged("upsert", { primaryKey: "id" });
  applySourceSettings(forbidding, "Source `s`", { rootKey: false });
  expect(tableRows(normalize(forbidding, rows).files, "t__l")[0]).not.toHaveProperty("_dlt_root_id");
});

test("columns of a row go to all rows nested in it where the schema asks for that", () => {
  const schema = newSchema("s");
  schema.normalizers.json.config = { propagation: { root: { at: "_at", _dlt_load_id: "_load" }, tables: { t__l: { n: "_n" } } } };
  const { files } = normalize(schema, [{ at: "x", l: [{ n: 1, m: [{ k: 1 }] }] }, { l: [{ n: 2 }] }]);
  expect(tableRows(files, "t__l").map((row) => [row._at, row._load, row._n])).toEqual([["x", "1.5", undefined], [undefined, "1.5", undefined]]);
  expect(tableRows(files, "t__l__m").map((row) => [row._at, row._n])).toEqual([["x", 1n]]);
});

test("objects in a list are one level deeper than their table, lists in a list two", () => {
  const schema = newSchema("s");
  applySourceSettings(schema, "Source `s`", { maxTableNesting: 2 });
  const { files } = normalize(schema, [{ l: [{ m: [1], o: { p: 1 } }, [2]] }]);
  expect(tableRows(files, "t__l").map((row) => [row.list, row.o__p])).toEqual([[undefined, 1n], ["[2]", undefined]]);
  expect(tableRows(files, "t__l__m").map((row) => row.value)).toEqual([1n]);
});

test("keys that mean something to JavaScript are ordinary columns", () => {
  const item = JSON.parse('{"__proto__": 1, "constructor": 2, "hasOwnProperty": {"toString": 3}, "": 4, " ": null, "__": 5}') as unknown;
  const { files } = normalize(newSchema("s"), [item]);
  expect(plain(tableRows(files, "t")[0] ?? {})).toMatchObject({ proto: 1, constructor: 2, has_own_property__to_string: 3, _empty: 5 });
});

test("a document nested deeper than the limit keeps the rest as JSON", () => {
  const depth = 3000;
  const bytes = new TextEncoder().encode(`[${'{"a":'.repeat(depth)}1${"}".repeat(depth)}]`);
  const { files } = normalizeFile({ loadId: "1.5", table: "t", bytes, schema: newSchema("s"), fileMaxItems: undefined });
  const [row] = tableRows(files, "t");
  const json = Object.entries(row ?? {}).find(([name]) => name.startsWith("a__"))?.[1];
  expect(json).toBe(`${'{"a":'.repeat(depth - 1001)}1${"}".repeat(depth - 1001)}`);
});

test("lists nested a thousand deep become tables without overflowing the stack", () => {
  const item = { l: JSON.parse(`${"[".repeat(900)}1${"]".repeat(900)}`) as unknown };
  const result = normalize(newSchema("s"), [item]);
  // A list in a list counts two levels, as in dlt: 500 of them reach the limit, and the rest is JSON.
  expect(result.files).toHaveLength(501);
});

const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.string(), fc.boolean(), fc.constant(null), tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom("a", "b", "cD", "e f"), tie("value"), { maxKeys: 4 }),
}));

test("no row is lost or made up: every object of a page and every element of a list is one row", () => {
  fc.assert(
    fc.property(fc.array(json.object, { maxLength: 5 }), (rows) => {
      const { files, rowsRead } = normalize(newSchema("s"), rows);
      const written = files.reduce((sum, file) => sum + file.rows, 0);
      expect(rowsRead).toBe(rows.length);
      expect(written).toBe(rows.length + rows.reduce((sum: number, row) => sum + elementsIn(row), 0));
    }),
  );
});

/** Elements of all lists inside a value, at every depth. */
function elementsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + 1 + elementsIn(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + elementsIn(item), 0);
}

function normalize(schema: StoredSchema, rows: readonly unknown[], table = "t", loadId = "1.5"): NormalizeResult {
  return normalizeFile({ loadId, table: namingConvention().normalizePath(table), bytes: extractedFile(rows), schema, fileMaxItems: undefined });
}

function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value === Object(value) ? String(value) : value]));
}
