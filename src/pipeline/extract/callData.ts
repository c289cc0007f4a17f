/** Calls a resource's function: with the arguments it was bound to, and then its incremental. */
import { pipelineError } from "../errors.ts";
import { resolveArguments, resourcePlace } from "../config/placeholder.ts";
import { describe, isData } from "./data.ts";
import { callDeclaring } from "./incremental/declare.ts";
import type { Incremental } from "./incremental/incremental.ts";
import { IncrementalStep, RunningIncremental } from "./incremental/incrementalStep.ts";
import type { ItemIterator } from "./itemSource.ts";
import type { Pipe } from "./pipe.ts";
import type { AnyResource } from "./resource.ts";
import { isPromise } from "./steps.ts";

/** The incremental of a resource under way, if it has one. */
export function incrementalIn(pipe: Pipe): Incremental | undefined {
  return pipe.steps.find((step) => step instanceof RunningIncremental)?.argument;
}

/**
 * Opens the data of a resource.
 *
 * @throws E451 when its function gave what is no data, E808 for a transformer without a resource, E809 when arguments are missing
 */
export function openData(pipe: Pipe): ItemIterator | Promise<ItemIterator> {
  const { resource } = pipe;
  if (resource.isTransformer) throw pipelineError("E808", { resource: resource.name });
  return iteratorOf(resource, typeof resource.data === "function" ? callData(pipe, []) : resource.data);
}

/** Calls the function of a resource, or that of a transformer with an item in front. @throws E809 */
export function callData(pipe: Pipe, item: readonly [unknown] | readonly []): unknown {
  const args = argumentsFor(pipe, item);
  const call = pipe.resource.data as (...values: readonly unknown[]) => unknown;
  return callDeclaring(
    () => call(...args),
    (declared) => {
      const known = incrementalIn(pipe);
      if (known?.cursorPath === declared.cursorPath) return known;
      pipe.add(new IncrementalStep(declared));
      return incrementalIn(pipe) ?? declared;
    },
  );
}

/** @throws E809 when there are fewer than the function asks for, E401 for a value that is not configured */
export function argumentsFor(pipe: Pipe, item: readonly unknown[]): readonly unknown[] {
  const { resource } = pipe;
  const incremental = incrementalIn(pipe);
  const args = [...item, ...boundArguments(pipe), ...(incremental === undefined ? [] : [incremental])];
  const needed = (resource.data as (...values: readonly unknown[]) => unknown).length;
  if (needed > args.length) throw pipelineError("E809", { resource: resource.name, needed: needed - item.length, given: args.length - item.length });
  return args;
}

/** What was resolved for the resources under way. */
const resolved = new WeakMap<Pipe, readonly unknown[]>();

/** What the resource was bound to, with values of configuration in place of their placeholders: looked up once an extract. */
function boundArguments(pipe: Pipe): readonly unknown[] {
  const { args, name } = pipe.resource;
  if (args.length === 0) return args;
  const known = resolved.get(pipe);
  if (known !== undefined) return known;
  const found = resolveArguments(args, resourcePlace(name, pipe.run.source, pipe.run.pipelineName));
  resolved.set(pipe, found);
  return found;
}

function iteratorOf(resource: AnyResource, value: unknown): ItemIterator | Promise<ItemIterator> {
  if (isPromise(value)) return Promise.resolve(value).then((rows) => iteratorOf(resource, rows));
  if (typeof value === "object" && value !== null) {
    if (Symbol.asyncIterator in value) return (value as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    if (Symbol.iterator in value) return (value as Iterable<unknown>)[Symbol.iterator]();
    if (!isData(value)) return [value][Symbol.iterator]();
  }
  throw pipelineError("E451", { what: `What resource \`${resource.name}\` returned`, type: describe(value) });
}
