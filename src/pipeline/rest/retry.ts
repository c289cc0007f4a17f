/** When a request is sent again, and after how long (dlt: requests helper). */

export interface RetrySettings {
  /** Tries in all. */
  readonly maxAttempts: number;
  /** Seconds of the first pause; each next one is twice as long. */
  readonly backoffFactor: number;
  /** Longest pause, in seconds. */
  readonly maxRetryDelay: number;
}

/** Statuses that may pass: too many requests, and everything that is the server's own fault. */
export function isRetriedStatus(status: number): boolean {
  return status === 429 || (status >= 500 && status <= 599);
}

/**
 * Seconds to wait before the next try: as long as the server asks for, else 1, 2, 4, 8 … times the factor.
 *
 * @param attempt number of the try that failed, from 1
 * @param asked   seconds that the server asks for
 * @returns undefined if the server asks for more than `maxRetryDelay`: then a try before that would be in vain
 */
export function retryDelay(attempt: number, settings: RetrySettings, asked: number | undefined): number | undefined {
  if (asked !== undefined) return asked > settings.maxRetryDelay ? undefined : asked;
  return Math.min(settings.backoffFactor * 2 ** (attempt - 1), settings.maxRetryDelay);
}

/**
 * Seconds that a `Retry-After` header asks for: a number, or a date.
 *
 * @param now milliseconds since 1970
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1000);
}
