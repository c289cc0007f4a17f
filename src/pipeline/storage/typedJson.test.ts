import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeRows } from "./typedJson.ts";

const origin = { resource: "rows", table: "rows", firstRow: 1 };

test("plain rows are one JSON array on one line", () => {
  expect(encodeRows([{ a: 1, b: "x\ny" }, { c: [1, null, { d: true }] }], origin)).toBe('[{"a":1,"b":"x\\ny"},{"c":[1,null,{"d":true}]}]');
});

test("any JSON value comes back as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (rows) => {
      const text = encodeRows(rows, origin);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(rows)));
      expect(text).not.toContain("\n");
    }),
  );
});

test("dates, big integers and bytes are marked with their type", () => {
  const rows = [{ at: new Date("2026-01-02T03:04:05.006Z"), small: 7n, big: 2n ** 80n, bytes: Uint8Array.of(1, 2, 255), nested: [{ at: new Date(0) }] }];
  expect(JSON.parse(encodeRows(rows, origin))).toEqual([
    { at: "\uf0272026-01-02T03:04:05.006Z", small: 7, big: "\uf02c1208925819614629174706176", bytes: "\uf02bAQL/", nested: [{ at: "\uf0271970-01-01T00:00:00.000Z" }] },
  ]);
});

test("maps, sets, class instances and typed arrays become objects and lists", () => {
  class Point {
    x = 1;
  }
  const rows = [{ map: new Map([["k", 1n]]), set: new Set([1, 2]), point: new Point(), floats: Float64Array.of(0.5, 2), url: new URL("https://example.org/a") }];
  expect(JSON.parse(encodeRows(rows, origin))).toEqual([{ map: { k: 1 }, set: [1, 2], point: { x: 1 }, floats: [0.5, 2], url: "https://example.org/a" }]);
});

test("NaN, the infinities and invalid dates become null; undefined fields are left out", () => {
  expect(encodeRows([{ a: Number.NaN, b: Infinity, c: new Date(Number.NaN), d: undefined }], origin)).toBe('[{"a":null,"b":null,"c":null}]');
});

test("the same object twice in a row is no cycle", () => {
  const shared = { at: new Date(0) };
  expect(JSON.parse(encodeRows([{ a: shared, b: shared }], origin))[0].b).toEqual({ at: "\uf0271970-01-01T00:00:00.000Z" });
});

test("a cycle, a function and a symbol name the row, the table and the path", () => {
  const cyclic: Record<string, unknown> = { id: 1 };
  cyclic.self = { back: cyclic };
  const fail = (row: unknown) => () => encodeRows([{ fine: true }, row], { resource: "shop", table: "orders", firstRow: 11 });
  expect(fail(cyclic)).toThrow("Row 12 of table `orders` (resource `shop`) holds an object that contains itself at `self.back`");
  expect(fail({ list: [() => 1] })).toThrow(expect.objectContaining({ code: "E453" }));
  expect(fail({ s: Symbol("mark") })).toThrow("Symbol(mark)");
});

test("data nested a hundred thousand levels deep is stored, with its marks", () => {
  const nested = (levels: number) => {
    let deep: unknown = [1n, 2n ** 60n, new Date(0), undefined, { f: undefined }];
    for (let level = 0; level < levels; level++) deep = { deep };
    return deep;
  };
  for (const levels of [900, 100_000]) {
    const inner = '[1,"\uf02c1152921504606846976","\uf0271970-01-01T00:00:00.000Z",null,{}]';
    expect(encodeRows([nested(levels)], origin) === `[${'{"deep":'.repeat(levels)}${inner}${"}".repeat(levels)}]`).toBe(true);
  }
});
