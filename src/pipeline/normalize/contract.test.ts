import { expect, test } from "vitest";
import { tableRows } from "../fixtures/arrowRows.ts";
import { extractedFile } from "../fixtures/extractedFile.ts";
import { admitTable } from "../schema/contract.ts";
import { markSeenData, mergeUpdates } from "../schema/mergeTables.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { newSchema } from "../schema/schema.ts";
import { tableOfHints } from "../schema/tableHints.ts";
import type { SchemaContract, StoredSchema } from "../schema/types.ts";
import { normalizeFile } from "./normalizeFile.ts";
import type { NormalizeResult } from "./protocol.ts";

/** A schema whose table `t` has been loaded with `rows`, and then got a contract. */
function loaded(rows: readonly unknown[], contract: SchemaContract): StoredSchema {
  const schema = newSchema("s");
  admitTable(schema, tableOfHints(namingConvention(), { name: "t" }));
  const { updates } = normalize(schema, rows);
  mergeUpdates(schema, updates);
  markSeenData(schema, ["t"]);
  admitTable(schema, tableOfHints(namingConvention(), { name: "t", schemaContract: contract }));
  return schema;
}

function normalize(schema: StoredSchema, rows: readonly unknown[]): NormalizeResult {
  return normalizeFile({ loadId: "1.5", table: "t", fileName: "t.0a.0.typed-jsonl", bytes: extractedFile(rows), schema, fileMaxItems: undefined });
}

const values = (result: NormalizeResult, table: string, column: string) => tableRows(result.files, table).map((row) => row[column]);

test("a frozen column says schema, table, column, mode, file and row", () => {
  const schema = loaded([{ id: 1 }], { columns: "freeze" });
  expect(() => normalize(schema, [{ id: 2 }, { id: 3, phone: "1" }])).toThrowError(
    expect.objectContaining({
      code: "E835",
      message: "In schema `s`, table `t`, column `phone`: the contract on `columns` is `freeze`, and the column `phone` would be new. It is row 2 of `t.0a.0.typed-jsonl`.",
      details: expect.objectContaining({ schema: "s", table: "t", column: "phone", entity: "columns", mode: "freeze", row: 2 }) as unknown,
    }),
  );
});

test("a dropped row leaves no value behind in the rows after it, and its nested rows go with it", () => {
  const schema = loaded([{ id: 1, text: "a", flag: true, price: 1.5, at: "2024-01-01T00:00:00Z", bytes: new Uint8Array([1]), l: [1] }], { columns: "discard_row" });
  const result = normalize(schema, [
    { id: 2, text: "b", l: [2] },
    { id: 3, text: "gone", flag: false, price: 9.5, at: "2025-01-01T00:00:00Z", bytes: new Uint8Array([9]), l: [3, 4], phone: "x" },
    { id: 4 },
    { phone: "y", id: 5 },
    { id: 6, text: "c", bytes: new Uint8Array([2]) },
  ]);
  const plain = tableRows(result.files, "t").map(({ _dlt_id: _id, _dlt_load_id: _load, ...row }) => row);
  expect(plain).toEqual([{ id: 2n, text: "b" }, { id: 4n }, { id: 6n, text: "c", bytes: new Uint8Array([2]) }]);
  expect(values(result, "t__l", "value")).toEqual([2n]);
  expect(new Set(values(result, "t", "_dlt_id")).size).toBe(3);
  expect(result.updates).toEqual([]);
});

test("a dropped value leaves the rest of its row", () => {
  const result = normalize(loaded([{ id: 1 }], { columns: "discard_value" }), [{ id: 2, phone: "x", address: { street: "y", city: "z" } }]);
  expect(result.files[0]?.columns).toEqual(["id", "_dlt_load_id", "_dlt_id"]);
  expect(values(result, "t", "id")).toEqual([2n]);
});

test("values of another type fall under data_type, not under columns", () => {
  const rows = [{ id: 2 }, { id: "two" }];
  expect(values(normalize(loaded([{ id: 1 }], { data_type: "discard_value" }), rows), "t", "id")).toEqual([2n, undefined]);
  expect(values(normalize(loaded([{ id: 1 }], { data_type: "discard_row" }), rows), "t", "id")).toEqual([2n]);
  expect(values(normalize(loaded([{ id: 1 }], { columns: "freeze" }), rows), "t", "id__v_text")).toEqual([undefined, "two"]);
  expect(() => normalize(loaded([{ id: 1 }], { data_type: "freeze" }), rows)).toThrowError(expect.objectContaining({ code: "E835", details: expect.objectContaining({ entity: "data_type", column: "id__v_text" }) as unknown }));
});

test("a variant column that is there takes values whatever the contract says", () => {
  const schema = loaded([{ id: 1 }, { id: "x" }], "freeze");
  expect(values(normalize(schema, [{ id: "y" }]), "t", "id__v_text")).toEqual(["y"]);
});

test("new nested tables fall under tables: dropped with all below them, or refused", () => {
  const rows = [{ id: 2, l: [{ m: [1] }] }, { id: 3, l: [] }];
  for (const mode of ["discard_row", "discard_value"] as const) {
    const result = normalize(loaded([{ id: 1 }], { tables: mode }), rows);
    expect(result.files.map(({ table, rows: count }) => [table, count])).toEqual([["t", 2]]);
  }
  expect(() => normalize(loaded([{ id: 1 }], { tables: "freeze" }), rows)).toThrowError(expect.objectContaining({ code: "E835", details: expect.objectContaining({ table: "t__l", entity: "tables" }) as unknown }));
  expect(normalize(loaded([{ id: 1 }], { tables: "freeze" }), [{ id: 3, l: [] }]).files).toHaveLength(1);
});

test("nested tables inherit the contract of their root, and a new one gets its columns once", () => {
  const schema = loaded([{ id: 1, l: [{ a: 1 }] }], { columns: "discard_value" });
  const result = normalize(schema, [{ l: [{ a: 2, b: 3 }], k: [{ c: 1 }, { c: 2, d: 3 }] }]);
  expect(tableRows(result.files, "t__l").map((row) => [row.a, row.b])).toEqual([[2n, undefined]]);
  expect(tableRows(result.files, "t__k").map((row) => [row.c, row.d])).toEqual([[1n, undefined], [2n, 3n]]);
});

test("a new table gets its columns from its whole first package, also where columns are frozen", () => {
  const schema = newSchema("s");
  admitTable(schema, tableOfHints(namingConvention(), { name: "t", primaryKey: "id", columns: { id: { dataType: "bigint" } }, schemaContract: { columns: "freeze" } }));
  const first = normalize(schema, [{ id: 1 }, { id: 2, b: 1 }]);
  mergeUpdates(schema, first.updates);
  expect(values(normalize(schema, [{ id: 3, c: true }]), "t", "c")).toEqual([true]);
  markSeenData(schema, ["t"]);
  expect(schema.tables.t?.["x-normalizer"]).toEqual({ "seen-data": true });
  expect(() => normalize(schema, [{ id: 4, d: 1 }])).toThrowError(expect.objectContaining({ code: "E835" }));
});

test("the library's own columns may always be new", () => {
  const schema = loaded([{ id: 1 }], "freeze");
  const columns = schema.tables.t?.columns ?? {};
  delete columns._dlt_id;
  expect(values(normalize(schema, [{ id: 2 }]), "t", "_dlt_id")).toHaveLength(1);
});

test("what hints declare falls under the contract of a table that is there", () => {
  const table = (columns: Record<string, { dataType: string }>) => tableOfHints(namingConvention(), { name: "t", columns });
  const frozen = loaded([{ id: 1 }], { columns: "freeze" });
  expect(() => admitTable(frozen, table({ phone: { dataType: "text" } }))).toThrowError(expect.objectContaining({ code: "E835" }));
  const quiet = loaded([{ id: 1 }], { columns: "discard_value" });
  expect(admitTable(quiet, table({ phone: { dataType: "text" } }))).toBe(true);
  expect(quiet.tables.t?.columns.phone).toBeUndefined();
});

test("a new root table is refused, dropped or taken as its contract says", () => {
  const table = (contract: SchemaContract) => tableOfHints(namingConvention(), { name: "t", schemaContract: contract });
  expect(() => admitTable(newSchema("s"), table({ tables: "freeze" }))).toThrowError(expect.objectContaining({ code: "E835" }));
  expect(admitTable(newSchema("s"), table({ tables: "discard_row" }))).toBe(false);
  expect(admitTable(newSchema("s"), table({ tables: "evolve", columns: "freeze" }))).toBe(true);
});
