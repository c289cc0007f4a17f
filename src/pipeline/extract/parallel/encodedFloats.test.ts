import { expect, test } from "vitest";
import { parseJson } from "../../json/parseJson.ts";
import { encodeRows } from "../../storage/typedJson.ts";
import { EncodedRows } from "./encodedRows.ts";

test("a float with a whole value is a plain number for steps, and a float again when it is written", () => {
  const rows = parseJson('[{"total": 742.0, "tax": 1.0, "count": 3, "list": [1.0, 2]}]') as unknown[];
  const line = encodeRows(rows, { resource: "r", table: "t", firstRow: 1 });
  const decoded = new EncodedRows({ bytes: new TextEncoder().encode(line), rows: 1 }).decode();
  expect(decoded).toEqual([{ total: 742, tax: 1, count: 3, list: [1, 2] }]);
  expect(encodeRows(decoded, { resource: "r", table: "t", firstRow: 1 })).toBe(line);
});
