import { expect, test } from "vitest";
import { incremental } from "../../extract/incremental/declare.ts";
import { resource } from "../../extract/resource.ts";
import type { AnyResource } from "../../extract/resource.ts";
import { json, testServer } from "../../fixtures/restServer.ts";
import type { TestRequest, TestServer } from "../../fixtures/restServer.ts";
import { nodeHost } from "../../host.node.ts";
import { dlt, setPipelineHost } from "../../index.ts";
import type { RestApiConfig } from "./configTypes.ts";
import { restApiResources, restApiSource } from "./restApi.ts";

setPipelineHost(nodeHost());

const posts = [{ id: 1, title: "one", rating: 5.5 }, { id: 2, title: "two", rating: 4.5 }];

/** A small blog. */
function blog({ url }: TestRequest): Response {
  const [, first, id, rest] = url.pathname.split("/");
  if (first === "posts" && rest === "comments") return json([{ text: `about ${id}` }, { text: `more about ${id}` }]);
  if (first === "posts" && id !== undefined) return json({ ...posts[Number(id) - 1], body: "…" });
  if (first === "posts") return json(posts);
  if (first === "broken") return json({ error: "there is nothing here" }, { status: 404 });
  return json([{ echo: url.search }]);
}

function configOf(server: TestServer, resources: RestApiConfig["resources"], more: Partial<RestApiConfig> = {}): RestApiConfig {
  return { client: { base_url: "https://blog.example/", session: server.session, paginator: "single_page" }, resources, ...more };
}

async function rowsOf(one: AnyResource | undefined): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of one as unknown as AsyncIterable<unknown>) rows.push(row);
  return rows;
}

const named = (resources: readonly AnyResource[], name: string): AnyResource | undefined => resources.find((one) => one.name === name);
const asked = (server: TestServer): string[] => server.requests.map(({ url }) => url.pathname + url.search);

test("a name alone is resource and path", async () => {
  const server = testServer(blog);
  const [one] = restApiResources(configOf(server, ["posts"]));
  expect(one?.name).toBe("posts");
  expect(await rowsOf(one)).toEqual(posts);
});

test("defaults lie under every resource; params and columns are joined", async () => {
  const server = testServer(blog);
  const resources = restApiResources(
    configOf(server, ["a", { name: "b", endpoint: { path: "b/c", params: { per_page: 5, sort: "x" } }, write_disposition: "replace", columns: { n: { precision: 5 } } }, { name: "c", endpoint: "other" }], {
      resource_defaults: { primary_key: "id", write_disposition: { disposition: "merge", strategy: "scd2", validity_column_names: ["f", "t"] }, columns: { n: { data_type: "bigint" }, m: { data_type: "text" } }, endpoint: { params: { per_page: 100 } } },
    }),
  );
  for (const one of resources) await rowsOf(one);
  expect(asked(server)).toEqual(["/a?per_page=100", "/b/c?per_page=5&sort=x", "/other?per_page=100"]);
  expect(named(resources, "a")?.spec).toMatchObject({ primaryKey: "id", writeDisposition: { disposition: "merge", strategy: "scd2", validityColumnNames: ["f", "t"] } });
  expect(named(resources, "b")?.spec).toMatchObject({ primaryKey: "id", writeDisposition: "replace", columns: { n: { data_type: "bigint", precision: 5 }, m: { data_type: "text" } } });
});

test.each([
  ["a parameter of type resolve", { path: "posts/{post}/comments", params: { post: { type: "resolve", resource: "posts", field: "id" } } }],
  ["a placeholder in the path", { path: "posts/{resources.posts.id}/comments" }],
])("dependent resources ask once for each row of the parent, by %s", async (_how, endpoint) => {
  const server = testServer(blog);
  const resources = restApiResources(configOf(server, [{ name: "comments", endpoint, include_from_parent: ["id", "rating"] }, "posts"]));
  expect(resources.map(({ name }) => name)).toEqual(["posts", "comments"]);
  expect(await rowsOf(named(resources, "comments"))).toEqual([
    { text: "about 1", _posts_id: 1, _posts_rating: 5.5 },
    { text: "more about 1", _posts_id: 1, _posts_rating: 5.5 },
    { text: "about 2", _posts_id: 2, _posts_rating: 4.5 },
    { text: "more about 2", _posts_id: 2, _posts_rating: 4.5 },
  ]);
  expect(asked(server)).toEqual(["/posts", "/posts/1/comments", "/posts/2/comments"]);
});

test("the parent's fields go into query, body and headers, too", async () => {
  const server = testServer(blog);
  const resources = restApiResources(configOf(server, ["posts", { name: "search", endpoint: { path: "search", method: "post", params: { q: "{resources.posts.title}", n: 3 }, json: { filter: { "{resources.posts.title}": ["x-{resources.posts.id}"] }, brace: "{{kept}}" }, headers: { "X-Post": "{resources.posts.id}" } } }]));
  await rowsOf(named(resources, "search"));
  const [, first] = server.requests;
  expect(first).toMatchObject({ method: "POST", body: '{"filter":{"one":["x-1"]},"brace":"{kept}"}' });
  expect(first?.url.search).toBe("?q=one&n=3");
  expect(first?.headers.get("x-post")).toBe("1");
});

test("a path that ends with a placeholder gives one object; plain parameters go into the path they are named in", async () => {
  const server = testServer(blog);
  const config: RestApiConfig = { client: { base_url: "https://blog.example", session: server.session }, resources: ["posts", { name: "post", endpoint: { path: "posts/{resources.posts.id}" } }, { name: "fixed", endpoint: { path: "{kind}/2/comments", params: { kind: "posts", page: 1 }, paginator: "single_page" } }] };
  const resources = restApiResources(config);
  expect(await rowsOf(named(resources, "post"))).toEqual([{ ...posts[0], body: "…" }, { ...posts[1], body: "…" }]);
  expect(await rowsOf(named(resources, "fixed"))).toHaveLength(2);
  expect(asked(server).at(-1)).toBe("/posts/2/comments?page=1");
});

test("a resource of dlt.resource can be a parent", async () => {
  const server = testServer(blog);
  const ids = resource([{ id: 2 }], { name: "ids" });
  const resources = restApiResources(configOf(server, [ids as AnyResource, { name: "comments", endpoint: "posts/{resources.ids.id}/comments" }]));
  expect(await rowsOf(named(resources, "comments"))).toHaveLength(2);
});

test("grandchildren depend on children", async () => {
  const server = testServer(blog);
  const resources = restApiResources(configOf(server, [{ name: "deep", endpoint: "echo/{resources.post.title}/x" }, { name: "post", endpoint: "posts/{resources.posts.id}" }, "posts"]));
  expect(resources.map(({ name }) => name)).toEqual(["posts", "post", "deep"]);
  expect(await rowsOf(named(resources, "deep"))).toHaveLength(2);
  expect(asked(server).filter((path) => path.startsWith("/echo"))).toEqual(["/echo/one/x", "/echo/two/x"]);
});

test("a parallelized dependent resource asks for several rows at a time", async () => {
  let open = 0;
  let most = 0;
  const server = testServer(async (request) => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open--;
    return blog(request);
  });
  const pipeline = dlt.pipeline({ pipelineName: "parallel_rest", devMode: true });
  await pipeline.run(restApiSource(configOf(server, ["posts", { name: "comments", endpoint: "posts/{resources.posts.id}/comments", include_from_parent: ["id"], parallelized: true }])));
  expect(await pipeline.dataset().rowCounts()).toMatchObject({ posts: 2, comments: 4 });
  expect(most).toBe(2);
});

test("processing steps change rows before they are stored", async () => {
  const server = testServer(blog);
  const steps = [{ filter: (row: { id: number }) => row.id > 1 }, { map: (row: { title: string }) => ({ t: row.title }) }, { yield_map: function* (row: object) { yield { ...row, n: 1 }; yield { ...row, n: 2 }; } }];
  expect(await rowsOf(restApiResources(configOf(server, [{ name: "posts", processing_steps: steps }]))[0])).toEqual([{ t: "two", n: 1 }, { t: "two", n: 2 }]);
});

test("response actions decide about answers, in their order", async () => {
  const server = testServer(blog);
  const rowsWith = (response_actions: never) => rowsOf(restApiResources(configOf(server, [{ name: "broken", endpoint: { response_actions } }]))[0]);
  expect(await rowsWith([{ status_code: 404, action: "ignore" }] as never)).toEqual([]);
  expect(await rowsWith([{ content: "nothing here", action: "ignore" }] as never)).toEqual([]);
  await expect(rowsWith([{ status_code: 404, content: "another text", action: "ignore" }] as never)).rejects.toMatchObject({ code: "E880" });
  await expect(rowsWith([] as never)).rejects.toMatchObject({ code: "E880" });
  const seen: number[] = [];
  const look = ({ status }: { status: number }): void => void seen.push(status);
  expect(await rowsWith([look, { status_code: 404, action: [look, look] }, { status_code: 200, action: look }, { status_code: 404, action: "ignore" }] as never)).toEqual([]);
  expect(seen).toEqual([404, 404, 404]);
});

test("an incremental asks for what is new, run by run", async () => {
  const server = testServer(({ url }) => json([{ id: 1, at: url.searchParams.get("since") }, { id: 2, at: "2024-05-05" }]));
  const pipeline = dlt.pipeline({ pipelineName: "since_rest", devMode: true });
  const source = () => restApiSource(configOf(server, [{ name: "events", endpoint: { params: { since: { type: "incremental", cursor_path: "at", initial_value: "2024-01-01" } } }, primary_key: "id", write_disposition: "append" }]));
  await pipeline.run(source());
  await pipeline.run(source());
  expect(asked(server)).toEqual(["/events?since=2024-01-01", "/events?since=2024-05-05"]);
  expect(await pipeline.dataset().rowCounts()).toMatchObject({ events: 3 });
});

test("start and end values go where the endpoint says, converted", async () => {
  const server = testServer(() => json([{ at: 5 }, { at: 50 }]));
  const config = configOf(server, [
    { name: "ranged", endpoint: { path: "r/{incremental.start_value}", params: { q: "from:{incremental.start_value}", both: 1 }, incremental: { cursor_path: "at", initial_value: 1, end_value: 10, start_param: "a", end_param: "b", convert: (value: number) => `t${value}` } } },
    { name: "made", endpoint: { params: { n: "{incremental.initial_value}" }, incremental: incremental("at", { initialValue: 7 }) } },
  ]);
  const resources = restApiResources(config);
  expect(await rowsOf(named(resources, "ranged"))).toEqual([{ at: 5 }]);
  expect(await rowsOf(named(resources, "made"))).toEqual([{ at: 50 }]);
  expect(asked(server)).toEqual(["/r/t1?q=from%3At1&both=1&a=t1&b=t10", "/made?n=7"]);
});

test("a source is named, and loads its resources with exact numbers", async () => {
  const server = testServer(() => json('[{"id": 9007199254740993, "total": 742.0, "nested": [{"x": 1.0}]}]'));
  const source = restApiSource(configOf(server, ["orders", { name: "off", selected: false }]), { name: "shop" });
  expect(source.name).toBe("shop");
  const pipeline = dlt.pipeline({ pipelineName: "exact_rest", devMode: true });
  await pipeline.run(source);
  const typed = await pipeline.sqlClient().query("SELECT typeof(orders.id) AS id, orders.id::text AS digits, typeof(total) AS total, typeof(nested.x) AS x FROM orders JOIN orders__nested AS nested ON nested._dlt_parent_id = orders._dlt_id");
  expect(typed.rows()).toEqual([{ id: "BIGINT", digits: "9007199254740993", total: "DOUBLE", x: "DOUBLE" }]);
  expect(Object.keys(await pipeline.dataset().rowCounts())).not.toContain("off");
});

const client = { base_url: "https://blog.example" };

test.each([
  [{}, "client", "missing"],
  [{ client, resources: {} }, "resources", "a list is needed"],
  [{ client: { base_uri: "x" }, resources: [] }, "client.base_uri", "keys here are base_url"],
  [{ client: {}, resources: [] }, "client.base_url", "missing"],
  [{ client, resources: ["a", { name: "b", endpoint: { data_select: "x" } }] }, "resources[1].endpoint.data_select", "keys here are path"],
  [{ client, resources: [{ name: "b", endpoint: { dataSelector: 5 } }] }, "resources[0].endpoint.dataSelector", "text is needed, and this is a number"],
  [{ client, resources: [{ endpoint: "x" }] }, "resources[0].name", "missing"],
  [{ client, resources: [{ name: "b", endpoint: { params: { a: { type: "resolv" } } } }] }, "resources[0].endpoint.params.a", "`resolve` or `incremental`"],
  [{ client, resources: [{ name: "b", endpoint: { params: { a: { type: "resolve", resource: "x" } } } }] }, "resources[0].endpoint.params.a.field", "missing"],
  [{ client, resources: [{ name: "b", endpoint: { response_actions: [{ status_code: 404, action: "skip" }] } }] }, "resources[0].endpoint.response_actions[0].action", "`ignore`"],
  [{ client, resources: [{ name: "b", processing_steps: [{}] }] }, "resources[0].processing_steps[0]", "filter, map, yield_map"],
  [{ client, resources: ["a", "a"] }, "resources[1]", "already"],
  [{ client, resources: [{ name: "b", endpoint: { paginator: { type: "offset" } } }] }, "resources[0].endpoint.paginator", "limit"],
  [{ client: { ...client, paginator: "page" }, resources: ["a"] }, "client.paginator", "no such paginator"],
  [{ client: { ...client, auth: { type: "apikey", key: "S3CR3T" } }, resources: ["a"] }, "client.auth", "no such kind"],
  [{ client, resources: [{ name: "b", include_from_parent: ["x"] }] }, "resources[0].include_from_parent", "no other one"],
  [{ client, resources: [{ name: "b", endpoint: "x/{id}" }] }, "resources[0].endpoint.path", "`params` has none"],
  [{ client, resources: [{ name: "b", endpoint: "x/{resource.a.id}" }] }, "resources[0].endpoint.path", "none of"],
  [{ client, resources: [{ name: "b", endpoint: { params: { q: "{a}" } } }] }, "resources[0].endpoint.params", "cannot be filled in"],
  [{ client, resources: [{ name: "b", endpoint: { path: "b", params: { q: "{incremental.start_value}" } } }] }, "resources[0].endpoint.params", "cannot be filled in"],
  [{ client, resources: [{ name: "b", endpoint: "x/{resources.a.id}/y" }] }, "resources[0].endpoint", "no resource `a`"],
  [{ client, resources: ["a", "c", { name: "b", endpoint: "x/{resources.a.id}/{resources.c.id}/y" }] }, "resources[2]", "several resources"],
  [{ client, resources: ["a", { name: "b", endpoint: { path: "b", params: { id: { type: "resolve", resource: "a", field: "id" } } } }] }, "resources[1].endpoint.params.id", "must stand in the path"],
  [{ client, resources: [{ name: "b", endpoint: { params: { a: { type: "incremental", cursor_path: "x" }, c: { type: "incremental", cursor_path: "x" } } } }] }, "resources[0].endpoint", "several"],
] as const)("%j is refused at %s", (config, path, reason) => {
  let thrown: unknown;
  try {
    restApiResources(config as unknown as RestApiConfig);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: "E892", details: { path, reason: expect.stringContaining(reason) } });
  expect(String(thrown)).not.toContain("S3CR3T");
});

test("resources that depend on each other in a circle are named", () => {
  const config = { client, resources: [{ name: "a", endpoint: "{resources.b.x}/1" }, { name: "b", endpoint: "{resources.c.x}/1" }, { name: "c", endpoint: "{resources.b.x}/1" }] };
  expect(() => restApiResources(config)).toThrow("`b` → `c` → `b`");
});

test("a row without the field that its children need is an error that lists what it has", async () => {
  const server = testServer(blog);
  const resources = restApiResources(configOf(server, ["posts", { name: "x", endpoint: "x/{resources.posts.uuid}/y" }]));
  await expect(rowsOf(named(resources, "x"))).rejects.toMatchObject({ code: "E894", message: expect.stringContaining("id, title, rating") });
});

test("a credential can be a place in the configuration", async () => {
  const server = testServer(blog);
  const config = (): RestApiConfig => ({ client: { base_url: "https://blog.example/", session: server.session, paginator: "single_page", auth: { type: "bearer", token: dlt.secrets.value("blog_token") } }, resources: ["posts"] });
  expect(() => restApiResources(config())).toThrowError(expect.objectContaining({ code: "E401" }));
  dlt.secrets["sources.rest_api.blog_token"] = "quiet-river";
  await rowsOf(restApiResources(config())[0]);
  expect(server.requests[0]?.headers.get("authorization")).toBe("Bearer quiet-river");
});
