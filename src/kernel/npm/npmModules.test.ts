import { expect, test } from "vitest";
import { memoryModuleCache, type ModuleCache } from "./moduleCache.ts";
import { NpmModules, type NpmSpec } from "./npmModules.ts";
import { moduleUrl, readSpecifier } from "./packageSpecifier.ts";

type Answer = string | { readonly status?: number; readonly type?: string; readonly body?: string };

/** A server of packages: path → what it answers. Counts what it was asked. */
function server(files: Readonly<Record<string, Answer>>, spec: NpmSpec = {}) {
  const asked: string[] = [];
  const fetch = async (url: string): Promise<Response> => {
    const path = new URL(url).pathname + new URL(url).search;
    asked.push(path);
    const answer = files[path];
    if (answer === undefined) return new Response("not found", { status: 404 });
    const { status = 200, type = "application/javascript", body = "" } = typeof answer === "string" ? { body: answer } : answer;
    return new Response(body, { status, headers: { "Content-Type": type } });
  };
  const addressOf = (code: string): string => `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  return { asked, npm: new NpmModules({ cdn: "https://cdn.test", cache: memoryModuleCache(), fetch, addressOf, ...spec }) };
}

test("a specifier names a package, a version and a path", () => {
  expect(readSpecifier("npm:lodash-es@4.17.21", {})).toEqual({ name: "lodash-es", version: "4.17.21", path: "" });
  expect(readSpecifier("npm:@scope/some.pkg@1.0.0-beta.1/dist/x.js", {})).toEqual({ name: "@scope/some.pkg", version: "1.0.0-beta.1", path: "/dist/x.js" });
  expect(readSpecifier("npm:d3/array", { d3: "7.9.0" })).toEqual({ name: "d3", version: "7.9.0", path: "/array" });
  expect(readSpecifier("npm:d3@7.8.0", { d3: "7.9.0" })).toMatchObject({ version: "7.8.0" });
});

test.each([
  ["npm:", "E270"],
  ["npm:@scope@1.0.0", "E270"],
  ["npm:a b@1.0.0", "E270"],
  ["npm:a@1.0.0/../../b", "E270"],
  ["npm:a@1.0.0/b?x", "E270"],
  ["npm:lodash-es", "E271"],
  ["npm:constructor", "E271"],
  ["npm:lodash-es@latest", "E272"],
  ["npm:lodash-es@^4.17.21", "E272"],
  ["npm:lodash-es@4", "E272"],
])("%s is refused with %s, and nothing is fetched", async (specifier, code) => {
  const { npm, asked } = server({});
  await expect(npm.load(specifier)).rejects.toMatchObject({ code });
  expect(asked).toEqual([]);
});

test("the server's address is a template, or the beginning of one", () => {
  const wanted = { name: "@a/b", version: "1.0.0", path: "/c.js" };
  expect(moduleUrl("https://esm.sh/{name}@{version}{path}?bundle", wanted)).toBe("https://esm.sh/@a/b@1.0.0/c.js?bundle");
  expect(moduleUrl("https://cdn.example/npm/", wanted)).toBe("https://cdn.example/npm/@a/b@1.0.0/c.js");
});

test("a package is fetched with all that it imports, each module once", async () => {
  const { npm, asked } = server({
    "/pkg@1.0.0": 'export * from "/v1/main.mjs"; export { default } from "/v1/main.mjs";',
    "/v1/main.mjs": 'import { one } from "./one.mjs"; import { two } from "https://cdn.test/v1/two.mjs"; export const sum = one + two; export default "main"',
    "/v1/one.mjs": 'import { base } from "./base.mjs"; export const one = base + 1',
    "/v1/two.mjs": 'import { base } from "./base.mjs"; export const two = base + 2; export const lazy = () => import("./later.mjs"); export const meta = typeof import.meta.url',
    "/v1/base.mjs": "export const base = 10",
  });
  expect({ ...(await npm.load("npm:pkg@1.0.0")) }).toMatchObject({ sum: 23, default: "main" });
  expect([...asked].sort()).toEqual(["/pkg@1.0.0", "/v1/base.mjs", "/v1/main.mjs", "/v1/one.mjs", "/v1/two.mjs"]);
  expect(await npm.load("npm:pkg@1.0.0")).toBe(await npm.load("npm:pkg@1.0.0"));
  expect(asked).toHaveLength(5);
});

test("what was fetched once is there without a network; what was not says so", async () => {
  const cache = memoryModuleCache();
  const online = server({ "/pkg@1.0.0": 'export { n } from "./n.mjs"', "/n.mjs": "export const n = 1" }, { cache });
  await online.npm.load("npm:pkg@1.0.0");
  const offline = server({}, { cache, fetch: () => Promise.reject(new TypeError("Failed to fetch")) });
  expect(await offline.npm.load("npm:pkg@1.0.0")).toMatchObject({ n: 1 });
  await expect(offline.npm.load("npm:pkg@1.0.1")).rejects.toMatchObject({ code: "E273", message: expect.stringContaining("pkg@1.0.1") as string });
});

test("after a failure the next run tries again", async () => {
  const files: Record<string, Answer> = {};
  const { npm } = server(files);
  await expect(npm.load("npm:pkg@1.0.0")).rejects.toMatchObject({ code: "E274" });
  files["/pkg@1.0.0"] = "export const n = 1";
  expect(await npm.load("npm:pkg@1.0.0")).toMatchObject({ n: 1 });
});

test("circles that two cells enter at the same time are told to both", async () => {
  const { npm } = server({ "/a@1.0.0": 'import "/b@1.0.0"', "/b@1.0.0": 'import "/a@1.0.0"' });
  const [a, b] = await Promise.allSettled([npm.load("npm:a@1.0.0"), npm.load("npm:b@1.0.0")]);
  expect([a, b]).toMatchObject([{ reason: { code: "E276" } }, { reason: { code: "E276" } }]);
});

test.each<[string, Record<string, Answer>, string]>([
  ["a server's refusal", { "/pkg@1.0.0": { status: 500 } }, "E274"],
  ["a page in place of code", { "/pkg@1.0.0": { type: "text/html", body: "<h1>Hello" } }, "E274"],
  ["a name that only Node knows", { "/pkg@1.0.0": 'import fs from "node:fs"; export { fs }' }, "E275"],
  ["a name that the server should have resolved", { "/pkg@1.0.0": 'import "other"' }, "E275"],
  ["modules that import each other", { "/pkg@1.0.0": 'import "/a.mjs"', "/a.mjs": 'import "/b.mjs"', "/b.mjs": 'import "/a.mjs"' }, "E276"],
  ["code that fails while it is loaded", { "/pkg@1.0.0": "throw new Error('needs a page')" }, "E278"],
])("%s is a clear error", async (_, files, code) => {
  await expect(server(files).npm.load("npm:pkg@1.0.0")).rejects.toMatchObject({ code });
});

test("code that a server changed under a version is not run", async () => {
  const digest = "0".repeat(64);
  const damaged: ModuleCache = { find: async () => ({ module: undefined, digest }), keep: async () => undefined };
  const { npm } = server({ "/pkg@1.0.0": "export const n = 2" }, { cache: damaged });
  await expect(npm.load("npm:pkg@1.0.0")).rejects.toMatchObject({ code: "E277" });
});
