/** Where requests go out: the browser's `fetch`, or what a host or a test gives in its place. */

/** What the client needs from its surroundings. */
export interface RestSession {
  /** As the global `fetch`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Aborts when the run in whose name requests are sent is stopped. */
  readonly signal?: () => AbortSignal | undefined;
  /** Hears warnings: their code (E897) and text. Default: the console. */
  readonly warn?: (code: string, message: string) => void;
  /** The address of the page (`https://course.example`), so that requests to other servers can be explained when the browser blocks them. */
  readonly origin?: string | undefined;
}

/** A session, or just a function like `fetch`. */
export type RestSessionSpec = RestSession | RestSession["fetch"];

let defaults: () => Partial<RestSession> = () => ({});

/** Says what sessions are made of where nothing else is given. Called by who embeds the library. */
export function setDefaultSession(make: () => Partial<RestSession>): void {
  defaults = make;
}

/** The session of a client. What it does not say is the host's. */
export function sessionOf(spec: RestSessionSpec | undefined): RestSession {
  const given = typeof spec === "function" ? { fetch: spec } : spec;
  const origin = (globalThis as { location?: { origin?: string } }).location?.origin;
  return {
    fetch: (url, init) => fetch(url, init),
    warn: (_code, message) => console.warn(message),
    origin: origin === "null" ? undefined : origin,
    ...defaults(),
    ...given,
  };
}
