/**
 * Cross-origin isolation for static hosts that cannot send headers: the service worker adds them to what it passes on.
 */

/** The headers under which a browser gives a page shared memory (HTML standard: cross-origin opener and embedder policy). */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Responses that may have no body cannot be made anew with one. */
const bodiless: readonly number[] = [101, 103, 204, 205, 304];

/**
 * Whether a request is for something whose own headers decide over isolation: a page, or a worker's script. All else
 * (the database's 34 MB among it) need not pass through the service worker.
 *
 * @param request  destination and mode of a fetch event's request
 * @param origin   the service worker's own origin
 */
export function needsIsolation(request: Pick<Request, "mode" | "destination" | "url">, origin: string): boolean {
  const isOwn = new URL(request.url).origin === origin;
  return isOwn && (request.mode === "navigate" || request.destination === "worker" || request.destination === "sharedworker");
}

/**
 * The same response with the isolation headers. One that already has them, or that cannot be copied (a redirect, an
 * error, no body), is given back as it is.
 */
export function isolateResponse(response: Response): Response {
  const isCopyable = response.type !== "opaqueredirect" && response.type !== "error" && response.status >= 200 && !bodiless.includes(response.status);
  if (!isCopyable || response.headers.has("Cross-Origin-Embedder-Policy")) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolation)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
