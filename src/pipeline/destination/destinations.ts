/** The destinations that come with the library: `dlt.destinations.duckdb()`, or their names. Their code is loaded when they are first used. */
import { pipelineError } from "../errors.ts";
import type { PipelineHost } from "../host.ts";
import type { DestinationRef } from "./destination.ts";
import { filesystem } from "./filesystem/filesystemRef.ts";
import type { FilesystemSpec } from "./filesystem/filesystemConfig.ts";
import type { FilesystemRef } from "./filesystem/filesystemRef.ts";

export interface Destinations {
  /** In memory, in the page; filled again from the work folder after a reload. */
  duckdb(): DestinationRef;
  /** Files by table: JSON lines, CSV or Parquet, in the browser's own file system. They can be listed and downloaded. */
  filesystem(spec?: FilesystemSpec): FilesystemRef;
}

/** @param host where local files are; asked when they are listed, read or downloaded */
export function createDestinations(host: () => PipelineHost): Destinations {
  return {
    duckdb: () => ({ name: "duckdb", load: async () => (await import("./duckdb/duckdb.ts")).duckdb }),
    filesystem: (spec = {}) => filesystem(spec, host),
  };
}

/**
 * The destination that a name or an object stands for. Nothing is loaded yet.
 *
 * @throws E471 for an unknown name, or an object that is no destination
 */
export function destinationRef(destination: string | DestinationRef, host: PipelineHost): DestinationRef {
  if (isRef(destination)) return destination;
  const known = createDestinations(() => host);
  if (typeof destination === "string" && Object.hasOwn(known, destination)) return known[destination as keyof Destinations]();
  throw pipelineError("E471", { destination: String(destination), known: Object.keys(known).join(", ") });
}

function isRef(value: unknown): value is DestinationRef {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && "load" in value && typeof value.load === "function";
}
