import fc from "fast-check";
import { expect, test } from "vitest";
import { linearScale, logScale } from "./chartScale.ts";

test("buffer sizes get a tick at each power of ten", () => {
  expect(logScale([1, 10, 100, 1000, 5000, 500000], 10, "tight")).toEqual({ domain: [1, 500000], ticks: [1, 10, 100, 1000, 10000, 100000] });
});

test("where there is little room, powers of ten are thinned evenly", () => {
  expect(logScale([1, 500000], 4, "tight").ticks).toEqual([1, 100, 10000]);
});

test("a short logarithmic axis has ticks between the powers", () => {
  expect(logScale([2, 60], 8, "tight").ticks).toEqual([2, 5, 10, 20, 50]);
});

test("a logarithmic axis of nothing, or of one value, still is an axis", () => {
  expect(logScale([], 6, "round")).toEqual({ domain: [1, 10], ticks: [1, 2, 5, 10] });
  expect(logScale([100], 6, "tight").domain).toEqual([100, 1000]);
});

test("seconds start at zero and get round steps", () => {
  expect(linearScale([0.58, 5.21], 6, "round", "near")).toEqual({ domain: [0, 6], ticks: [0, 1, 2, 3, 4, 5, 6] });
});

test("values far from zero do not start there, bars always do", () => {
  expect(linearScale([1000, 1004], 5, "round", "near").domain).toEqual([1000, 1004]);
  expect(linearScale([1000, 1004], 5, "round", "always").domain[0]).toBe(0);
});

test("negative values end at zero", () => {
  expect(linearScale([-5, -1], 5, "round", "near").domain).toEqual([-5, 0]);
});

test("equal values stand in the middle of an axis, not on its edge", () => {
  const { domain } = linearScale([7, 7], 5, "round", "never");
  expect(domain[0]).toBeLessThan(7);
  expect(domain[1]).toBeGreaterThan(7);
});

const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });

test("a round axis holds every value, its ticks rise, and there are not too many", () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), fc.integer({ min: 2, max: 10 }), (values, most) => {
      const { domain, ticks } = linearScale(values, most, "round", "near");
      const slack = 1e-6 * (domain[1] - domain[0]);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(domain[0] - slack);
      expect(Math.max(...values)).toBeLessThanOrEqual(domain[1] + slack);
      expect(ticks.every((tick, index) => index === 0 || tick > (ticks[index - 1] ?? tick))).toBe(true);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(most + 2);
    }),
  );
});

test("a logarithmic axis holds every positive value and has at least one tick", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 2, max: 10 }), (values, most) => {
      const { domain, ticks } = logScale(values, most, "round");
      expect(Math.min(...values)).toBeGreaterThanOrEqual(domain[0] * 0.999999);
      expect(Math.max(...values)).toBeLessThanOrEqual(domain[1] * 1.000001);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(Math.max(2, most));
    }),
  );
});
