/** Paginators, data selectors and credentials, through the REST client and a `fetch` that gives the facts' answers. */
import { selectRows, detectDataSelector } from "../rest/dataSelector.ts";
import { createAuth } from "../rest/auth/createAuth.ts";
import type { RestAuthSpec } from "../rest/auth/createAuth.ts";
import { RESTClient } from "../rest/client.ts";
import type { PaginateOptions } from "../rest/client.ts";
import { createPaginator } from "../rest/paginators/createPaginator.ts";
import type { PaginatorSpec } from "../rest/paginators/createPaginator.ts";
import { detectPaginator } from "../rest/paginators/detect.ts";
import type { DetectedPaginator } from "../rest/paginators/detect.ts";
import { camelKey } from "../rest/specOptions.ts";
import { compared, differenceOf, isExpectedError } from "./area.ts";
import type { AreaCheck, Difference } from "./area.ts";

const base = "https://api.example.com";

interface Answer {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Sent {
  readonly url: string;
  /** The facts do not tell an empty body from none. */
  readonly json?: unknown;
  readonly headers: Headers;
}

/** A client whose server gives the answers in turn, and then none any more. */
function clientOf(answers: readonly Answer[], auth?: RestAuthSpec): { client: RESTClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const client = new RESTClient({
    baseUrl: base,
    auth: auth ?? null,
    config: { requestMaxAttempts: 1 },
    session: {
      fetch: (url, init) => {
        sent.push({ url, headers: new Headers(init.headers), ...(typeof init.body === "string" && init.body !== "{}" ? { json: JSON.parse(init.body) } : {}) });
        const answer = answers[sent.length - 1];
        return answer === undefined ? Promise.reject(new TypeError("there are no more answers")) : Promise.resolve(new Response(JSON.stringify(answer.body), { headers: answer.headers ?? {} }));
      },
      warn: () => {},
      origin: undefined,
    },
  });
  return { client, sent };
}

const kinds: Readonly<Record<string, string>> = {
  SinglePagePaginator: "single_page",
  PageNumberPaginator: "page_number",
  OffsetPaginator: "offset",
  HeaderLinkPaginator: "header_link",
  HeaderCursorPaginator: "header_cursor",
  JSONLinkPaginator: "json_link",
  JSONResponsePaginator: "json_response",
  JSONResponseCursorPaginator: "cursor",
};

interface SequenceInput {
  readonly paginator: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly initial_params?: Readonly<Record<string, unknown>> | null;
  readonly initial_json?: unknown;
  readonly responses: readonly Answer[];
}

interface SequenceExpected {
  readonly requests?: readonly { readonly url: string; readonly params?: Readonly<Record<string, unknown>>; readonly json?: unknown }[];
  readonly has_next_page?: boolean;
}

/** Every request that is sent, and whether there is another page in the end; or that an error ends it. */
const sequence: AreaCheck = async (vector): Promise<Difference> => {
  const input = vector.input as SequenceInput;
  const expected = vector.expected as SequenceExpected;
  const { client, sent } = clientOf(input.responses);
  const withBody = input.initial_json !== null && input.initial_json !== undefined;
  let hasNextPage: boolean | undefined;
  let error: { readonly code?: string } | undefined;
  try {
    const isBody = withBody || Object.keys(input.args).some((name) => name.endsWith("_body_path"));
    const options: PaginateOptions = {
      method: isBody ? "POST" : "GET",
      params: { ...input.initial_params },
      json: withBody ? input.initial_json : undefined,
      paginator: createPaginator({ type: kinds[input.paginator], ...input.args } as PaginatorSpec) ?? null,
    };
    let pages = 0;
    for await (const page of client.paginate("items", options)) {
      hasNextPage = page.paginator.hasNextPage;
      if (++pages === input.responses.length) break;
    }
  } catch (thrown) {
    error = thrown as { code?: string };
  }
  if (isExpectedError(expected) !== (error !== undefined) || (error !== undefined && !/^E88[789]$|^E896$/.test(error.code ?? ""))) return `threw ${String(error)}`;
  const wanted = (expected.requests ?? []).slice(0, input.responses.length);
  const actual = { requests: sent.map(({ url, json }) => ({ url, json })), hasNextPage: error === undefined ? hasNextPage : undefined };
  return differenceOf(actual, { requests: wanted.map(({ url, params, json }) => ({ url: withParams(url, params ?? {}), json })), hasNextPage: error === undefined ? expected.has_next_page : undefined });
};

function withParams(url: string, params: Readonly<Record<string, unknown>>): string {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(params)) if (value !== null) whole.searchParams.append(name, String(value));
  return whole.href;
}

/** Names that the original's attributes have here. */
const attributes: Readonly<Record<string, string>> = { base_index: "baseIndex", param_name: "paramName", param_body_path: "paramBodyPath" };

const detect: AreaCheck = async (vector) => {
  const expected = vector.expected as { paginator: string; score: number; attrs?: Readonly<Record<string, unknown>> };
  const { client } = clientOf([vector.input as Answer]);
  const response = await client.get("items");
  const { paginator, score } = detectPaginator(response) as DetectedPaginator;
  const settings = paginator as unknown as Readonly<Record<string, unknown>>;
  const attrs = Object.fromEntries(Object.keys(expected.attrs ?? {}).map((name) => [name, settings[attributes[name] ?? camelKey(name)] ?? null]));
  return differenceOf({ paginator: paginator.constructor.name, score, attrs }, { paginator: expected.paginator, score: expected.score, attrs: expected.attrs ?? {} });
};

/** Names of headers do not care for capitals. */
const lowerNames = (headers: Iterable<readonly [string, unknown]>): object => Object.fromEntries(Array.from(headers, ([name, value]) => [name.toLowerCase(), value]));

const auth: AreaCheck = async (vector) => {
  const expected = vector.expected as { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  try {
    const { client, sent } = clientOf([{ body: [] }], createAuth(vector.input as RestAuthSpec));
    await client.get("x", { y: 1 });
    const { url, headers } = sent[0] as Sent;
    return differenceOf({ url, headers: lowerNames(headers) }, { url: expected.url, headers: lowerNames(Object.entries(expected.headers)) });
  } catch (error) {
    return isExpectedError(expected) && (error as { readonly code?: string }).code === "E890" ? undefined : `threw ${String(error)}`;
  }
};

interface Selected {
  readonly body: unknown;
  readonly selector?: string;
}

export const restAreas: Readonly<Record<string, AreaCheck>> = {
  "paginator.sequence": sequence,
  "paginator.detect": detect,
  "rest_client.data_selector": compared<Selected>(({ body }) => {
    const selector = detectDataSelector(body);
    return { selector, data: selector === "$" ? body : selectRows(body, selector) };
  }),
  "rest_client.extract": compared<Selected>(async ({ body, selector }) => {
    const { client } = clientOf([{ body }]);
    for await (const page of client.paginate("items", { dataSelector: selector ?? "$", paginator: "single_page" })) return [...page];
    return undefined;
  }),
  "rest_client.auth": auth,
};
