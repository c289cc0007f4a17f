import fc from "fast-check";
import { expect, test } from "vitest";
import { vectorsOf } from "../fixtures/vectors.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { detect, inferType, nativeType } from "./inference.ts";
import { commonIsoMicros, parseIsoTimestamp } from "./isoText.ts";

for (const { id, input, expected } of vectorsOf<unknown, string>("inference.native_type")) {
  test(`${JSON.stringify(input)} is ${expected} by itself (${id})`, () => {
    expect(nativeType(vectorValue(input))).toBe(expected);
  });
}

for (const { id, input, expected } of vectorsOf<string, string>("inference.detect.iso_timestamp")) {
  test(`"${input}" makes a ${expected} column (${id})`, () => {
    expect(inferType(input, ["iso_timestamp"])).toBe(expected);
  });
}

for (const name of ["iso_date", "large_integer"]) {
  for (const { id, input, expected } of vectorsOf<unknown, string | null>(`inference.detect.${name}`)) {
    test(`${name} says ${expected} of ${JSON.stringify(input)} (${id})`, () => {
      expect(detect(name, vectorValue(input)) ?? null).toBe(expected);
    });
  }
}

for (const { id, note, input, expected } of vectorsOf<{ offset_seconds_from_now: number }, string | null>("inference.detect.timestamp")) {
  test(`epoch seconds near now may be a timestamp: ${note} (${id})`, () => {
    expect(detect("timestamp", Date.now() / 1000 + input.offset_seconds_from_now) ?? null).toBe(expected);
  });
}

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
