/** A request as a paginator changes it from page to page, and as it is sent. */
import { pipelineError } from "../errors.ts";
import type { RestAuth } from "./auth/auth.ts";
import { redactSecrets, sanitizeUrl } from "./redact.ts";
import type { RestResponse } from "./response.ts";
import type { RestSession } from "./session.ts";

/** Called with each response before it is read; may return another one in its place. Throw to refuse it. */
export type ResponseHook = (response: RestResponse) => RestResponse | void | undefined | Promise<RestResponse | void | undefined>;

/** What is done with each response. */
export interface RestHooks {
  /** Run in order. Without any, a status from 400 up is an error. */
  readonly response?: ResponseHook | readonly ResponseHook[];
}

/** Text, bytes, a form, or an object whose fields are sent as a form. */
export type RequestData = string | Uint8Array | URLSearchParams | FormData | Blob | Readonly<Record<string, unknown>>;

/** Values of a query: lists become one parameter each, null and undefined none. */
export type RequestParams = Record<string, unknown>;

/** One request. Paginators change it in place, and so may the code that takes pages, before it asks for the next. */
export class RestRequest {
  readonly method: string;
  /** Address, without `params`. */
  url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Query, added to that of `url`. */
  params: RequestParams | undefined;
  /** Sent as JSON. */
  json: unknown;
  /** Sent as it is, or as a form. */
  readonly data: RequestData | undefined;
  readonly auth: RestAuth | undefined;
  readonly hooks: RestHooks;

  constructor(spec: Pick<RestRequest, "method" | "url"> & Partial<Pick<RestRequest, "headers" | "params" | "json" | "data" | "auth" | "hooks">>) {
    this.method = spec.method.toUpperCase();
    this.url = spec.url;
    this.headers = spec.headers ?? {};
    this.params = spec.params;
    this.json = spec.json;
    this.data = spec.data;
    this.auth = spec.auth;
    this.hooks = spec.hooks ?? {};
  }

  /** The request as it is sent, with the credentials. @throws E896 for an address that is none, or a body where there can be none */
  async prepare(session: RestSession): Promise<PreparedRequest> {
    const prepared = new PreparedRequest(this);
    await this.auth?.apply(prepared, session);
    return prepared;
  }
}

/** A request with its whole address, headers and body; `auth` adds to it. */
export class PreparedRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly body: BodyInit | undefined;
  readonly #url: URL;
  readonly #auth: RestAuth | undefined;
  readonly #secretParams: string[] = [];

  constructor(request: RestRequest) {
    this.method = request.method;
    this.#auth = request.auth;
    this.#url = readUrl(request);
    for (const [name, value] of paramsOf(request.params)) this.#url.searchParams.append(name, value);
    this.headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) if (value !== undefined && value !== null) this.headers.set(name, String(value));
    this.body = this.#bodyOf(request);
  }

  get url(): string {
    return this.#url.href;
  }

  /** The address for messages, without secrets. */
  get shownUrl(): string {
    return this.redacted(sanitizeUrl(this.url, this.#secretParams));
  }

  /** Text for messages, without secrets. */
  redacted(text: string): string {
    return redactSecrets(text, this.#auth?.secrets?.() ?? []);
  }

  /** Adds a parameter to the query; its value is never shown. */
  addSecretParam(name: string, value: string): void {
    this.#secretParams.push(name);
    this.#url.searchParams.append(name, value);
  }

  #bodyOf({ method, json, data, url }: RestRequest): BodyInit | undefined {
    if (json === undefined && data === undefined) return undefined;
    if (json !== undefined && json !== null && data !== undefined) throw pipelineError("E896", { method, url: sanitizeUrl(url), reason: "both `json` and `data` were given", hint: "Give one of them: `json` for a JSON body, `data` for a form or text." });
    if (json === null && data === undefined) return undefined;
    if (method === "GET" || method === "HEAD") throw pipelineError("E896", { method, url: sanitizeUrl(url), reason: "a body cannot be sent with this method", hint: "Use `method: \"POST\"`, or send the values as `params`." });
    if (data === undefined) {
      if (!this.headers.has("content-type")) this.headers.set("content-type", "application/json");
      return JSON.stringify(json);
    }
    return isPlainObject(data) ? new URLSearchParams(paramsOf(data)) : (data as BodyInit);
  }
}

function readUrl({ method, url }: RestRequest): URL {
  const page = (globalThis as { location?: { href?: string } }).location?.href;
  const read = URL.canParse(url) ? new URL(url) : page !== undefined && URL.canParse(url, page) ? new URL(url, page) : undefined;
  if (read?.protocol === "http:" || read?.protocol === "https:") return read;
  throw pipelineError("E896", { method, url: sanitizeUrl(url), reason: "this is not an address of the web", hint: "Give a `base_url` that begins with `https://`." });
}

/** Pairs of a query: one per value of a list. */
function paramsOf(params: Readonly<Record<string, unknown>> | undefined): [string, string][] {
  return Object.entries(params ?? {}).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null).map((one): [string, string] => [name, paramText(one)]));
}

function paramText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype ? JSON.stringify(value) : String(value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * Joins the address of an API and a path in it. A whole address (`https://…`) as the path replaces the base; of the
 * slashes between the two, one is kept (dlt: RESTClient).
 */
export function joinUrl(base: string, path: string): string {
  if (/^https?:\/\//i.test(path)) return path;
  if (path === "") return base;
  return base === "" ? path : `${base.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
}
