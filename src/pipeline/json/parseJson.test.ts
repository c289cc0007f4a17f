import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./parseJson.ts";
import { wholeFloatsOf } from "./wholeFloats.ts";

const object = (text: string) => parseJson(text) as Record<string, unknown>;

test("a whole float is a plain number, and its object knows how it was written", () => {
  const row = object('{"total": 742.0, "count": 742, "share": 0.5, "big": 1e3, "nested": {"tax": -0.0}, "list": [1, 2.0]}');
  expect(row).toEqual({ total: 742, count: 742, share: 0.5, big: 1000, nested: { tax: -0 }, list: [1, 2] });
  expect(wholeFloatsOf(row)).toEqual(["total", "big"]);
  expect(wholeFloatsOf(row.nested as object)).toEqual(["tax"]);
  expect(wholeFloatsOf(row.list as object)).toEqual(["1"]);
});

test("integers past 2^53 keep every digit", () => {
  expect(parseJson("[9007199254740991, 9007199254740993, -12345678901234567890, 1234567890123456]")).toEqual([9007199254740991, 9007199254740993n, -12345678901234567890n, 1234567890123456]);
});

test("a number alone, without an object around it, is read too", () => {
  expect(parseJson(" 742.0 ")).toBe(742);
  expect(parseJson("9007199254740993")).toBe(9007199254740993n);
});

test("what looks like a number within a string stays text", () => {
  const text = '{"a": "x, 10.0, y", "b\\"": ", 1e5 ,", "c\\\\": 3.0, "d": "[9007199254740993]", "e": "\\\\\\", 4.0,"}';
  const row = object(text);
  expect(row).toEqual(JSON.parse(text));
  expect(wholeFloatsOf(row)).toEqual(["c\\"]);
});

test("text that is not JSON is refused as JSON.parse refuses it, at the same place", () => {
  for (const text of ["{742.0: 1}", '{"a": 1, 742.0: 1}', "[01.0]", "[--1.0]", "[1.0", "[1.0 2.0]", '{"a": 1.0,}', "[1.]", "[+1.0]", "", '["\n", 1.0]']) {
    let reference: unknown;
    try {
      JSON.parse(text);
    } catch (error) {
      reference = error;
    }
    expect(() => parseJson(text)).toThrow(reference as Error);
  }
});

test("a field named __proto__ is a field", () => {
  const row = object('{"__proto__": 1.0, "a": {"__proto__": 9007199254740993}}');
  expect(Object.keys(row)).toEqual(["__proto__", "a"]);
  expect(wholeFloatsOf(row)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
});

test("nesting deeper than the call stack is read", () => {
  const depth = 100_000;
  let at = parseJson(`${'{"a":'.repeat(depth)}1.0${"}".repeat(depth)}`) as Record<string, object>;
  for (let level = 1; level < depth; level++) at = at.a as Record<string, object>;
  expect(wholeFloatsOf(at)).toEqual(["a"]);
});

test("any JSON value is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(asNumbers(parseJson(text))).toEqual(JSON.parse(text));
    }),
  );
});

/** Bigints as the nearest number, which is what `JSON.parse` gives. */
function asNumbers(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(asNumbers);
  if (typeof value !== "object" || value === null) return value;
  const copy: object = {};
  for (const [key, field] of Object.entries(value)) Object.defineProperty(copy, key, { value: asNumbers(field), enumerable: true, writable: true, configurable: true });
  return copy;
}

const numberLiteral = fc.oneof(
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  fc.tuple(fc.integer(), fc.integer({ min: 1, max: 4 })).map(([whole, zeros]) => `${whole}.${"0".repeat(zeros)}`),
  fc.tuple(fc.integer(), fc.integer({ min: -12, max: 12 })).map(([whole, power]) => `${whole}e${power}`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);

test("every number keeps its value and its kind, wherever it stands", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), numberLiteral), { minLength: 1 }), (pairs) => {
      const text = `[${pairs.map(([key, literal]) => `{${JSON.stringify(`k${key}`)} : ${literal}}`).join(",")}]`;
      const rows = parseJson(text) as Record<string, unknown>[];
      for (const [index, [key, literal]] of pairs.entries()) {
        const row = rows[index] as Record<string, unknown>;
        const value = row[`k${key}`];
        const isInteger = /^-?\d+$/.test(literal);
        expect(isInteger ? BigInt(value as number | bigint) : value).toBe(isInteger ? BigInt(literal) : Number(literal));
        const isWholeFloat = !isInteger && Number.isInteger(Number(literal));
        expect(wholeFloatsOf(row)).toEqual(isWholeFloat ? [`k${key}`] : undefined);
      }
    }),
  );
});
