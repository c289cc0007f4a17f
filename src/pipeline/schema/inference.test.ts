import fc from "fast-check";
import { expect, test } from "vitest";
import { inferType } from "./inference.ts";
import { commonIsoMicros, parseAnyIsoDate, parseIsoTimestamp } from "./isoText.ts";

test("a number too big for 64 bits does not become bigint", () => {
  expect(inferType(2 ** 63, [])).toBe("double");
  expect(inferType(2n ** 63n, [])).toBe("wei");
  expect(inferType(2 ** 62, [])).toBe("bigint");
});

test("the quick reader of timestamps agrees with the general one and with Date", () => {
  const instant = fc.date({ min: new Date("1900-01-01"), max: new Date("2200-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 999 }), fc.constantFrom("Z", ""), (date, micros, zone) => {
      const text = date.toISOString().slice(0, -1) + String(micros).padStart(3, "0") + zone;
      const general = parseIsoTimestamp(text);
      expect(commonIsoMicros(text)).toBe(date.getTime() * 1000 + micros);
      expect([general?.ms, general?.micros]).toEqual([date.getTime(), micros]);
    }),
  );
});

test("the quick reader takes nothing that the general one refuses", () => {
  const nearly = fc.stringMatching(/^20[0-2]\d-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(\.\d{1,6})?Z?$/);
  fc.assert(
    fc.property(nearly, (text) => {
      const quick = commonIsoMicros(text);
      const general = parseIsoTimestamp(text);
      expect(Number.isNaN(quick) ? undefined : quick).toBe(general === undefined ? undefined : general.ms * 1000 + general.micros);
    }),
  );
});

test("dates of less precision stand for their first day", () => {
  expect(["1975", "1975-05", "1975-0521", "1975-032", "1975-W01", "2024-366"].map((text) => String(parseAnyIsoDate(text)))).toEqual(["1975-01-01", "1975-05-01", "1975-05-21", "1975-02-01", "1974-12-30", "2024-12-31"]);
  expect(["197505", "75", "01-12", "1975-13", "1975-366", "2024-02-30"].map(parseAnyIsoDate)).toEqual(Array.from({ length: 6 }, () => undefined));
  expect(String(parseIsoTimestamp("1975-0521T22:00:00Z"))).toBe("1975-05-21T22:00:00+00:00");
});
