/** Opens the data of a `parallelized` resource: a sync generator function in an extract worker, anything else here. */
import { extractWriterConfig } from "../config/settings.ts";
import type { ConfigContext, ExplicitConfig } from "../config/settings.ts";
import type { PipelineHost } from "../host.ts";
import { argumentsFor, openData } from "./callData.ts";
import { Incremental } from "./incremental/incremental.ts";
import type { ItemIterator } from "./itemSource.ts";
import { hasExtractWorkers, isSyncGeneratorFunction, openRemote } from "./parallel/remote.ts";
import type { Pipe } from "./pipe.ts";

export interface RemotePlace {
  readonly host: PipelineHost;
  readonly place: ConfigContext;
  readonly config: ExplicitConfig;
  readonly extract: { readonly workers: number; readonly maxParallelItems: number };
  readonly warn: (code: "E457", details: Readonly<Record<string, unknown>>) => void;
  readonly onWorker: (resource: string, worker: string) => void;
}

/**
 * @returns an iterator of encoded rows when the generator runs in a worker
 * @throws as `openData`, and E820–E824 when the generator cannot be sent
 */
export function openParallel(pipe: Pipe, { host, place, config, extract, warn, onWorker }: RemotePlace): ItemIterator | Promise<ItemIterator> {
  const { name, data, spec, steps } = pipe.resource;
  if (!isSyncGeneratorFunction(data)) return openData(pipe);
  if (!hasExtractWorkers(host)) {
    warn("E457", { resource: name });
    return openData(pipe);
  }
  const args = argumentsFor(pipe, []).map((argument) => (argument instanceof Incremental ? argument.values() : argument));
  return openRemote(
    { name, fn: data, args },
    {
      host,
      ...extract,
      table: typeof spec.tableName === "string" ? spec.tableName : name,
      bufferMaxItems: extractWriterConfig(place, config).bufferMaxItems,
      onWorker: (worker) => onWorker(name, worker),
      maxItems: steps.length === 1 ? steps[0]?.mostItems : undefined,
    },
  );
}
