/** The destinations by name. Their code is loaded when they are first used. */
import { pipelineError } from "../errors.ts";
import type { Destination } from "./destination.ts";

const loaders: Readonly<Record<string, () => Promise<Destination>>> = {
  duckdb: async () => (await import("./duckdb/duckdb.ts")).duckdb,
};

/** @throws E471 for an unknown name */
export function checkDestination(name: string): void {
  if (!Object.hasOwn(loaders, name)) throw pipelineError("E471", { destination: name, known: Object.keys(loaders).join(", ") });
}

/** @throws E471 for an unknown name */
export async function destinationNamed(name: string): Promise<Destination> {
  checkDestination(name);
  const load = loaders[name];
  if (load === undefined) throw pipelineError("E471", { destination: name, known: Object.keys(loaders).join(", ") });
  return load();
}
