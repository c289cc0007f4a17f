import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsOf } from "../fixtures/arrowRows.ts";
import { parseJson } from "../json/parseJson.ts";
import { mergeUpdates } from "../schema/mergeTables.ts";
import { newSchema } from "../schema/schema.ts";
import { encodeRows } from "../storage/typedJson.ts";
import { normalizeFile } from "./normalizeFile.ts";
import { plainJson } from "./typedValue.ts";

type Row = Record<string, unknown>;

/** Extracts and normalizes the rows of a JSON text. @returns column → data type, and the rows as their Arrow file has them */
function normalized(json: string, change: (row: Row) => unknown = (row) => row): { types: Row; rows: Row[] } {
  const schema = newSchema("s");
  const bytes = new TextEncoder().encode(encodeRows((parseJson(json) as Row[]).map(change), { resource: "t", table: "t", firstRow: 1 }));
  const { files, updates } = normalizeFile({ loadId: "1", table: "t", bytes, schema, fileMaxItems: undefined });
  mergeUpdates(schema, updates);
  const columns = Object.values(schema.tables.t?.columns ?? {}).filter(({ name }) => !name.startsWith("_dlt"));
  const rows = files.filter(({ table }) => table === "t").flatMap(rowsOf);
  return { types: Object.fromEntries(columns.map((column) => [column.name, column.data_type])), rows };
}

test("a body's 742.0 makes a double column, its 742 a bigint one", () => {
  const { types, rows } = normalized('[{"total": 742.0, "count": 742, "share": 1.5, "big": 9007199254740993, "negative": -0.0, "power": 1e3}]');
  expect(types).toEqual({ total: "double", count: "bigint", share: "double", big: "bigint", negative: "double", power: "double" });
  expect(rows).toMatchObject([{ total: 742, count: 742n, share: 1.5, big: 9007199254740993n, negative: -0, power: 1000 }]);
});

test("dates beside floats, floats in nested objects and lists keep their kind", () => {
  const { types, rows } = normalized('[{"amount": 1.0, "nested": {"tax": 3.0}, "deep": {"list": [{"x": 1.0}]}}, {"amount": 2}]', (row) => Object.assign(row, { at: new Date(0) }));
  expect(types).toEqual({ amount: "double", nested__tax: "double", at: "timestamp" });
  expect(rows).toMatchObject([{ amount: 1, nested__tax: 3 }, { amount: 2 }]);
});

test("a column that began with integers stays bigint, as in dlt", () => {
  expect(normalized('[{"id": 1}, {"id": 2.0}]')).toMatchObject({ types: { id: "bigint" }, rows: [{ id: 1n }, { id: 2n }] });
});

test("a text column gets the float as its source wrote it", () => {
  expect(normalized('[{"v": "x"}, {"v": 742.0}, {"v": 742}]').rows.map(({ v }) => v)).toEqual(["x", "742.0", "742"]);
});

test("a field is what it was changed to, and a copied row has plain numbers", () => {
  expect(normalized('[{"total": 742.0}]', (row) => Object.assign(row, { total: "none" }))).toMatchObject({ types: { total: "text" }, rows: [{ total: "none" }] });
  expect(normalized('[{"total": 742.0}]', (row) => Object.assign(row, { total: 7.5 }))).toMatchObject({ types: { total: "double" }, rows: [{ total: 7.5 }] });
  expect(normalized('[{"total": 742.0}]', (row) => ({ ...row }))).toMatchObject({ types: { total: "bigint" } });
});

test("data kept as JSON text shows the float as its source wrote it", () => {
  expect(plainJson({ a: "\uf02e742", "\uf02e1": "\uf02ex", list: ["\uf02e-0", '"\uf02e5"', "\uf02e1e+21"] })).toBe('{"a":742.0,"\uf02e1":"\uf02ex","list":[-0.0,"\\"\uf02e5\\"",1e+21]}');
});

const literal = fc.oneof(
  fc.maxSafeInteger().map(String),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.maxSafeInteger().map((whole) => `${whole}.0`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Number.isInteger(value) ? `${BigInt(value)}.0` : String(value))),
);

test("every number has the column and the value that its text asks for", () => {
  fc.assert(
    fc.property(fc.array(literal, { minLength: 1 }), (literals) => {
      const { types, rows } = normalized(`[{${literals.map((text, index) => `"c${index}": ${text}`).join(",")}}]`);
      for (const [index, text] of literals.entries()) {
        const isInteger = /^-?\d+$/.test(text);
        expect([text, types[`c${index}`]]).toEqual([text, isInteger ? "bigint" : "double"]);
        expect(rows[0]?.[`c${index}`]).toBe(isInteger ? BigInt(text) : Number(text));
      }
    }),
  );
});
