/** A client for REST APIs: requests, pages, credentials, tries (dlt: RESTClient). */
import { fillTemplate } from "../../diagnostic/codedError.ts";
import { runtimeConfig } from "../config/runtime.ts";
import type { RuntimeConfig } from "../config/runtime.ts";
import { pipelineError, pipelineErrors } from "../errors.ts";
import { loadJsonPaths } from "../json/jsonPath.ts";
import { createAuth } from "./auth/createAuth.ts";
import type { RestAuthSpec } from "./auth/createAuth.ts";
import { detectDataSelector, selectRows } from "./dataSelector.ts";
import { PageData } from "./pageData.ts";
import { createPaginator } from "./paginators/createPaginator.ts";
import type { PaginatorSpec } from "./paginators/createPaginator.ts";
import { detectPaginator } from "./paginators/detect.ts";
import type { PaginatorDetector } from "./paginators/detect.ts";
import { Paginator } from "./paginators/paginator.ts";
import { refuseStatus } from "./refusal.ts";
import { RestRequest, joinUrl } from "./request.ts";
import type { RequestData, RequestParams, ResponseHook, RestHooks } from "./request.ts";
import type { RestResponse } from "./response.ts";
import { sendRequest } from "./send.ts";
import { sessionOf } from "./session.ts";
import type { RestSession, RestSessionSpec } from "./session.ts";
import { readOptions } from "./specOptions.ts";
import type { EitherCase } from "./specOptions.ts";

interface RestClientKeys {
  /** Address that paths are joined to: `https://api.example.com/v1`. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly auth?: RestAuthSpec | null;
  /** Default: found by looking at the first answer. */
  readonly paginator?: PaginatorSpec | null;
  /** Where the rows stand in a body: `data.items`. Default: found by looking at the first answer. */
  readonly dataSelector?: string | null;
  /** How requests go out; a function like `fetch` will do. Default: the host's. */
  readonly session?: RestSessionSpec;
  /** What finds the paginator. */
  readonly paginatorDetectors?: readonly PaginatorDetector[];
  /** Settings that win over `RUNTIME__REQUEST_TIMEOUT` and so on. */
  readonly config?: Partial<RuntimeConfig>;
}

/** Options of a client, in TypeScript's spelling or in dlt's (`base_url`). */
export type RestClientSpec = EitherCase<RestClientKeys>;

interface RequestKeys {
  /** Query. */
  readonly params?: RequestParams | null;
  /** Body as JSON. */
  readonly json?: unknown;
  /** Body as text, bytes or a form. */
  readonly data?: RequestData | null;
  /** Instead of the client's. */
  readonly auth?: RestAuthSpec | null;
  /** Beside the client's; these win. */
  readonly headers?: Readonly<Record<string, string>> | null;
  /** What is done with each response. Default when paginating: a status from 400 up is an error. */
  readonly hooks?: RestHooks;
}

/** Options of one request. */
export interface RequestOptions extends RequestKeys {
  /** Default GET. */
  readonly method?: string;
}

interface PaginateKeys extends RequestOptions {
  /** Instead of the client's. */
  readonly paginator?: PaginatorSpec | null;
  /** Instead of the client's. */
  readonly dataSelector?: string | null;
}

/** Options of `paginate`, in TypeScript's spelling or in dlt's (`data_selector`). */
export type PaginateOptions = EitherCase<PaginateKeys>;

/** Thrown by a hook: the response is left out, and the pages end without an error. */
export class IgnoreResponse extends Error {}

const clientOptions = ["baseUrl", "headers", "auth", "paginator", "dataSelector", "session", "paginatorDetectors", "config"] as const;
const requestOptions = ["method", "params", "json", "data", "auth", "headers", "hooks"] as const;
const pageOptions = [...requestOptions, "paginator", "dataSelector"] as const;

/**
 * @example
 * const client = new RESTClient({ baseUrl: "https://api.github.com", auth: { type: "bearer", token } });
 * for await (const page of client.paginate("/orgs/dlt-hub/repos")) console.log(page.length);
 */
export class RESTClient {
  readonly baseUrl: string;
  readonly #spec: Partial<RestClientKeys>;
  readonly #session: RestSession;

  /** @throws E456 for an unknown option, E887 and E890 for a paginator or credentials that cannot be */
  constructor(spec: RestClientSpec) {
    this.#spec = readOptions<RestClientKeys>(spec, clientOptions, unknownOption("RESTClient", clientOptions));
    this.baseUrl = this.#spec.baseUrl ?? "";
    this.#spec = { ...this.#spec, auth: createAuth(this.#spec.auth) ?? null, paginator: createPaginator(this.#spec.paginator) ?? null };
    this.#session = sessionOf(this.#spec.session);
  }

  /**
   * Sends one request. 429, 5xx and broken connections are tried again; whatever status comes last is returned.
   *
   * @param path joined to the base address; a whole address replaces it
   * @throws E883–E885 when there is no answer, E896 for a request that cannot be sent
   */
  async request(path = "", options: RequestOptions = {}): Promise<RestResponse> {
    const request = this.#makeRequest(path, readOptions<RequestOptions>(options, requestOptions, unknownOption("request", requestOptions)));
    return runHooks(await sendRequest(request, this.#session, this.#config()), hooksOf(request.hooks));
  }

  /** A GET request. */
  get(path: string, params?: RequestParams, options: Omit<RequestOptions, "method" | "params"> = {}): Promise<RestResponse> {
    return this.request(path, { ...options, ...(params === undefined ? {} : { params }), method: "GET" });
  }

  /** A POST request with a JSON body. */
  post(path: string, json?: unknown, options: Omit<RequestOptions, "method" | "json"> = {}): Promise<RestResponse> {
    return this.request(path, { ...options, ...(json === undefined ? {} : { json }), method: "POST" });
  }

  /**
   * The pages of an endpoint, one after the other. Each is sent for when it is asked for.
   *
   * @returns arrays of rows; an endpoint that gives one object gives a page of one row
   * @throws E880–E882 for a status from 400 up, unless `hooks` say otherwise; E883–E886 for no or no JSON answer
   */
  async *paginate<Row = unknown>(path = "", options: PaginateOptions = {}): AsyncGenerator<PageData<Row>, void, undefined> {
    const read = readOptions<PaginateKeys>(options, pageOptions, unknownOption("paginate", pageOptions));
    const config = this.#config();
    const request = this.#makeRequest(path, read);
    const hooks = read.hooks?.response === undefined ? [(response: RestResponse) => refuseStatus(response, config)] : hooksOf(read.hooks);
    let paginator = read.paginator instanceof Paginator ? read.paginator : (createPaginator(read.paginator) ?? (read.paginator ? undefined : (this.#spec.paginator as Paginator | null)?.clone()));
    let selector = read.dataSelector ?? this.#spec.dataSelector ?? undefined;
    await loadJsonPaths([...(selector === undefined ? [] : [selector]), ...pathsOf(paginator)]);
    paginator?.initRequest(request);
    for (;;) {
      let response: RestResponse;
      try {
        response = await runHooks(await sendRequest(request, this.#session, config), hooks);
      } catch (error) {
        if (error instanceof IgnoreResponse) return;
        throw error;
      }
      const body = response.json();
      selector ??= detectDataSelector(body);
      const rows = selectRows(body, selector) as readonly Row[];
      paginator ??= this.#detect(response, Array.isArray(body) || selector !== "$");
      paginator.updateState(response, rows);
      paginator.updateRequest(request);
      yield PageData.make<Row>(rows, { request, response, paginator, auth: request.auth });
      if (!paginator.hasNextPage) return;
    }
  }

  #detect(response: RestResponse, isList: boolean): Paginator {
    const found = detectPaginator(response, this.#spec.paginatorDetectors);
    if (found === undefined) throw pipelineError("E887", { paginator: "auto", reason: `no paginator was found for ${response.shownUrl}`, known: "name one with `paginator`" });
    const { paginator, score } = found;
    const how = score === 0 ? "not found, so one page is taken" : "guessed";
    const advice = score === 0 ? "If there are more pages, say how to get them." : "Some of its settings are guesses.";
    if (score < 1 && (score > 0 || isList)) this.#session.warn?.("E897", fillTemplate(pipelineErrors.E897.message, { url: response.shownUrl, how, paginator, advice }));
    return paginator;
  }

  #config(): RuntimeConfig {
    return runtimeConfig(this.#spec.config);
  }

  #makeRequest(path: string, options: Partial<RequestOptions>): RestRequest {
    const { method = "GET", params, json, data, auth, headers, hooks } = options;
    return new RestRequest({
      method,
      url: joinUrl(this.baseUrl, path),
      headers: mergeHeaders(this.#spec.headers, headers),
      params: params ?? undefined,
      json: json === undefined ? undefined : structuredClone(json),
      data: data ?? undefined,
      auth: createAuth(auth) ?? createAuth(this.#spec.auth),
      hooks: hooks ?? {},
    });
  }
}

/** The paths into a body that a paginator reads: its settings that are called so. */
function pathsOf(paginator: Paginator | undefined): string[] {
  return Object.entries(paginator ?? {}).flatMap(([key, value]) => (key.endsWith("Path") && typeof value === "string" ? [value] : []));
}

function unknownOption(call: string, known: readonly string[]): (option: string) => never {
  return (option) => {
    throw pipelineError("E456", { call, option, suggestion: "", known: known.join(", ") });
  };
}

/** The second wins; names of headers do not care for capitals. */
function mergeHeaders(...given: readonly (Readonly<Record<string, string>> | null | undefined)[]): Record<string, string> {
  const merged = new Map<string, readonly [string, string]>();
  for (const headers of given) for (const [name, value] of Object.entries(headers ?? {})) merged.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(merged.values());
}

function hooksOf(hooks: RestHooks): readonly ResponseHook[] {
  const { response = [] } = hooks;
  return typeof response === "function" ? [response] : response;
}

async function runHooks(first: RestResponse, hooks: readonly ResponseHook[]): Promise<RestResponse> {
  let response = first;
  for (const hook of hooks) response = (await hook(response)) ?? response;
  return response;
}
