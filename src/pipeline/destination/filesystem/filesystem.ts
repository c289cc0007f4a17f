/** The `filesystem` destination: files by table, in the browser's own file system or any other file store. */
import type { FileStore } from "../../storage/fileStore.ts";
import type { PipelineHost } from "../../host.ts";
import type { Destination, DestinationCapabilities, DestinationClient, DestinationTarget } from "../destination.ts";
import { Bucket } from "./bucket.ts";
import { DatasetFiles } from "./datasetFiles.ts";
import { queryFiles } from "./filesDataset.ts";
import { FilesPackageLoad } from "./filesPackageLoad.ts";
import { filesystemConfig } from "./filesystemConfig.ts";
import type { FilesystemSpec } from "./filesystemConfig.ts";
import { Layout } from "./layout.ts";

/** Holds buckets in the store that pipelines' work folders are in. No pipeline can have such a name. */
const bucketsFolder = "local.files";
const maxParallelWrites = 20;

export class FilesystemDestination implements Destination {
  readonly name: string;
  readonly capabilities: DestinationCapabilities = {
    loaderFileFormats: ["jsonl", "csv", "parquet"],
    mergeStrategies: [],
    replaceStrategies: ["truncate-and-insert"],
    volatile: false,
    transactional: false,
    maxParallelWrites,
  };
  readonly #spec: FilesystemSpec;

  constructor(name: string, spec: FilesystemSpec) {
    this.name = name;
    this.#spec = spec;
  }

  async open(target: DestinationTarget): Promise<DestinationClient> {
    const { host, pipelineName, datasetName } = target;
    const { folder, layout: layoutText } = filesystemConfig(this.name, this.#spec, target);
    const layout = new Layout(layoutText);
    const bucket = await openBucket(host, this.#spec.files, folder);
    const dataset = new DatasetFiles(bucket, layout, datasetName);
    return {
      location: bucket.location,
      loadedIds: () => dataset.loadedIds(),
      begin: async (load) => {
        const packageLoad = new FilesPackageLoad({ dataset, layout, pipelineName, host }, load);
        await packageLoad.begin();
        return packageLoad;
      },
      storedState: () => dataset.state(pipelineName),
      storedSchema: (name) => dataset.schema(name),
      dropTables: (names) => dataset.removeData(({ table }) => names.includes(table)),
      query: (sql, signal, params) => queryFiles({ host, pipelineName, dataset, location: bucket.location, config: target.config }, sql, signal, params),
    };
  }

  async forget(target: Pick<DestinationTarget, "host" | "pipelineName" | "config">): Promise<void> {
    const { folder, layout } = filesystemConfig(this.name, this.#spec, target);
    const bucket = await openBucket(target.host, this.#spec.files, folder);
    for (const name of await bucket.list("")) {
      if (name.endsWith("/")) await new DatasetFiles(bucket, new Layout(layout), name.slice(0, -1)).forget(target.pipelineName);
    }
  }
}

/** The bucket that a folder stands for: in the given store, or among the buckets of the host's store. */
export async function openBucket(host: Pick<PipelineHost, "files">, given: FileStore | undefined, folder: string): Promise<Bucket> {
  return given === undefined ? new Bucket(await host.files(), [bucketsFolder, folder].filter((part) => part !== "").join("/")) : new Bucket(given, folder);
}
