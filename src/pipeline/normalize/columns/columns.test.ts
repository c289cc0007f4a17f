import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsOf } from "../../fixtures/arrowRows.ts";
import { CalendarDate, ClockTime, Timestamp } from "../../schema/calendar.ts";
import { Decimal } from "../../schema/decimal.ts";
import type { DataType } from "../../schema/types.ts";
import { arrowStream } from "../arrowStream.ts";
import { ConstantColumn } from "./constantColumn.ts";
import { IdColumn } from "./idColumn.ts";
import { makeColumn, storeValue } from "./typedColumn.ts";

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const instants = fc.date({ min: new Date("0001-01-02"), max: new Date("9999-12-30"), noInvalidDate: true });

const values: Readonly<Record<Exclude<DataType, "json">, fc.Arbitrary<unknown>>> = {
  text: fc.string({ unit: fc.constantFrom("a", "\u0000", "é", "日", "😀") }),
  bigint: int64,
  double: fc.double({ noNaN: true }),
  bool: fc.boolean(),
  timestamp: fc.tuple(instants, fc.integer({ min: 0, max: 999 })).map(([date, micros]) => new Timestamp(date.getTime(), micros)),
  date: fc.integer({ min: -700_000, max: 2_900_000 }).map((days) => new CalendarDate(days)),
  time: fc.integer({ min: 0, max: 86_399_999_999 }).map((micros) => new ClockTime(micros)),
  decimal: fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }).map((unscaled) => new Decimal(unscaled, 9)),
  wei: fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }).map((unscaled) => new Decimal(unscaled, 0)),
  binary: fc.uint8Array({ maxLength: 20 }),
};

for (const [type, value] of Object.entries(values) as [DataType, fc.Arbitrary<unknown>][]) {
  test(`a ${type} column gives back what was put in, nulls included, file after file`, () => {
    const column = makeColumn(type, { name: "c" }, "t");
    fc.assert(
      fc.property(fc.array(fc.option(value, { freq: 3 }), { maxLength: 40 }), (items) => {
        items.forEach((item, row) => {
          if (item !== null) storeValue(column, row, item);
        });
        const bytes = arrowStream([{ name: "c", data: column.finish(items.length) }], items.length);
        const rows = rowsOf({ bytes }).map((row) => row.c ?? null);
        expect(rows).toEqual(items);
      }),
    );
  });

  test(`a ${type} column keeps the later of two values for a row`, () => {
    const column = makeColumn(type, { name: "c" }, "t");
    fc.assert(
      fc.property(value, value, value, (first, second, third) => {
        storeValue(column, 0, first);
        storeValue(column, 2, second);
        storeValue(column, 2, third);
        const bytes = arrowStream([{ name: "c", data: column.finish(3) }], 3);
        expect(rowsOf({ bytes }).map((row) => row.c)).toEqual([first, undefined, third]);
      }),
    );
  });
}

test("columns grow past their first capacity, with and without a long gap", () => {
  for (const type of Object.keys(values) as Exclude<DataType, "json">[]) {
    const column = makeColumn(type, { name: "c" }, "t");
    const [item] = fc.sample(values[type], 1);
    for (const row of [0, 1, 5000, 20_000]) storeValue(column, row, item);
    const bytes = arrowStream([{ name: "c", data: column.finish(20_003) }], 20_003);
    const rows = rowsOf({ bytes });
    expect([0, 1, 5000, 20_000].map((row) => rows[row]?.c)).toEqual([item, item, item, item]);
    expect(rows.filter((row) => "c" in row)).toHaveLength(4);
  }
});

test("halves of surrogate pairs in neighbouring strings are not joined", () => {
  const column = makeColumn("text", { name: "c" }, "t");
  ["a\ud83d", "\ude00b", "ü"].forEach((text, row) => storeValue(column, row, text));
  const bytes = arrowStream([{ name: "c", data: column.finish(3) }], 3);
  expect(rowsOf({ bytes }).map((row) => row.c)).toEqual(["a\ufffd", "\ufffdb", "ü"]);
});

test("ids are copied byte for byte between columns", () => {
  const [ids, parents] = [new IdColumn("t"), new IdColumn("u")];
  ids.writeRandom(0);
  ids.writeText(1, "längere-id");
  parents.copy(0, ids, 1);
  parents.copy(1, ids, 0);
  expect([parents.textAt(0), parents.textAt(1)]).toEqual(["längere-id", ids.textAt(0)]);
});

test("a constant column holds its text in every row", () => {
  const bytes = arrowStream([{ name: "c", data: new ConstantColumn("1.5").finish(5) }], 5);
  expect(rowsOf({ bytes }).map((row) => row.c)).toEqual(["1.5", "1.5", "1.5", "1.5", "1.5"]);
});
