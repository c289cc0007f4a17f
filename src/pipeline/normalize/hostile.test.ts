import { expect, test } from "vitest";
import { tableRows } from "../fixtures/arrowRows.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { newSchema } from "../schema/schema.ts";
import { tableOfHints } from "../schema/tableHints.ts";
import { updateTable } from "../schema/mergeTables.ts";
import { encodeRows } from "../storage/typedJson.ts";
import { normalizeFile } from "./normalizeFile.ts";
import type { NormalizeResult } from "./protocol.ts";

/** Rows as a resource gives them: encoded as extract does, then normalized. */
function through(rows: readonly unknown[], hints: Partial<Parameters<typeof tableOfHints>[1]> = {}): NormalizeResult {
  const schema = newSchema("s");
  updateTable(schema, tableOfHints(namingConvention(), { name: "t", ...hints }));
  return normalizeFile({ loadId: "1.5", table: "t", bytes: bytesOf(rows), schema, fileMaxItems: undefined });
}

function bytesOf(rows: readonly unknown[]): Uint8Array {
  return new TextEncoder().encode(`${encodeRows(rows, { resource: "r", table: "t", firstRow: 1 })}\n`);
}

/** The rows of the root table, without the library's own columns. */
const plainRows = (result: NormalizeResult, table = "t") => tableRows(result.files, table).map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("_dlt"))));

const refused = (path: string) => expect.objectContaining({ code: "E453", details: expect.objectContaining({ resource: "r", table: "t", row: 2, path }) as unknown }) as Error;

test("a key of a million characters is a column of that name", () => {
  const key = "k".repeat(1_000_000);
  expect(Object.keys(plainRows(through([{ [key]: 1 }]))[0] ?? {})).toEqual([key]);
});

test("a key of a million special characters does not take minutes", () => {
  for (const key of ["_".repeat(1_000_000), "aB".repeat(500_000), `${"_a".repeat(500_000)}_`, " ".repeat(1_000_000), "__a".repeat(300_000)]) {
    expect(plainRows(through([{ [key]: 1 }]))).toHaveLength(1);
  }
});

test("keys of Object.prototype are columns and tables like others", () => {
  const row = JSON.parse('{"__proto__": {"a": 1}, "constructor": [1], "toString": "x", "valueOf": null, "hasOwnProperty": true}') as object;
  const result = through([row, { plain: 1 }]);
  expect(plainRows(result)).toEqual([{ to_string: "x", has_own_property: true, proto__a: 1n }, { plain: 1n }]);
  expect(plainRows(result, "t__constructor")).toEqual([{ value: 1n }]);
  expect(({} as { a?: number }).a).toBeUndefined();
  for (const name of ["__proto__", "constructor", "toString"]) {
    const named = normalizeFile({ loadId: "1.5", table: name, bytes: bytesOf([{ a: 1, l: [1] }]), schema: newSchema("s"), fileMaxItems: undefined });
    expect(named.files.map(({ table }) => table)).toEqual([name, namingConvention().joinPath(name, "l")]);
  }
});

test("half of a surrogate pair becomes the replacement character, in values, keys and JSON", () => {
  const rows = [{ a: "x\ud800y", "k\udfff": 1, j: ["\ud800"] }, { a: "ok 😀" }];
  const result = through(rows, { columns: { j: { data_type: "json" } } });
  expect(plainRows(result).map((row) => row.a)).toEqual(["x\ufffdy", "ok 😀"]);
  expect(plainRows(result)[0]).toMatchObject({ kx: 1n, j: '["\\ud800"]' });
});

test("what JSON has no number for is null; integers keep every digit", () => {
  const result = through([{ n: 1.5, i: 2n ** 53n + 1n }, { n: Number.NaN, i: -(2n ** 63n) }, { n: Infinity, i: 2n ** 63n - 1n }, { n: -Infinity, i: 5 }, { n: -0, i: 1e15 }]);
  expect(plainRows(result).map(({ n, i }) => [n, i])).toEqual([[1.5, 2n ** 53n + 1n], [undefined, -(2n ** 63n)], [undefined, 2n ** 63n - 1n], [undefined, 5n], [0, 10n ** 15n]]);
  expect(plainRows(through([{ i: 10n ** 30n }]))[0]?.i).toMatchObject({ unscaled: 10n ** 30n });
});

test("an integer of more digits than any number has is kept as text beside its column", () => {
  const huge = 10n ** 50n;
  const result = through([{ i: 1 }, { i: huge }]);
  expect(plainRows(result)[1]).toEqual({ i__v_text: String(huge) });
  expect(result.files[0]?.columns).not.toContain("i__v_wei");
});

test("objects and lists nested ten thousand deep are stored, as JSON past the limit", () => {
  const depth = 10_000;
  const object = JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`) as object;
  const list = JSON.parse(`${"[".repeat(depth)}1${"]".repeat(depth)}`) as unknown[];
  const [row] = plainRows(through([object]));
  expect(Object.values(row ?? {})).toEqual([`${'{"a":'.repeat(depth - 1001)}1${"}".repeat(depth - 1001)}`]);
  expect(through([{ l: list }]).files).toHaveLength(501);
  const asJson = through([{ j: list, k: object }], { maxTableNesting: 0 });
  expect(plainRows(asJson)[0]).toEqual({ j: JSON.stringify(1).padStart(depth + 1, "[").padEnd(2 * depth + 1, "]"), k: `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}` });
});

test("ten thousand deep with marked values inside, and as the key of a row hash", () => {
  let deep: unknown = [2n ** 60n, new Date(0)];
  for (let level = 0; level < 10_000; level++) deep = { a: deep };
  const json = plainRows(through([{ j: deep }], { columns: { j: { data_type: "json" } } }))[0]?.j as string;
  expect(json.slice(50_000, 50_000 + 48)).toBe('["1152921504606846976","1970-01-01T00:00:00.000Z');
  const hashed = through([{ id: 1, j: deep }], { writeDisposition: { disposition: "merge", strategy: "scd2" }, columns: { j: { data_type: "json" } } });
  expect(tableRows(hashed.files, "t")[0]?._dlt_id).toMatch(/^[A-Za-z0-9+/]{14}$/);
});

test("nesting without a limit ends with an error, not with the stack", () => {
  const list = JSON.parse(`${"[".repeat(100_000)}1${"]".repeat(100_000)}`) as unknown[];
  expect(() => through([{ ok: 1 }, { l: list }], { maxTableNesting: 1_000_000 })).toThrowError(expect.objectContaining({ code: "E422", details: expect.objectContaining({ row: 2, table: "t" }) as unknown }));
});

test("an object that contains itself, functions and symbols are refused with row and path", () => {
  const cyclic: Record<string, unknown> = { ok: 1 };
  cyclic.self = { inner: [cyclic] };
  expect(() => through([{}, cyclic])).toThrowError(refused("self.inner[0]"));
  expect(() => through([{}, { f: () => 1 }])).toThrowError(refused("f"));
  expect(() => through([{}, { a: [1, Symbol("s")] }])).toThrowError(refused("a[1]"));
});

test("five thousand columns", () => {
  const rows = Array.from({ length: 40 }, (_, row) => Object.fromEntries(Array.from({ length: 5_000 }, (_column, at) => [`c${(at * 7 + row) % 5_000}`, at])));
  const result = through(rows);
  expect(result.files[0]?.columns).toHaveLength(5_002);
  expect(plainRows(result)[39]?.c39).toBe(0n);
});

test("new columns in every row stay small: a value here and there does not make a column of its whole height", () => {
  const rows = Array.from({ length: 2_000 }, (_, row) => ({ id: row, [`c${row}`]: "x" }));
  const result = through(rows);
  expect(result.files[0]?.columns).toHaveLength(2_003);
  expect(plainRows(result)[1_999]).toEqual({ id: 1_999n, c1999: "x" });
});

test("empty objects, lists and pages", () => {
  expect(plainRows(through([{}, { a: {} }, { l: [] }, { l: [{}] }]))).toEqual([{}, {}, {}, {}]);
  expect(tableRows(through([{ l: [{}, []] }]).files, "t__l").map((row) => row._dlt_list_idx)).toEqual([0n, 1n]);
});

test("items that are no objects, and lists with holes", () => {
  const holes = [1];
  holes[2] = 3;
  expect(plainRows(through([1, "a", null, undefined, true]))).toEqual([{ value: 1n }, { value__v_text: "a" }, {}, {}, { value__v_bool: true }]);
  expect(plainRows(through([{ l: holes }]), "t__l")).toEqual([{ value: 1n }, {}, { value: 3n }]);
});

test("dates, maps, sets, typed arrays, buffers and objects of classes", () => {
  class Point {
    readonly x = 1;
    readonly #hidden = 2;
    get sum(): number {
      return this.x + this.#hidden;
    }
  }
  const row = {
    bad: new Date(Number.NaN),
    at: new Date(0),
    map: new Map<unknown, unknown>([["k", 1], [2, "two"]]),
    set: new Set([1, 2]),
    bytes: new Uint8Array([1, 2]),
    buffer: new Uint8Array([3]).buffer,
    floats: new Float32Array([0.5, 1]),
    big: new BigInt64Array([2n ** 60n]),
    point: new Point(),
    boxed: Object(5) as object,
    url: new URL("https://a.b/c"),
    bare: Object.assign(Object.create(null) as object, { a: 1 }),
    custom: { toJSON: () => ({ j: 1 }) },
  };
  const result = through([row]);
  expect(plainRows(result)[0]).toMatchObject({ map__k: 1n, map___2: "two", bytes: new Uint8Array([1, 2]), buffer: new Uint8Array([3]), point__x: 1n, url: "https://a.b/c", bare__a: 1n, custom__j: 1n });
  expect(plainRows(result)[0]).toHaveProperty("at");
  expect(plainRows(result)[0]).not.toHaveProperty("bad");
  expect(plainRows(result, "t__set").map(({ value }) => value)).toEqual([1n, 2n]);
  expect(plainRows(result, "t__big").map(({ value }) => value)).toEqual([2n ** 60n]);
});

test("a getter that throws says row, table and resource", () => {
  const row = { get broken(): number {
    throw new Error("no value today");
  } };
  expect(() => through([{}, row])).toThrowError(expect.objectContaining({ code: "E453", message: expect.stringContaining("no value today") as unknown, details: expect.objectContaining({ row: 2 }) as unknown }));
});

test("a text of ten million characters and a list of a hundred thousand elements", () => {
  const text = "ä".repeat(10_000_000);
  expect(plainRows(through([{ text }]))[0]?.text === text).toBe(true);
  const result = through([{ l: Array.from({ length: 100_000 }, (_, n) => ({ n })) }]);
  expect(result.files.map(({ table, rows }) => [table, rows])).toEqual([["t", 1], ["t__l", 100_000]]);
});

test("keys that are one name after naming: the last one of a row counts, a null too", () => {
  expect(plainRows(through([{ userName: "a", user_name: "b", "user name": null }, { "user-name": "c" }]))).toEqual([{}, { user_name: "c" }]);
});

test("text that only looks marked stays text", () => {
  const rows = ["\uf026", "\uf026abc", "\uf02b*", "\uf02cx", "\uf02e"].map((text) => ({ text: `x`, marked: text }));
  expect(plainRows(through(rows)).map(({ marked }) => marked)).toEqual(rows.map(({ marked }) => marked));
});
