import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTime, formatTimeTick, readTime, timeScale } from "./timeScale.ts";

const at = (text: string) => Date.parse(`${text}Z`);

function tickTexts(from: string, to: string, most: number): string[] {
  const { ticks } = timeScale([at(from), at(to)], most);
  return ticks.map((tick) => formatTimeTick(tick, (ticks[1] ?? 0) - (ticks[0] ?? 0)));
}

test.each([
  ["2024-01-01T00:00:00", "2024-01-01T00:00:01", 5, ["Jan 1", "00:00:00.200", "00:00:00.400", "00:00:00.600", "00:00:00.800", "00:00:01.000"]],
  ["2024-01-01T10:00:00", "2024-01-01T10:02:00", 4, ["10:00:00", "10:00:30", "10:01:00", "10:01:30", "10:02:00"]],
  ["2024-01-01T20:00:00", "2024-01-02T04:00:00", 4, ["20:00", "22:00", "Jan 2", "02:00", "04:00"]],
  ["2024-02-27T00:00:00", "2024-03-02T00:00:00", 5, ["Feb 27", "Feb 28", "Feb 29", "Mar 1", "Mar 2"]],
  ["2023-10-15T00:00:00", "2024-03-15T00:00:00", 6, ["Nov", "Dec", "2024", "Feb", "Mar"]],
  ["2019-06-01T00:00:00", "2024-06-01T00:00:00", 6, ["2020", "2021", "2022", "2023", "2024"]],
])("ticks from %s to %s", (from, to, most, expected) => {
  expect(tickTexts(from, to, most)).toEqual(expected);
});

test("moments are read from numbers and ISO texts, nothing else", () => {
  expect(readTime("2024-01-02")).toBe(at("2024-01-02T00:00:00"));
  expect(readTime("2024-01-02 03:04:05.5")).toBe(at("2024-01-02T03:04:05.500"));
  expect(readTime("2024-01-02T03:00:00+03:00")).toBe(at("2024-01-02T00:00:00"));
  for (const none of ["1", "soon", null, undefined, Number.NaN, 1e17, true]) expect(readTime(none)).toBeNull();
});

test("a moment is written without what is zero in it", () => {
  expect(["2024-01-02T00:00:00", "2024-01-02T03:04:00", "2024-01-02T03:04:05", "2024-01-02T03:04:05.060"].map((text) => formatTime(at(text)))).toEqual(["2024-01-02", "2024-01-02 03:04", "2024-01-02 03:04:05", "2024-01-02 03:04:05.060"]);
});

test("whatever the times, ticks rise inside the axis and are few", () => {
  const time = fc.integer({ min: -2e12, max: 4e12 });
  fc.assert(
    fc.property(fc.array(time, { maxLength: 10 }), fc.integer({ min: 2, max: 8 }), (times, most) => {
      const { domain, ticks } = timeScale(times, most);
      expect(domain[0]).toBeLessThan(domain[1]);
      expect(ticks.every((tick, index) => tick >= domain[0] && tick <= domain[1] && (index === 0 || tick > (ticks[index - 1] ?? tick)))).toBe(true);
      expect(ticks.length).toBeLessThanOrEqual(most + 2);
    }),
  );
});
