/** A status from 400 up as an error that says what to do. */
import type { CodedError } from "../../diagnostic/codedError.ts";
import type { RuntimeConfig } from "../config/runtime.ts";
import { pipelineError } from "../errors.ts";
import { isRateLimited, readRateLimit, spokenSeconds } from "./rateLimit.ts";
import type { RestResponse } from "./response.ts";

/**
 * Throws for a status from 400 up; the error's `details.status` is the number.
 *
 * @throws E881 when the server takes no more requests for now, E882 for 401 and 403, E880 for all others
 */
export function refuseStatus(response: RestResponse, settings: Pick<RuntimeConfig, "httpShowErrorBody" | "httpMaxErrorBodyLength">): void {
  if (!response.ok) throw refusalOf(response, settings, Date.now());
}

/** @param now milliseconds since 1970 */
export function refusalOf(response: RestResponse, settings: Pick<RuntimeConfig, "httpShowErrorBody" | "httpMaxErrorBodyLength">, now: number): CodedError {
  const { status, reason, headers, attempts } = response;
  const body = settings.httpShowErrorBody ? ` Body: ${response.redacted(response.text).slice(0, settings.httpMaxErrorBodyLength)}` : "";
  const details = { status, reason, url: response.shownUrl, body, attempts, side: status < 500 ? "Client" : "Server" };
  if (isRateLimited(status, headers)) {
    const { limit, seconds } = readRateLimit(headers, now);
    const until = seconds === undefined ? "" : ` until ${new Date(now + seconds * 1000).toISOString().slice(11, 19)} UTC`;
    return pipelineError("E881", { ...details, until, limits: limit === undefined ? "" : `; here it is ${limit} requests at a time`, wait: seconds === undefined ? " a while" : ` ${spokenSeconds(seconds)}` });
  }
  if (status === 401 || status === 403) return pipelineError("E882", { ...details, credentials: response.hadAuth ? "an `Authorization` header was sent" : "no `Authorization` header was sent" });
  return pipelineError("E880", details);
}
