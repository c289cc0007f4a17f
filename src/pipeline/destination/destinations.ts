/** The destinations that come with the library: `dlt.destinations.duckdb()`, or their names. Their code is loaded when they are first used. */
import { pipelineError } from "../errors.ts";
import type { DestinationRef } from "./destination.ts";

/** In memory, in the page; filled again from the work folder after a reload. */
function duckdb(): DestinationRef {
  return { name: "duckdb", load: async () => (await import("./duckdb/duckdb.ts")).duckdb };
}

/** `dlt.destinations`: the destinations with options. */
export const destinations = { duckdb } as const;

/**
 * The destination that a name or an object stands for. Nothing is loaded yet.
 *
 * @throws E471 for an unknown name, or an object that is no destination
 */
export function destinationRef(destination: string | DestinationRef): DestinationRef {
  if (isRef(destination)) return destination;
  if (typeof destination === "string" && Object.hasOwn(destinations, destination)) return destinations[destination as keyof typeof destinations]();
  throw pipelineError("E471", { destination: String(destination), known: Object.keys(destinations).join(", ") });
}

function isRef(value: unknown): value is DestinationRef {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && "load" in value && typeof value.load === "function";
}
