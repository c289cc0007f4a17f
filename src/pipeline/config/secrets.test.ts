import { afterEach, expect, test } from "vitest";
import type { PipelineEvent } from "../host.ts";
import { nodeHost } from "../host.node.ts";
import { dlt, env, setPipelineHost } from "../index.ts";
import type { Pipeline } from "../index.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";
import type { FileStore } from "../storage/fileStore.ts";
import { secretsProvider } from "./providers.ts";
import { hideSecrets, hideSecretsIn } from "./hideSecrets.ts";

afterEach(() => {
  for (const key of Object.keys(env)) delete env[key];
  for (const name of Object.keys(dlt.config)) delete dlt.config[name];
  secretsProvider.clear();
});

const planted = { env: "env-s3cret/ä+1", toml: "toml-s3cret\"2", style: "style-s3cret-3", bound: "bound-s3cret-4", nested: "nested-s3cret-5" };
/** Parts of the secrets that no text may hold, however it is escaped. */
const marks = ["env-s3cret", "toml-s3cret", "style-s3cret", "bound-s3cret", "nested-s3cret"];

function plant(): void {
  env.SOURCES__SHOP__API_KEY = planted.env;
  dlt.secrets["sources.shop.token"] = planted.toml;
  dlt.secrets.SOURCES__SHOP__PASSWORD = planted.style;
  dlt.secrets["destination.mailing"] = { credentials: { user: "someone", word: planted.nested } };
  env.WEATHER = planted.bound;
}

async function filesIn(store: FileStore, folder = ""): Promise<string> {
  const texts: string[] = [];
  for (const name of await store.list(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    texts.push(path, name.endsWith("/") ? await filesIn(store, path.slice(0, -1)) : new TextDecoder("latin1").decode(await store.read(path)));
  }
  return texts.join("\n");
}

/** Everything that a pipeline shows of itself. */
function shown(pipeline: Pipeline): string {
  return [pipeline.lastTrace, pipeline.lastExtractInfo, pipeline.lastNormalizeInfo, pipeline.lastLoadInfo].map((one) => `${String(one)}\n${JSON.stringify(one)}`).join("\n") + JSON.stringify(pipeline.state) + JSON.stringify(pipeline.lastTrace?.asDict());
}

/** Where a text holds a mark, for the message of a failing test. */
function around(text: string, mark: string): string | undefined {
  const at = text.indexOf(mark);
  return at === -1 ? undefined : text.slice(Math.max(at - 80, 0), at + 80);
}

function errorTexts(error: unknown): string {
  const { message, why, fix, details, stack } = error as { message: string; why?: string; fix?: string; details?: unknown; stack?: string };
  return [message, why, fix, JSON.stringify(details), stack, JSON.stringify(error)].join("\n");
}

test("a run that uses secrets leaves them nowhere", async () => {
  plant();
  const [files, events, printed] = [new MemoryFileStore(), [] as PipelineEvent[], [] as unknown[]];
  setPipelineHost(nodeHost({ files, report: (event) => events.push(event) }));
  const used: unknown[] = [];
  const rows = dlt.resource((key: string, token: string, password: string, weather: string) => {
    used.push(key, token, password, weather);
    return [{ id: 1 }];
  }, { name: "rows" });
  const source = dlt.source(() => [rows.bind(dlt.secrets.value("api_key"), dlt.secrets.value("token"), dlt.secrets.value("password"), dlt.secrets.value("weather"))], { name: "shop" });
  const log = console.log;
  console.log = (...parts) => printed.push(...parts);
  const pipeline = dlt.pipeline({ pipelineName: "shop", destination: dlt.destinations.filesystem(), progress: "log" });
  try {
    await pipeline.run(source);
  } finally {
    console.log = log;
  }
  expect(used).toEqual([planted.env, planted.toml, planted.style, planted.bound]);
  const everything = [shown(pipeline), JSON.stringify(events), printed.join("\n"), await filesIn(files), JSON.stringify(dlt.secrets), String(dlt.secrets.value("api_key"))].join("\n");
  for (const mark of marks) expect(around(everything, mark)).toBeUndefined();
});

test("an error of a resource that names secrets is told without them", async () => {
  plant();
  const [files, events] = [new MemoryFileStore(), [] as PipelineEvent[]];
  setPipelineHost(nodeHost({ files, report: (event) => events.push(event) }));
  const pipeline = dlt.pipeline({ pipelineName: "shop", destination: dlt.destinations.filesystem() });
  const rows = dlt.resource(
    (weather: string) => {
      throw new Error(`no answer from https://api.example.com/?key=${encodeURIComponent(planted.env)} with ${planted.toml}, ${planted.style}, ${planted.nested} and ${weather}`);
    },
    { name: "rows" },
  );
  let error: unknown;
  await pipeline.run(rows.bind(dlt.secrets.value("weather"))).catch((thrown: unknown) => (error = thrown));
  const text = [errorTexts(error), shown(pipeline), JSON.stringify(events), await filesIn(files)].join("\n");
  expect(text).toContain("no answer from https://api.example.com/?key=***");
  for (const mark of marks) expect(around(text, mark)).toBeUndefined();
});

test("an error of a sink that names a secret is kept in the package without it", async () => {
  plant();
  const files = new MemoryFileStore();
  setPipelineHost(nodeHost({ files }));
  const sink = dlt.destination(
    (_items, _table, word) => {
      throw new dlt.TerminalError(`refused ${String(word)}`);
    },
    { name: "mailing", args: [dlt.secrets.value("credentials.word")] },
  );
  const pipeline = dlt.pipeline({ pipelineName: "out", destination: sink });
  let error: unknown;
  await pipeline.run([{ id: 1 }], { tableName: "t" }).catch((thrown: unknown) => (error = thrown));
  const text = [errorTexts(error), shown(pipeline), await filesIn(files)].join("\n");
  expect(text).toContain("refused ***");
  for (const mark of marks) expect(around(text, mark)).toBeUndefined();
});

test("settings that are set through dlt.secrets are no secrets", () => {
  dlt.secrets["destination.replace_strategy"] = "insert-from-staging";
  expect(hideSecrets("replaced by insert-from-staging")).toBe("replaced by insert-from-staging");
});

test("short secrets are hidden as words only, and ones of less than four characters not at all", () => {
  dlt.secrets.a = "1234";
  dlt.secrets.b = "abc";
  expect(hideSecrets("1234 in 01234 and id=1234, abc")).toBe("*** in 01234 and id=***, abc");
});

test("texts in plain data are cleaned, and the rest stays as it is", () => {
  dlt.secrets.token = "s3cret-token";
  const when = new Date(0);
  expect(hideSecretsIn({ a: ["x s3cret-token"], when, n: 1 })).toEqual({ a: ["x ***"], when, n: 1 });
});
