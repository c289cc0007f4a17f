import { expect, test } from "vitest";
import { json, testServer } from "../fixtures/restServer.ts";
import type { TestServer } from "../fixtures/restServer.ts";
import { wholeFloatsOf } from "../json/wholeFloats.ts";
import { IgnoreResponse, RESTClient } from "./client.ts";
import type { PaginateOptions, RestClientSpec } from "./client.ts";
import { PageNumberPaginator } from "./paginators/pageNumber.ts";
import { Paginator } from "./paginators/paginator.ts";
import type { RestRequest } from "./request.ts";

const base = "https://api.example.com/v1/";

function clientOf(server: TestServer, spec: RestClientSpec = {}): RESTClient {
  return new RESTClient({ baseUrl: base, session: server.session, config: { requestBackoffFactor: 0 }, ...spec });
}

async function pagesOf(client: RESTClient, path: string, options: PaginateOptions = {}): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  for await (const page of client.paginate(path, options)) pages.push([...page]);
  return pages;
}

test("a page is an array that knows request, response, paginator and credentials", async () => {
  const server = testServer(() => json({ items: [{ id: 1 }, { id: 2 }] }));
  const client = clientOf(server, { auth: { token: "T0K3N" } });
  for await (const page of client.paginate("/items", { paginator: "single_page" })) {
    expect(Array.isArray(page)).toBe(true);
    expect(page).toHaveLength(2);
    expect(page.map((row) => row)).not.toHaveProperty("response");
    expect(page.response.status).toBe(200);
    expect(page.response.json()).toEqual({ items: [{ id: 1 }, { id: 2 }] });
    expect(page.request.url).toBe("https://api.example.com/v1/items");
    expect(page.paginator.hasNextPage).toBe(false);
    expect(page.auth).toBeDefined();
    expect(JSON.stringify(page)).not.toContain("T0K3N");
  }
  expect(server.requests[0]?.headers.get("authorization")).toBe("Bearer T0K3N");
});

test("numbers of a body are read exactly", async () => {
  const server = testServer(() => json('[{"total": 742.0, "id": 12345678901234567890}]'));
  for await (const page of clientOf(server).paginate("orders")) {
    expect([...page]).toEqual([{ total: 742, id: 12345678901234567890n }]);
    expect(wholeFloatsOf(page[0] as object)).toEqual(["total"]);
  }
});

test("the paginator is found by the first answer, and a guess is said so", async () => {
  const linked = testServer(({ url }) => json([{ page: url.searchParams.get("page") }], { headers: url.searchParams.has("page") ? {} : { link: '</v1/items?page=2>; rel="next"' } }));
  expect(await pagesOf(clientOf(linked), "items", { params: { per_page: 1 } })).toEqual([[{ page: null }], [{ page: "2" }]]);
  expect(linked.requests.map(({ url }) => url.pathname + url.search)).toEqual(["/v1/items?per_page=1", "/v1/items?page=2"]);
  expect(linked.warnings).toEqual([]);

  const guessed = testServer(({ url }) => json({ data: [url.searchParams.get("cursor")], next_cursor: url.searchParams.has("cursor") ? null : "c2" }));
  expect(await pagesOf(clientOf(guessed), "items")).toEqual([[null], ["c2"]]);
  expect(guessed.warnings).toEqual([expect.stringContaining("E897")]);

  const plain = testServer(() => json([1]));
  expect(await pagesOf(clientOf(plain), "items")).toEqual([[1]]);
  expect(plain.warnings).toEqual([expect.stringContaining("one page is taken")]);
});

test("a client's paginator begins anew for each call, and calls do not disturb each other", async () => {
  const server = testServer(({ url }) => json(Number(url.searchParams.get("page")) < 3 ? [Number(url.searchParams.get("page"))] : []));
  const client = clientOf(server, { paginator: { type: "page_number", base_page: 1, total_path: null } });
  expect(await Promise.all([pagesOf(client, "a"), pagesOf(client, "b")])).toEqual([[[1], [2], []], [[1], [2], []]]);
  expect(await pagesOf(client, "c")).toEqual([[1], [2], []]);
});

test("what is changed in a page's request counts for the next one", async () => {
  const server = testServer(({ url }) => json([url.searchParams.get("page"), url.searchParams.get("extra")]));
  const pages: unknown[][] = [];
  for await (const page of clientOf(server).paginate("items", { paginator: new PageNumberPaginator({ base_page: 1, total_path: null, maximum_page: 3 }) })) {
    pages.push([...page]);
    page.request.params = { ...page.request.params, extra: "yes" };
  }
  expect(pages).toEqual([["1", null], ["2", "yes"]]);
});

test("a paginator of one's own is a small class", async () => {
  class EveryOther extends Paginator {
    #at = 0;
    override updateState(): void {
      this.#at += 2;
      this.hasNextPage = this.#at < 6;
    }
    override updateRequest(request: RestRequest): void {
      request.params = { at: this.#at };
    }
  }
  const server = testServer(({ url }) => json([Number(url.searchParams.get("at"))]));
  expect(await pagesOf(clientOf(server), "items", { paginator: new EveryOther() })).toEqual([[0], [2], [4]]);
});

test("a status from 400 up is an error when pages are taken, and a response otherwise", async () => {
  const server = testServer(() => json({ message: "gone" }, { status: 404, statusText: "Not Found" }));
  await expect(pagesOf(clientOf(server), "items")).rejects.toThrow("404 Client Error: Not Found for url: https://api.example.com/v1/items");
  await expect(pagesOf(clientOf(server), "items")).rejects.toMatchObject({ code: "E880", details: { status: 404 } });
  expect((await clientOf(server).get("items")).status).toBe(404);
});

test("hooks decide about an answer: leave it out, change it, put another in its place", async () => {
  const server = testServer(({ url }) => json({ items: [1] }, { status: url.pathname.endsWith("missing") ? 404 : 200 }));
  const client = clientOf(server);
  expect(await pagesOf(client, "missing", { hooks: { response: ({ status }) => { if (status === 404) throw new IgnoreResponse(); } } })).toEqual([]);
  expect(await pagesOf(client, "items", { hooks: { response: (response) => response.setJson([{ changed: true }]) } })).toEqual([[{ changed: true }]]);
  expect(await pagesOf(client, "items", { hooks: { response: [(response) => { response.text = '{"data": [1.0]}'; }] } })).toEqual([[1]]);
});

test("429, 5xx and broken connections are tried again, other statuses are not", async () => {
  const busy = testServer((_request, count) => (count < 3 ? json({}, { status: count === 1 ? 429 : 503 }) : json([1])));
  expect(await pagesOf(clientOf(busy), "items")).toEqual([[1]]);
  expect(busy.requests).toHaveLength(3);

  const broken = testServer((_request, count) => { if (count < 3) throw new TypeError("fetch failed"); return json([1]); });
  expect(await pagesOf(clientOf(broken), "items")).toEqual([[1]]);

  const refusing = testServer(() => json({}, { status: 400 }));
  await expect(pagesOf(clientOf(refusing), "items")).rejects.toMatchObject({ code: "E880" });
  expect(refusing.requests).toHaveLength(1);

  const down = testServer(() => json({}, { status: 500 }));
  await expect(pagesOf(clientOf(down, { config: { requestBackoffFactor: 0, requestMaxAttempts: 4 } }), "items")).rejects.toThrow("500 Server Error: Internal Server Error");
  expect(down.requests).toHaveLength(4);
});

test("a server that asks for a longer pause than allowed is not asked again, and the error says when", async () => {
  const server = testServer(() => json({}, { status: 429, headers: { "retry-after": "3600", "x-ratelimit-limit": "60" } }));
  await expect(pagesOf(clientOf(server), "items")).rejects.toMatchObject({ code: "E881", fix: expect.stringContaining("60 minutes"), why: expect.stringContaining("60 requests") });
  expect(server.requests).toHaveLength(1);
});

test("GitHub's 403 with no request left is a limit, another 403 is a question of who asks", async () => {
  const limited = testServer(() => json({}, { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 600) } }));
  await expect(pagesOf(clientOf(limited), "items")).rejects.toMatchObject({ code: "E881", fix: expect.stringContaining("10 minutes") });
  const forbidden = testServer(() => json({}, { status: 403 }));
  await expect(pagesOf(clientOf(forbidden), "items")).rejects.toMatchObject({ code: "E882" });
});

test("Stop ends a request, and a pause between tries", async () => {
  const stopping = new AbortController();
  const reason = new Error("stopped by hand");
  const hanging = testServer(() => { setTimeout(() => stopping.abort(reason)); return new Promise<never>(() => {}); }, { signal: () => stopping.signal });
  await expect(pagesOf(clientOf(hanging), "items")).rejects.toBe(reason);

  const pausing = new AbortController();
  const busy = testServer(() => { setTimeout(() => pausing.abort(reason)); return json({}, { status: 429, headers: { "retry-after": "250" } }); }, { signal: () => pausing.signal });
  await expect(pagesOf(clientOf(busy), "items")).rejects.toBe(reason);
  expect(busy.requests).toHaveLength(1);
  await expect(pagesOf(clientOf(busy), "items")).rejects.toBe(reason);
  expect(busy.requests).toHaveLength(1);
});

test("a server that hangs is an error of its own", async () => {
  const server = testServer(() => new Promise<never>(() => {}));
  await expect(pagesOf(clientOf(server, { config: { requestTimeout: 0.01, requestMaxAttempts: 2, requestBackoffFactor: 0 } }), "items")).rejects.toMatchObject({ code: "E885" });
  expect(server.requests).toHaveLength(2);
});

test("an answer that the browser hides is told from a server that is not there", async () => {
  const origin = "https://course.example";
  const hidden = testServer(({ mode }) => { if (mode !== "no-cors") throw new TypeError("Failed to fetch"); return new Response(null); }, { origin });
  await expect(pagesOf(clientOf(hidden), "items")).rejects.toMatchObject({ code: "E883" });
  expect(hidden.requests).toHaveLength(2);

  const gone = testServer(() => { throw new TypeError("Failed to fetch"); }, { origin });
  await expect(pagesOf(clientOf(gone, { config: { requestMaxAttempts: 2, requestBackoffFactor: 0 } }), "items")).rejects.toMatchObject({ code: "E884", why: expect.stringContaining("CORS") });

  const own = testServer(() => { throw new TypeError("Failed to fetch"); }, { origin: "https://api.example.com" });
  await expect(pagesOf(clientOf(own, { config: { requestMaxAttempts: 1 } }), "items")).rejects.toMatchObject({ code: "E884", why: expect.not.stringContaining("CORS") });
  expect(own.requests.map(({ mode }) => mode)).toEqual([undefined]);
});

test("a server that never answered a page of another address is not asked for long, one that did is", async () => {
  let isDown = true;
  const server = testServer(() => { if (isDown) throw new TypeError("Failed to fetch"); return json([]); }, { origin: "https://course.example" });
  const client = clientOf(server, { baseUrl: "https://quiet.example" });
  await expect(pagesOf(client, "items")).rejects.toMatchObject({ code: "E884", details: { attempts: 2 } });
  isDown = false;
  await pagesOf(client, "items");
  isDown = true;
  await expect(pagesOf(client, "items")).rejects.toMatchObject({ code: "E884", details: { attempts: 5 } });
});

test("an answer that is no JSON is shown by its beginning", async () => {
  const server = testServer(() => new Response("<html>Sign in</html>", { headers: { "content-type": "text/html" } }));
  await expect(pagesOf(clientOf(server), "items")).rejects.toMatchObject({ code: "E886", message: expect.stringContaining("<html>Sign in</html>") });
});

test("requests are made as they are asked for", async () => {
  const server = testServer(() => json([]));
  const client = clientOf(server, { headers: { "X-A": "1", Accept: "text/json" } });
  await client.get("/a/b", { q: "ü &", list: [1, 2], none: null, flag: true });
  await client.post("//c", { x: [1] }, { headers: { "x-a": "2" } });
  await client.request("https://other.example/d?x=1", { method: "PUT", data: { form: "yes", n: 2 }, params: { y: 2 } });
  expect(server.requests.map(({ method, url, body }) => [method, url.href, body])).toEqual([
    ["GET", "https://api.example.com/v1/a/b?q=%C3%BC+%26&list=1&list=2&flag=true", undefined],
    ["POST", "https://api.example.com/v1/c", '{"x":[1]}'],
    ["PUT", "https://other.example/d?x=1&y=2", "form=yes&n=2"],
  ]);
  expect(server.requests[1]?.headers.get("x-a")).toBe("2");
  expect(server.requests[1]?.headers.get("content-type")).toBe("application/json");
  await expect(client.request("x", { json: {} })).rejects.toMatchObject({ code: "E896" });
  await expect(client.request("x", { method: "POST", json: {}, data: "d" })).rejects.toMatchObject({ code: "E896" });
  await expect(new RESTClient({ session: server.session }).get("/x")).rejects.toMatchObject({ code: "E896" });
});

test("misspelt options are refused", () => {
  expect(() => new RESTClient({ base: "x" } as never)).toThrow(expect.objectContaining({ code: "E456" }));
  expect(() => new RESTClient({ baseUrl: base, paginator: { type: "offset" } as never })).toThrow(expect.objectContaining({ code: "E887" }));
  expect(() => new RESTClient({ baseUrl: base, paginator: { type: "page_number", totalpath: "x" } as never })).toThrow(expect.objectContaining({ code: "E887" }));
  expect(() => new RESTClient({ baseUrl: base, paginator: { type: "page_number", total_path: null, stop_after_empty_page: false } })).toThrow(expect.objectContaining({ code: "E887" }));
  expect(() => new RESTClient({ baseUrl: base, auth: { type: "api_key", api_key: "k", location: "cookie" } })).toThrow(expect.objectContaining({ code: "E890" }));
  expect(() => new RESTClient({ baseUrl: base, auth: "http_basic" })).toThrow(expect.objectContaining({ code: "E401" }));
});
