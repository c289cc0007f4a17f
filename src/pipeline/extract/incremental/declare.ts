/** `dlt.sources.incremental`, also as a default value in the parameters of a resource's function. */
import { newIncremental } from "./incremental.ts";
import type { Incremental, IncrementalOptions } from "./incremental.ts";

let adopt: ((declared: Incremental) => Incremental) | undefined;

/**
 * Calls a resource's function. An incremental that is made meanwhile, as a parameter's default value, becomes the
 * resource's own.
 *
 * @param adopts puts it to work, and gives it with its start value
 */
export function callDeclaring<Result>(call: () => Result, adopts: (declared: Incremental) => Incremental): Result {
  const before = adopt;
  adopt = adopts;
  try {
    return call();
  } finally {
    adopt = before;
  }
}

/**
 * Loads only rows that are newer than those of the last run, by the value of a cursor field.
 *
 * @param cursorPath a field, fields with dots between them, or a JSONPath of which the first match counts
 * @example dlt.resource(function* (updatedAt) { … since(updatedAt.startValue) … }, { incremental: dlt.sources.incremental("updated_at", { initialValue: "2024-01-01" }) });
 * @example function* issues(updatedAt = dlt.sources.incremental("updated_at")) { … }
 * @throws E803, E804, E456
 */
export function incremental<Value = unknown>(cursorPath: string, options: IncrementalOptions<Value> = {}): Incremental<Value> {
  const declared = newIncremental(cursorPath, options);
  return adopt === undefined ? declared : (adopt(declared as Incremental) as Incremental<Value>);
}
