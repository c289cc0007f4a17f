import { afterEach, beforeEach, expect, test } from "vitest";
import { secretsProvider } from "./providers.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, env, setPipelineHost } from "../index.ts";

beforeEach(() => setPipelineHost(nodeHost()));

afterEach(() => {
  for (const key of Object.keys(env)) delete env[key];
  for (const name of Object.keys(dlt.config)) delete dlt.config[name];
  secretsProvider.clear();
});

/** What the function of a resource was called with. */
async function argumentsOf(...args: readonly unknown[]): Promise<unknown[]> {
  const seen: unknown[] = [];
  const issues = dlt.resource((...given: unknown[]) => {
    seen.push(...given);
    return [{ id: 1 }];
  }, { name: "issues" });
  const source = dlt.source(() => [issues.bind(...(args as never[]))], { name: "github" });
  await dlt.pipeline({ pipelineName: "p" }).extract(source);
  return seen;
}

test("an argument is looked for under the pipeline, the source and the resource, at extract", async () => {
  const token = dlt.secrets.value("access_token");
  env.ACCESS_TOKEN = "general";
  expect(await argumentsOf(token)).toEqual(["general"]);
  env.SOURCES__GITHUB__ACCESS_TOKEN = "of the source";
  expect(await argumentsOf(token)).toEqual(["of the source"]);
  env.SOURCES__GITHUB__ISSUES__ACCESS_TOKEN = "of the resource";
  expect(await argumentsOf(token)).toEqual(["of the resource"]);
  env.P__ACCESS_TOKEN = "of the pipeline";
  expect(await argumentsOf(token)).toEqual(["of the pipeline"]);
});

test("values stand anywhere in lists and objects, and keep their type", async () => {
  dlt.secrets["sources.github"] = { access_token: "12345" };
  dlt.config["sources.page_size"] = "50";
  const options = { auth: { token: dlt.secrets.value("access_token") }, sizes: [dlt.config.value<number>("page_size")], since: dlt.config.value("since", { default: "2024-01-01" }), when: new Date(0) };
  expect(await argumentsOf(options)).toEqual([{ auth: { token: "12345" }, sizes: [50], since: "2024-01-01", when: new Date(0) }]);
});

test("a type can be asked for", async () => {
  env.PAGE_SIZE = "abc";
  await expect(argumentsOf(dlt.config.value("page_size", { type: "int" }))).rejects.toThrow(/`PAGE_SIZE` is "abc"/);
});

test("a missing argument says what was tried", async () => {
  await expect(argumentsOf(dlt.secrets.value("access_token"))).rejects.toThrow(/Missing 1 field\(s\) in configuration `IssuesConfiguration`: `access_token`\n[^]*\(Environment Variables, P__SOURCES__GITHUB__ISSUES__ACCESS_TOKEN\)\n[^]*\(secrets\.toml, access_token\)/);
});

test("secrets are not taken from dlt.config", async () => {
  dlt.config.access_token = "plain";
  await expect(argumentsOf(dlt.secrets.value("access_token"))).rejects.toThrow(/access_token/);
  expect(await argumentsOf(dlt.config.value("access_token"))).toEqual(["plain"]);
});
