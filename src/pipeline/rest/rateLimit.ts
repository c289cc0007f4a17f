/** What the headers of an answer say about the server's limits. */
import { readRetryAfter } from "./retry.ts";

export interface RateLimit {
  /** Requests per window, if the server says. */
  readonly limit: number | undefined;
  /** Requests left in this window, if the server says. */
  readonly remaining: number | undefined;
  /** Seconds until the server takes requests again, if it says. */
  readonly seconds: number | undefined;
}

/** Numbers from here on are times since 1970, smaller ones are seconds from now. */
const firstEpochSecond = 1_000_000_000;

/** Reads `Retry-After` and the `RateLimit` headers in their usual spellings. @param now milliseconds since 1970 */
export function readRateLimit(headers: Headers, now: number): RateLimit {
  const first = (...names: readonly string[]): string | null => names.map((name) => headers.get(name)).find((value) => value !== null) ?? null;
  const number = (text: string | null): number | undefined => (text === null || !/^\s*-?\d/.test(text) ? undefined : Number.parseFloat(text));
  const reset = number(first("x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset"));
  const untilReset = reset === undefined ? undefined : reset >= firstEpochSecond ? Math.max(0, reset - now / 1000) : reset;
  return {
    limit: number(first("x-ratelimit-limit", "x-rate-limit-limit", "ratelimit-limit")),
    remaining: number(first("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")),
    seconds: readRetryAfter(headers.get("retry-after"), now) ?? untilReset,
  };
}

/** Whether an answer refuses because of a limit: 429, or 403 with none left or a time to come back (GitHub). */
export function isRateLimited(status: number, headers: Headers): boolean {
  return status === 429 || (status === 403 && (readRateLimit(headers, 0).remaining === 0 || headers.has("retry-after")));
}

/** `40 seconds`, `3 minutes`, `2 hours`. */
export function spokenSeconds(seconds: number): string {
  const [count, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  const whole = Math.ceil(count);
  return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}
