/** An answer of a server, read to its end. */
import { pipelineError } from "../errors.ts";
import { parseJson } from "../json/parseJson.ts";
import { parseLinkHeader } from "./linkHeader.ts";
import type { PreparedRequest } from "./request.ts";

interface RestResponseSpec {
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly request: PreparedRequest;
  readonly attempts: number;
}

/** Reasons that servers of HTTP 2 no longer send. */
const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout", 409: "Conflict",
  410: "Gone", 413: "Payload Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 422: "Unprocessable Entity", 429: "Too Many Requests",
  500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
};

/** Made by `RESTClient`. */
export class RestResponse {
  /** 200 and so on. */
  readonly status: number;
  /** `Not Found` and so on. */
  readonly reason: string;
  readonly headers: Headers;
  /** Address that answered, after redirects. It may hold secrets; `shownUrl` does not. */
  readonly url: string;
  readonly bytes: Uint8Array;
  /** How often the request was sent. */
  readonly attempts: number;
  /** Character set of the body. Default: that of the `Content-Type` header, else UTF-8. May be set by a response action. */
  encoding: string;
  readonly #request: PreparedRequest;
  #text: string | undefined;
  #json: { readonly value: unknown } | undefined;

  constructor(spec: RestResponseSpec) {
    this.status = spec.status;
    this.reason = spec.reason || (reasons[spec.status] ?? "");
    this.headers = spec.headers;
    this.url = spec.url;
    this.bytes = spec.bytes;
    this.attempts = spec.attempts;
    this.encoding = /charset\s*=\s*"?([^";\s]+)/i.exec(spec.headers.get("content-type") ?? "")?.[1] ?? "utf-8";
    this.#request = spec.request;
  }

  /** True below 400. */
  get ok(): boolean {
    return this.status < 400;
  }

  /** The address for messages, without secrets. */
  get shownUrl(): string {
    return this.#request.shownUrl;
  }

  /** Credentials were sent along. */
  get hadAuth(): boolean {
    return this.#request.headers.has("authorization");
  }

  /** Text for messages, without secrets. */
  redacted(text: string): string {
    return this.#request.redacted(text);
  }

  /** The body as text. Setting it replaces the body, as a response action may. */
  get text(): string {
    return (this.#text ??= decode(this.bytes, this.encoding));
  }

  set text(text: string) {
    this.#text = text;
    this.#json = undefined;
  }

  /** The body read by `parseJson`: `742.0` stays a float for the pipeline, long integers are bigints. Read once. @throws E886 */
  json(): unknown {
    if (this.#json !== undefined) return this.#json.value;
    try {
      this.#json = { value: parseJson(this.text.replace(/^\ufeff/, "")) };
    } catch (error) {
      const begin = this.text.trim() === "" ? "nothing: it is empty." : `\`${this.redacted(this.text.trim().slice(0, 80))}\``;
      throw pipelineError("E886", { url: this.shownUrl, contentType: this.headers.get("content-type") ?? "without a type", reason: this.redacted((error as Error).message), begin });
    }
    return this.#json.value;
  }

  /** Puts a value in the place of the body's, as a response action may. */
  setJson(value: unknown): void {
    this.#json = { value };
  }

  /** Addresses of the `Link` header by kind: `{ next: "/items?page=2" }`. Across origins a browser shows the header only if the server exposes it. */
  get links(): Readonly<Record<string, string>> {
    return parseLinkHeader(this.headers.get("link") ?? "");
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding);
  } catch {
    decoder = new TextDecoder();
  }
  return decoder.decode(bytes);
}
