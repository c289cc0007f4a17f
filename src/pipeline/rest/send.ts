/** Sends one request: time limit, tries, pauses, Stop, and errors that say what a browser does not. */
import type { RuntimeConfig } from "../config/runtime.ts";
import { pipelineError } from "../errors.ts";
import { untilStopped } from "../extract/breath.ts";
import { readRateLimit } from "./rateLimit.ts";
import type { PreparedRequest, RestRequest } from "./request.ts";
import { RestResponse } from "./response.ts";
import { isRetriedStatus, retryDelay } from "./retry.ts";
import type { RestSession } from "./session.ts";

/**
 * Sends a request and reads the answer to its end. 429, 5xx, broken connections and time-outs are tried again.
 *
 * @returns the answer, whatever its status
 * @throws E883 when the browser blocks the answer, E884 when no server answers, E885 when it takes too long,
 *   the signal's reason when the run is stopped (at once, also while waiting)
 */
export async function sendRequest(request: RestRequest, session: RestSession, config: RuntimeConfig): Promise<RestResponse> {
  const signal = session.signal?.();
  const settings = { maxAttempts: config.requestMaxAttempts, backoffFactor: config.requestBackoffFactor, maxRetryDelay: config.requestMaxRetryDelay };
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const prepared = await untilStopped(request.prepare(session), signal);
    let asked: number | undefined;
    try {
      const response = await fetchOnce(prepared, session, config.requestTimeout, signal, attempt);
      answering.add(new URL(prepared.url).origin);
      if (!isRetriedStatus(response.status) || attempt >= settings.maxAttempts) return response;
      asked = readRateLimit(response.headers, Date.now()).seconds;
      if (retryDelay(attempt, settings, asked) === undefined) return response;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof TimedOut) && (await isBlockedByCors(prepared, session, signal))) throw blockedByCors(prepared);
      if (attempt >= (isDoubtful(prepared, session) ? Math.min(settings.maxAttempts, doubtfulAttempts) : settings.maxAttempts)) throw notReached(prepared, session, config, attempt, error);
    }
    await pause(retryDelay(attempt, settings, asked) ?? 0, signal);
  }
}

class TimedOut extends Error {}

/** Origins that have answered in this thread. */
const answering = new Set<string>();
/** Tries of a request to a server that has never answered a page of another address: it most likely never will. */
const doubtfulAttempts = 2;

function isDoubtful({ url }: PreparedRequest, session: RestSession): boolean {
  const { origin } = new URL(url);
  return session.origin !== undefined && origin !== session.origin && !answering.has(origin);
}

async function fetchOnce(prepared: PreparedRequest, session: RestSession, timeout: number, signal: AbortSignal | undefined, attempt: number): Promise<RestResponse> {
  const ending = new AbortController();
  const stop = (): void => ending.abort(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  const timer = timeout > 0 ? setTimeout(() => ending.abort(new TimedOut()), timeout * 1000) : undefined;
  try {
    const { method, url, headers, body } = prepared;
    const answered = session.fetch(url, { method, headers, body: body ?? null, signal: ending.signal });
    const response = await untilStopped(answered, ending.signal);
    const bytes = new Uint8Array(await untilStopped(response.arrayBuffer(), ending.signal));
    return new RestResponse({ status: response.status, reason: response.statusText, headers: response.headers, url: response.url || url, bytes, request: prepared, attempts: attempt });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** Seconds without anything; ends at once when the run is stopped. */
async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await untilStopped(new Promise<void>((resolve) => (timer = setTimeout(resolve, seconds * 1000))), signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether a request failed because the browser hides the answer from this page. It says so to nobody; but when the same
 * address answers a request whose answer nobody can read, the server is there.
 */
async function isBlockedByCors(prepared: PreparedRequest, session: RestSession, signal: AbortSignal | undefined): Promise<boolean> {
  if (session.origin === undefined || new URL(prepared.url).origin === session.origin) return false;
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), 5_000);
  try {
    const answer = await untilStopped(session.fetch(prepared.url, { method: "GET", mode: "no-cors", credentials: "omit", signal: ending.signal }), signal);
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function blockedByCors(prepared: PreparedRequest): Error {
  const headers = [...prepared.headers.keys()].map((name) => `\`${name}\``).join(", ");
  return pipelineError("E883", { origin: new URL(prepared.url).origin, url: prepared.shownUrl, headers: headers === "" ? "none" : headers });
}

/** The error of `fetch` itself is not handed on: it may name the address with a key in it. */
function notReached(prepared: PreparedRequest, session: RestSession, config: RuntimeConfig, attempts: number, error: unknown): Error {
  const { origin } = new URL(prepared.url);
  if (error instanceof TimedOut) return pipelineError("E885", { origin, seconds: config.requestTimeout, attempts, url: prepared.shownUrl });
  const isOffline = (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine === false;
  const isOther = session.origin !== undefined && origin !== session.origin;
  const likely = isOffline
    ? "This device is offline."
    : `The connection may be gone, the name may be misspelt, the server may be down, or a blocker may hold the request back.${isOther ? " The server may also not allow pages of other addresses (CORS)." : ""}`;
  return pipelineError("E884", { origin, attempts, url: prepared.shownUrl, reason: prepared.redacted(reasonOf(error)), likely });
}

/** In Node the reason proper is the cause of the error: `ECONNREFUSED`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error.cause as { readonly code?: unknown } | undefined)?.code;
  return `${error.message || error.name}${typeof code === "string" ? `, ${code}` : ""}`;
}
