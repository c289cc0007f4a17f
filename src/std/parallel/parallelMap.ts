/** `parallelMap`: one function over many items, in real workers. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { typeName } from "../preview.ts";
import { packFunction } from "./shipment.ts";
import { maxWorkers, Pool } from "./workerPool.ts";

export interface ParallelOptions {
  /** How many workers. Default: one per logical core, and never more than items. */
  readonly workers?: number;
}

/**
 * Calls `fn(item, index)` for every item, in workers of its own, and gives the results in the order of the items. The
 * first error ends it. Workers are called `worker-1`, `worker-2` …
 */
export type ParallelMap = <Item, Result>(
  fn: (item: Item, index: number) => Result | Promise<Result>,
  items: Iterable<Item>,
  options?: ParallelOptions,
) => Promise<Result[]>;

/** Items go to the workers in portions: enough to share the work evenly, few enough to cost little. */
const portionsPerWorker = 8;

export function makeParallelMap(host: CellHost): ParallelMap {
  return async <Item, Result>(fn: (item: Item, index: number) => Result | Promise<Result>, items: Iterable<Item>, options: ParallelOptions = {}) => {
    const caller = host.caller();
    const shipment = packFunction(fn, caller, "parallelMap");
    if (typeof items !== "object" || items === null || !(Symbol.iterator in items)) throw stdError("E530", { name: typeName(items), reason: "the second argument must be a list." });
    const argumentLists = [...items].map((item, index) => [item, index]);
    if (argumentLists.length === 0) return [];
    const wanted = options.workers ?? Math.max(1, navigator.hardwareConcurrency || 2);
    if (!(wanted >= 1)) throw stdError("E534", { size: wanted, most: maxWorkers, option: "workers" });
    const pool = new Pool(caller, { size: Math.min(wanted, argumentLists.length), name: "worker" });
    try {
      const portion = Math.max(1, Math.ceil(argumentLists.length / (pool.size * portionsPerWorker)));
      const calls: Promise<readonly unknown[]>[] = [];
      for (let at = 0; at < argumentLists.length; at += portion) calls.push(pool.callAll(shipment, argumentLists.slice(at, at + portion), caller));
      return (await Promise.all(calls)).flat(1) as Result[];
    } finally {
      pool.close();
    }
  };
}
