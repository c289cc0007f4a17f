/** The worker in which `host.browser.test.ts` runs pipelines: what the kernel is to the page. */
import * as Comlink from "comlink";
import { browserHost } from "./host.browser.ts";
import { dlt, env, setPipelineHost } from "./index.ts";
import type { EnvValue } from "./index.ts";
import { tableSymbol } from "./dataset/tableSymbol.ts";
import { OpfsFileStore } from "./storage/opfsStore.ts";
import { exerciseStore } from "./storage/storeExercise.ts";

let stopping = new AbortController();
setPipelineHost(browserHost({ signal: () => stopping.signal }));

const shop = (count: number) =>
  dlt.resource(
    function* () {
      for (let id = 0; id < count; id++) yield { id, customer: { name: `Customer ${id % 7}` }, items: [{ sku: "tea" }, { sku: "jaffle" }] };
    },
    { name: "orders" },
  );

const api = {
  setEnv(values: Readonly<Record<string, EnvValue>>) {
    Object.assign(env, values);
  },
  async run(pipelineName: string, rows: number, devMode = false) {
    const pipeline = dlt.pipeline({ pipelineName, datasetName: "data", devMode });
    const info = await pipeline.run(shop(rows));
    return { info: String(info), trace: String(pipeline.lastTrace), workers: [...new Set(pipeline.lastTrace?.jobs.map(({ worker }) => worker))], counts: await pipeline.dataset().rowCounts() };
  },
  async extractOnly(pipelineName: string, rows: number) {
    await dlt.pipeline({ pipelineName, datasetName: "data" }).extract(shop(rows));
  },
  async counts(pipelineName: string) {
    const pipeline = dlt.pipeline({ pipelineName, datasetName: "data" });
    return pipeline.dataset().rowCounts();
  },
  async finishPending(pipelineName: string) {
    const pipeline = dlt.pipeline({ pipelineName, datasetName: "data" });
    const pending = (await pipeline.listPendingPackages()).map(({ state }) => state);
    await pipeline.run();
    return { pending, counts: await pipeline.dataset().rowCounts() };
  },
  async query(pipelineName: string, sql: string) {
    const result = await dlt.pipeline({ pipelineName, datasetName: "data" }).sqlClient().query(sql);
    return result.rows();
  },
  /** Values beside the SQL, a transaction that is given up, rows in chunks. */
  async read(pipelineName: string) {
    const pipeline = dlt.pipeline({ pipelineName, datasetName: "data" });
    const [client, orders] = [pipeline.sqlClient(), pipeline.dataset().table<{ id: number }>("orders")];
    const outcome = await client
      .transaction(async (inside) => {
        await inside.execute("DELETE FROM orders WHERE id < ?", 100);
        throw new Error(`inside ${String((await inside.query("SELECT count(*) FROM orders")).value())}`);
      })
      .catch(String);
    const chunks: number[] = [];
    for await (const rows of orders.where("id", ">=", 10).where("id", "in", [5, 10, 20, 30]).orderBy("id").iterRows(2)) chunks.push(...rows.map(({ id }) => id));
    return { outcome, afterwards: await orders.rowCount(), chunks, text: (await client.query("SELECT $1 AS a, $1 AS b", "it's")).rows() };
  },
  async page(pipelineName: string, table: string, offset: number, limit: number) {
    const handle = await dlt.pipeline({ pipelineName, datasetName: "data" }).dataset().table(table)[tableSymbol]();
    return { columns: handle.columns, rowCount: handle.rowCount, rows: await handle.page(offset, limit, { column: "id", descending: true }) };
  },
  async endless(pipelineName: string) {
    stopping = new AbortController();
    setTimeout(() => stopping.abort(new Error("stopped by hand")), 100);
    const begun = performance.now();
    const pipeline = dlt.pipeline({ pipelineName, datasetName: "data" });
    const outcome = await pipeline
      .run(
        dlt.resource(
          function* () {
            for (let row = 0; ; row++) yield { row };
          },
          { name: "endless" },
        ),
      )
      .then(
        () => "finished",
        (error: unknown) => String(error),
      );
    stopping = new AbortController();
    return { outcome, ms: performance.now() - begun, pending: (await pipeline.listPendingPackages()).length };
  },
  async exerciseFiles() {
    return exerciseStore(await OpfsFileStore.open("watercourse/exercise"), crypto.randomUUID());
  },
  async workFolder() {
    const paths: string[] = [];
    const walk = async (directory: FileSystemDirectoryHandle, prefix: string): Promise<void> => {
      for await (const [name, handle] of directory.entries()) {
        if (handle.kind === "directory") await walk(handle as FileSystemDirectoryHandle, `${prefix}${name}/`);
        else paths.push(prefix + name);
      }
    };
    await walk(await navigator.storage.getDirectory(), "");
    return paths.sort();
  },
};

export type PipelineTestApi = typeof api;

Comlink.expose(api);
