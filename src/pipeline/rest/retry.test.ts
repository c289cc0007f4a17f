import { expect, test } from "vitest";
import { readRateLimit, spokenSeconds } from "./rateLimit.ts";
import { isRetriedStatus, readRetryAfter, retryDelay } from "./retry.ts";

const settings = { maxAttempts: 5, backoffFactor: 1, maxRetryDelay: 300 };
const now = Date.UTC(2026, 0, 1);

test("pauses double up to the longest", () => {
  expect([1, 2, 3, 4, 20].map((attempt) => retryDelay(attempt, settings, undefined))).toEqual([1, 2, 4, 8, 300]);
  expect([1, 2].map((attempt) => retryDelay(attempt, { ...settings, backoffFactor: 0.5 }, undefined))).toEqual([0.5, 1]);
});

test("what the server asks for goes before, unless it is longer than allowed", () => {
  expect(retryDelay(1, settings, 17)).toBe(17);
  expect(retryDelay(1, settings, 301)).toBeUndefined();
});

test.each([
  ["120", 120],
  [" 0 ", 0],
  ["Thu, 01 Jan 2026 00:01:00 GMT", 60],
  ["Wed, 31 Dec 2025 23:00:00 GMT", 0],
  ["soon", undefined],
  [null, undefined],
])("Retry-After: %s", (header, expected) => {
  expect(readRetryAfter(header, now)).toBe(expected);
});

test("429 and 5xx may pass", () => {
  expect([200, 304, 400, 404, 408, 429, 500, 503, 599, 600].filter(isRetriedStatus)).toEqual([429, 500, 503, 599]);
});

test("limits are read in their usual spellings", () => {
  expect(readRateLimit(new Headers({ "x-ratelimit-limit": "60", "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 + 90) }), now)).toEqual({ limit: 60, remaining: 0, seconds: 90 });
  expect(readRateLimit(new Headers({ "ratelimit-reset": "30" }), now)).toEqual({ limit: undefined, remaining: undefined, seconds: 30 });
  expect(readRateLimit(new Headers({ "retry-after": "7", "ratelimit-reset": "30" }), now).seconds).toBe(7);
  expect([1, 40, 90, 3600, 7200].map(spokenSeconds)).toEqual(["1 second", "40 seconds", "2 minutes", "60 minutes", "2 hours"]);
});
