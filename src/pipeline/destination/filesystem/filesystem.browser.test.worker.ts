/** The worker in which `filesystem.browser.test.ts` loads into OPFS. */
import * as Comlink from "comlink";
import type { LoaderFileFormat } from "../../formats/format.ts";
import { browserHost } from "../../host.browser.ts";
import { dlt, setPipelineHost } from "../../index.ts";

setPipelineHost(browserHost({}));

const rows = (count: number) => dlt.resource(() => Array.from({ length: count }, (_, id) => ({ id, name: `ß ${id}`, items: [{ sku: "tea" }] })), { name: "orders" });

const api = {
  async run(pipelineName: string, count: number, loaderFileFormat: LoaderFileFormat) {
    const bucket = dlt.destinations.filesystem({ folder: pipelineName });
    const pipeline = dlt.pipeline({ pipelineName, destination: bucket, datasetName: "lake" });
    const info = String(await pipeline.run(rows(count), { loaderFileFormat }));
    const last = await pipeline.dataset().table("orders").orderBy("id", "desc").select("id", "name").limit(1).rows();
    return { info, last, items: await pipeline.dataset().table("orders__items").rowCount(), paths: (await bucket.list("lake")).map(({ path }) => path) };
  },
  async download(pipelineName: string) {
    const zip = await dlt.destinations.filesystem({ folder: pipelineName }).download("lake");
    const [first, second] = new Uint8Array(await zip.slice(0, 2).arrayBuffer());
    return { type: zip.type, mark: String.fromCharCode(first ?? 0, second ?? 0), bytes: zip.size };
  },
  async drop(pipelineName: string) {
    const bucket = dlt.destinations.filesystem({ folder: pipelineName });
    await dlt.pipeline({ pipelineName, destination: bucket, datasetName: "lake" }).drop();
    return bucket.list();
  },
};

export type FilesystemTestApi = typeof api;

Comlink.expose(api);
