import { expect, test } from "vitest";
import { contractOf, storedContract } from "./contract.ts";
import { namingConvention } from "./naming/convention.ts";
import { newSchema } from "./schema.ts";
import { applySourceSettings } from "./sourceSettings.ts";
import { tableOfHints } from "./tableHints.ts";
import type { DispositionSpec, TableHints } from "./tableHints.ts";

const hinted = (hints: Partial<TableHints>) => tableOfHints(namingConvention(), { name: "t", ...hints });
const code = (hints: object) => {
  try {
    hinted(hints);
    return "none";
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test("strategies and their options become the keys that dlt keeps", () => {
  expect(hinted({ writeDisposition: { disposition: "replace", strategy: "insert-from-staging" } })).toMatchObject({ write_disposition: "replace", "x-replace-strategy": "insert-from-staging" });
  expect(hinted({ writeDisposition: { disposition: "merge", strategy: "delete-insert", deduplicated: true } })).toMatchObject({ "x-merge-strategy": "delete-insert", "x-stage-data-deduplicated": true });
  expect(hinted({ writeDisposition: { disposition: "merge", strategy: "upsert" }, primaryKey: "ID" }).columns).toEqual({ id: { name: "id", primary_key: true, nullable: false } });
});

test("scd2 declares its columns; by default a hash of the row is its version", () => {
  const table = hinted({ writeDisposition: { disposition: "merge", strategy: "scd2", boundaryTimestamp: "2024-01-01T00:00:00Z", activeRecordTimestamp: new Date(Date.UTC(9999, 11, 31)) } });
  expect(table).toMatchObject({ "x-merge-strategy": "scd2", "x-boundary-timestamp": "2024-01-01T00:00:00Z", "x-active-record-timestamp": "9999-12-31T00:00:00.000Z" });
  expect(table.columns).toEqual({
    _dlt_valid_from: { name: "_dlt_valid_from", data_type: "timestamp", nullable: true, "x-valid-from": true },
    _dlt_valid_to: { name: "_dlt_valid_to", data_type: "timestamp", nullable: true, "x-valid-to": true },
    _dlt_id: { name: "_dlt_id", nullable: false, "x-row-version": true, unique: false, row_key: false },
  });
  const own = hinted({ writeDisposition: { disposition: "merge", strategy: "scd2", validityColumnNames: ["validFrom", "validTo"], rowVersionColumnName: "rowHash" } });
  expect(Object.keys(own.columns)).toEqual(["valid_from", "valid_to", "row_hash"]);
});

test("what is not known is refused", () => {
  const bad = (writeDisposition: unknown) => code({ writeDisposition, primaryKey: "id" });
  expect([bad("update"), bad({ disposition: "toString" }), bad({}), bad({ disposition: "merge", strategy: "scd3" }), bad({ disposition: "append", strategy: "upsert" })]).toEqual(["E830", "E830", "E830", "E831", "E831"]);
  expect([bad({ disposition: "merge", strategy: "upsert", boundaryTimestamp: "2024-01-01" }), bad({ disposition: "merge", strategy: "scd2", boundary: "x" })]).toEqual(["E833", "E833"]);
  expect([bad({ disposition: "merge", strategy: "scd2", boundaryTimestamp: "soon" }), bad({ disposition: "merge", strategy: "scd2", validityColumnNames: ["a", "a"] })]).toEqual(["E833", "E833"]);
  expect(code({ writeDisposition: { disposition: "merge", strategy: "upsert" } satisfies DispositionSpec })).toBe("E832");
  expect([code({ schemaContract: "frozen" }), code({ schemaContract: { rows: "freeze" } }), code({ schemaContract: { columns: "drop" } })]).toEqual(["E834", "E834", "E834"]);
  const column = (hints: object) => code({ columns: { a: hints } });
  expect([column({ dataType: "int" }), column({ dedupSort: "up" }), column({ precision: -1 }), column({ nullable: "no" }), column({ dataType: "decimal", precision: 10, scale: 2, "x-own": 1 })]).toEqual(["E837", "E837", "E837", "E837", "none"]);
});

test("a key in the columns may not be null, unless they say so", () => {
  expect(hinted({ columns: { a: { primaryKey: true }, b: { mergeKey: true, nullable: true } } }).columns).toMatchObject({ a: { nullable: false }, b: { nullable: true } });
});

test("a contract is the table's own, that of the table it is nested in, or the schema's", () => {
  const schema = newSchema("s");
  applySourceSettings(schema, "Source `s`", { schemaContract: { dataType: "freeze" } as never, maxTableNesting: 2, rootKey: true });
  expect(schema.normalizers.json.config).toEqual({ max_nesting: 2, root_key_propagation: true });
  schema.tables["t"] = hinted({ schemaContract: { tables: "freeze" } });
  schema.tables["t__l"] = { name: "t__l", columns: {}, parent: "t" };
  expect(contractOf(schema, "u").data_type).toBe("freeze");
  expect(contractOf(schema, "t")).toEqual({ tables: "freeze", columns: "evolve", data_type: "evolve" });
  expect(contractOf(schema, "t__l__m", "t__l").tables).toBe("freeze");
  expect(contractOf(schema, "_dlt_loads").tables).toBe("evolve");
  expect(storedContract({ dataType: "discard_row", tables: undefined } as never, "Table `t`")).toMatchObject({ data_type: "discard_row" });
});
