/** A resource that is being extracted: one item at a time, through its steps. Sync data stays sync: no promise per row. */
import { pipelineError } from "../errors.ts";
import { describe, isData } from "./data.ts";
import type { AnyResource } from "./resource.ts";
import { isPromise } from "./steps.ts";
import type { Item, RunningStep } from "./steps.ts";

/** What one turn of a pipe gave. `dropped`: a step took the item out. `done`: the resource has ended, and there is no item. */
export interface Turn {
  readonly item: Item;
  readonly dropped: boolean;
  readonly done: boolean;
}

export interface Pipe {
  readonly resource: AnyResource;
  /** The next item: at once when data and steps are sync, else a promise. */
  next(): Turn | Promise<Turn>;
  /** Ends the generator, so that its `finally` blocks run; one that is still waiting for something ends after that. */
  close(): Promise<void>;
}

const ended: Turn = { item: undefined, dropped: true, done: true };
const nothing: Turn = { item: undefined, dropped: true, done: false };

/** Begins a resource: its function is called at the first turn. */
export function openPipe(resource: AnyResource): Pipe {
  const steps = resource.steps.map((step) => step.begin());
  let iterator: Iterator<Item> | AsyncIterator<Item> | undefined;
  let closing = false;
  let inFlight = false;

  const take = (result: IteratorResult<Item>): Turn | Promise<Turn> => {
    if (result.done === true) return ended;
    const item = result.value;
    if (isPromise(item)) return Promise.resolve(item).then((value) => runSteps(value, 0));
    return runSteps(item, 0);
  };

  const runSteps = (first: Item, from: number): Turn | Promise<Turn> => {
    let item = first;
    if (item === null || item === undefined) return nothing;
    for (let index = from; index < steps.length; index++) {
      const outcome = (steps[index] as RunningStep)(item);
      if (isPromise(outcome)) {
        return Promise.resolve(outcome).then(({ item: changed, dropped, last }) => {
          closing ||= last;
          return dropped ? nothing : runSteps(changed, index + 1);
        });
      }
      closing ||= outcome.last;
      if (outcome.dropped) return nothing;
      item = outcome.item;
    }
    return { item, dropped: false, done: false };
  };

  const pipe: Pipe = {
    resource,
    next() {
      if (closing) return ended;
      if (iterator === undefined) {
        const opened = openIterator(resource, resource.data);
        if (isPromise(opened)) {
          return Promise.resolve(opened).then((one) => {
            iterator = one;
            return pipe.next();
          });
        }
        iterator = opened;
      }
      const result = iterator.next();
      if (!isPromise(result)) return take(result);
      inFlight = true;
      return Promise.resolve(result).then((settled) => {
        inFlight = false;
        return take(settled);
      });
    },
    async close() {
      const closed = Promise.resolve(iterator?.return?.());
      if (inFlight) closed.catch(() => {});
      else await closed;
    },
  };
  return pipe;
}

type AnyIterator = Iterator<Item> | AsyncIterator<Item>;

function openIterator(resource: AnyResource, data: unknown): AnyIterator | Promise<AnyIterator> {
  const value: unknown = typeof data === "function" ? (data as () => unknown)() : data;
  if (isPromise(value)) return Promise.resolve(value).then((rows) => openIterator(resource, rows));
  if (typeof value === "object" && value !== null) {
    if (Symbol.asyncIterator in value) return (value as AsyncIterable<Item>)[Symbol.asyncIterator]();
    if (Symbol.iterator in value) return (value as Iterable<Item>)[Symbol.iterator]();
    if (!isData(value)) return [value][Symbol.iterator]();
  }
  throw pipelineError("E451", { what: `What resource \`${resource.name}\` returned`, type: describe(value) });
}
