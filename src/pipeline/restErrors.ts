/** Errors of the REST client and the REST source: E880–E899. `errors.ts` joins them with the rest of the room's. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const restErrors = {
  E880: {
    name: "http-error",
    message: "{status} {side} Error: {reason} for url: {url}{body}",
    why: "The server answered, and said that it could not do what was asked. Numbers from 400 up blame the request, from 500 up the server; the latter were tried {attempts} times.",
    fix: "Check path and parameters for 4xx, and try later for 5xx. `response_actions` (`{ status_code: 404, action: \"ignore\" }`) lets a resource go on without such a page.",
  },
  E881: {
    name: "rate-limited",
    message: "{status} {reason} for url: {url}: the server takes no more requests for now{until}.{body}",
    why: "Servers limit how often one address or key may ask{limits}. The request was tried {attempts} times, with the pauses that the server asked for.",
    fix: "Wait{wait}, or ask less: larger pages, `addLimit`, a key of your own (a key usually has a higher limit).",
  },
  E882: {
    name: "not-authorized",
    message: "{status} {reason} for url: {url}{body}",
    why: "The server wants to know who asks ({credentials}), or the one who asks may not see this.",
    fix: "Give `auth` (`{ type: \"bearer\", token: dlt.secrets[\"…\"] }`), and check that the key is valid, not expired, and allowed to read this path.",
  },
  E883: {
    name: "blocked-by-cors",
    message: "The browser does not hand over what {origin} answered: that server does not allow pages of other addresses to read it (CORS). Url: {url}",
    why: "The server can be reached, but it sends no `Access-Control-Allow-Origin` header for this page, or it does not allow one of the headers that were sent ({headers}). The rule is the browser's; the data itself is fine.",
    fix: "Use an API that allows browsers, leave out own headers that it does not allow, go through a proxy that adds the header, or run the same pipeline in Node, where the rule does not exist.",
  },
  E884: {
    name: "server-not-reached",
    message: "{origin} could not be reached ({reason}), after {attempts} tries. Url: {url}",
    why: "{likely} A browser does not tell which of these it is.",
    fix: "Check the address and the connection, switch off blockers for this page, then run again.",
  },
  E885: {
    name: "request-timed-out",
    message: "{origin} did not answer within {seconds} seconds, in any of {attempts} tries. Url: {url}",
    why: "A request ends after `RUNTIME__REQUEST_TIMEOUT` seconds, so that a server that hangs does not hang the pipeline.",
    fix: "Ask for smaller pages, or set `env.RUNTIME__REQUEST_TIMEOUT` higher.",
  },
  E886: {
    name: "answer-is-not-json",
    message: "The answer from {url} is not JSON ({contentType}): {reason}. It begins with {begin}",
    why: "The client reads pages as JSON. A login page, an error page of a proxy, or a path that serves a file look like this.",
    fix: "Check the path and the parameters. For other formats use `client.get(path)` and read `response.text` or `response.bytes`.",
  },
  E887: {
    name: "bad-paginator-option",
    message: "{paginator}: {reason}.",
    why: "A paginator must know how to ask for the next page, and when to stop. At least one condition has to end it.",
    fix: "Options of {paginator}: {known}.",
  },
  E888: {
    name: "page-value-missing",
    message: "{what} not found in the response for {paginator}: expected `{path}`, got {found}.",
    why: "The paginator reads from each page whether there is another one, at the path that it was given.",
    fix: "Correct the path, or set it to null and end by an empty page or a maximum instead: `{ total_path: null, maximum_page: 10 }`.",
  },
  E889: {
    name: "page-value-invalid",
    message: "`{path}` is not {expected} in the response for {paginator}: got {found}.",
    why: "The paginator computes with this value.",
    fix: "Correct the path.",
  },
  E890: {
    name: "bad-auth",
    message: "{auth}: {reason}.",
    why: "Without complete credentials every request would be refused.",
    fix: "Known kinds: {known}. Keep secrets in `dlt.secrets` or `env`, not in the code.",
  },
  E891: {
    name: "token-not-granted",
    message: "{url} gave no access token: {reason}.",
    why: "OAuth 2 first trades the client's id and secret for a token at this address.",
    fix: "Check the address, id, secret and the extra data of the token request (scope, audience).",
  },
  E892: {
    name: "bad-rest-config",
    message: "`{path}` of the REST configuration: {reason}.",
    why: "A configuration is checked as a whole before the first request, so that a slip of the pen does not show up after a thousand pages.",
    fix: "{hint}",
  },
  E893: {
    name: "resources-in-a-circle",
    message: "Resources depend on each other in a circle: {circle}.",
    why: "A dependent resource asks once for each row of its parent, so there must be a first one that depends on none.",
    fix: "Take the placeholder `{resources.…}` out of one of them.",
  },
  E894: {
    name: "parent-field-missing",
    message: "Resource `{resource}` needs `{field}` of each row of `{parent}` {purpose}, and a row has none. It has: {available}.",
    why: "The path, the parameters or the columns of a dependent resource are filled in from the rows of its parent.",
    fix: "Correct the name of the field, or filter such rows out of `{parent}` with `processing_steps`.",
  },
  E895: {
    name: "bad-json-path",
    message: "`{path}` is not a path into JSON: {reason}",
    why: "Paths name where something stands in a response: `data.items`, `items[*].id`, `\"@odata.nextLink\"`.",
    fix: "Write names with dots between them, and quote names that hold dots or spaces.",
  },
  E896: {
    name: "bad-request",
    message: "{method} {url}: {reason}.",
    why: "The request was not sent.",
    fix: "{hint}",
  },
  E897: {
    name: "paginator-guessed",
    message: "The way to the next page of {url} was {how}: {paginator}. {advice}",
    why: "Without a `paginator` the first answer is looked at: a `Link` header, a link or cursor called `next…`, a number of pages.",
    fix: "Name the paginator: `paginator: \"header_link\"`, or `{ type: \"page_number\", base_page: 1, total_path: null }`.",
  },
} as const satisfies ErrorCatalogue;
