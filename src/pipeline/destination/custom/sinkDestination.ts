/** The destination behind `dlt.destination(sink)`. */
import { resolveArguments } from "../../config/placeholder.ts";
import type { Destination, DestinationCapabilities, DestinationClient, PackageToLoad } from "../destination.ts";
import { DeliveryNotes } from "./deliveryNotes.ts";
import type { ReadySink } from "./readySink.ts";
import type { SinkSpec } from "./sink.ts";
import { SinkPackageLoad } from "./sinkPackageLoad.ts";

/** dlt's defaults for custom destinations. */
const defaultBatchSize = 10;
const defaultParallelJobs = 20;

export class SinkDestination implements Destination {
  readonly name: string;
  readonly capabilities: DestinationCapabilities;
  readonly #sink: ReadySink;

  constructor(name: string, call: ReadySink["call"], spec: SinkSpec) {
    this.name = name;
    this.#sink = { name, call, args: spec.args ?? [], batchSize: spec.batchSize ?? defaultBatchSize, format: spec.loaderFileFormat ?? "jsonl", skipsDlt: spec.skipDltColumnsAndTables ?? true };
    this.capabilities = {
      loaderFileFormats: ["arrow", "jsonl", "csv", "parquet"],
      mergeStrategies: [],
      replaceStrategies: [],
      volatile: false,
      transactional: false,
      maxParallelWrites: spec.maxParallelLoadJobs ?? defaultParallelJobs,
      namingConvention: spec.namingConvention ?? "direct",
      maxTableNesting: spec.maxTableNesting ?? 0,
    };
  }

  async open({ host, pipelineName }: Parameters<Destination["open"]>[0]): Promise<DestinationClient> {
    const files = await host.files();
    return {
      location: `the function ${this.name}`,
      loadedIds: () => Promise.resolve(new Set<string>()),
      begin: async (load: PackageToLoad) => new SinkPackageLoad({ ...this.#sink, args: resolveArguments(this.#sink.args, { owner: this.name, pipelineName, sections: ["destination", this.name] }) }, load, await DeliveryNotes.open(files, load.folder)),
    };
  }

  /** What a function did with rows is its own. */
  forget(): Promise<void> {
    return Promise.resolve();
  }
}
