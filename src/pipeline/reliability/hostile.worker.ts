/** The worker in which hostile data goes through whole pipelines: what the kernel is to the page. */
import * as Comlink from "comlink";
import { browserHost } from "../host.browser.ts";
import { dlt, setPipelineHost } from "../index.ts";

let stopping = new AbortController();
setPipelineHost(browserHost({ signal: () => stopping.signal }));

const nested = (levels: number): unknown => {
  let value: unknown = "bottom";
  for (let level = 0; level < levels; level++) value = { deeper: value };
  return value;
};

const cyclic = (): object => {
  const row: Record<string, unknown> = { id: 1 };
  row.self = row;
  return row;
};

/** Rows that hurt, by name. */
const hostileData: Record<string, () => Iterable<unknown> | AsyncIterable<unknown>> = {
  "a key of 1 MB": () => [{ id: 1, ["k".repeat(1024 * 1024)]: "kept" }],
  "__proto__ and constructor": () => [JSON.parse('{"id":1,"__proto__":{"polluted":true},"constructor":{"prototype":2},"toString":"text","hasOwnProperty":3}')],
  "lone surrogates": () => [{ id: 1, text: "a\ud800b", "key\udc00": "c" }],
  "NaN and the infinities": () => [{ id: 1, a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY, d: 1.5 }, { id: 2, a: 0.5, b: 0.5, c: 0.5, d: 0.5 }],
  "integers beyond 53 bits": () => [{ id: 1, big: 9007199254740993n, huge: 2n ** 100n }],
  "depth 10,000": () => [{ id: 1, deep: nested(10_000) }],
  "a cycle": () => [{ id: 1 }, cyclic()],
  "5,000 columns": () => [Object.fromEntries([["id", 1], ...Array.from({ length: 5_000 }, (_, column) => [`column_${column}`, column])])],
  "empty pages": () => [[], [], [{ id: 1 }], []],
  "a generator that throws midway": function* () {
    yield { id: 1 };
    throw new Error("the source broke");
  },
  "a promise that never settles": async function* () {
    yield { id: 1 };
    await new Promise(() => {});
  },
  "a function in a row": () => [{ id: 1, call: () => 1 }],
  "nothing but null": () => [{ id: 1, nothing: null }],
  "keys that become the same name": () => [{ id: 1, userName: "a", user_name: "b", "user name": "c" }],
};

/** A value that JSON and `postMessage` can carry; of a deep one, how deep it is. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  let levels = 0;
  for (let inside = value; typeof inside === "object" && inside !== null; inside = Object.values(inside)[0]) levels++;
  return levels === 0 ? value : `${levels} levels`;
}

export interface HostileOutcome {
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly rows: number | undefined;
  readonly columns: number | undefined;
  readonly first: Record<string, unknown> | undefined;
  /** Rows of the table that a plain run adds afterwards. */
  readonly usableAfter: number;
  readonly polluted: boolean;
}

const api = {
  /** Runs one case and then something harmless, in the same pipeline. */
  async run(name: string): Promise<HostileOutcome> {
    const data = hostileData[name];
    if (data === undefined) throw new Error(`There is no case "${name}".`);
    stopping = new AbortController();
    const timer = setTimeout(() => stopping.abort(new DOMException("stopped by hand", "AbortError")), name.includes("never settles") ? 500 : 25_000);
    const pipeline = dlt.pipeline({ pipelineName: `hostile_${crypto.randomUUID().slice(0, 8)}`, datasetName: "data" });
    let error: HostileOutcome["error"];
    try {
      await pipeline.run(dlt.resource(data as () => Iterable<unknown>, { name: "hostile" }));
    } catch (reason) {
      const { code, name: kind, message } = reason as { code?: unknown; name: string; message: string };
      error = { code: typeof code === "string" ? code : kind, message };
    }
    clearTimeout(timer);
    stopping = new AbortController();
    const table = error === undefined ? await pipeline.dataset().table("hostile").rows().catch(() => undefined) : undefined;
    const first = table?.[0] as Record<string, unknown> | undefined;
    await pipeline.dropPendingPackages();
    await pipeline.run(dlt.resource([{ id: 1 }, { id: 2 }], { name: "harmless" }));
    const after = await pipeline.dataset().rowCounts();
    return {
      error,
      rows: table?.length,
      columns: first === undefined ? undefined : Object.keys(first).length,
      first: first === undefined ? undefined : Object.fromEntries(Object.entries(first).filter(([key]) => !key.startsWith("_dlt") && !key.startsWith("column_")).map(([key, value]) => [key, plain(value)])),
      usableAfter: after.harmless ?? 0,
      polluted: "polluted" in {},
    };
  },
};

export type HostileApi = typeof api;

Comlink.expose(api);
