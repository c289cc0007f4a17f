/** What resources give by themselves, without a pipeline. */
import { openData } from "./callData.ts";
import { beginRun } from "./current.ts";
import type { ExtractRun } from "./current.ts";
import { layOutPipes } from "./pipe.ts";
import { Pump } from "./pump.ts";
import type { PumpOptions } from "./pump.ts";
import type { AnyResource } from "./resource.ts";
import type { Item } from "./steps.ts";

/**
 * Draws resources, and those they take items from, as extract would. Marks are left out, and what steps remember is
 * forgotten in the end.
 *
 * @param order as `EXTRACT__NEXT_ITEM_MODE`, `EXTRACT__MAX_PARALLEL_ITEMS` and `EXTRACT__WORKERS` say for extract
 */
export async function* itemsOf(resources: readonly AnyResource[], order: Partial<Pick<PumpOptions, "order" | "maxParallelItems" | "workers" | "copyOnFork">> = {}): AsyncGenerator<readonly [AnyResource, Item]> {
  const run: ExtractRun = { pipelineName: undefined, source: undefined, state: {}, resources };
  const { pipes, heads } = layOutPipes(resources, run, ({ spec }) => ({ primaryKey: spec.primaryKey, warn: () => {} }));
  const items: (readonly [AnyResource, Item])[] = [];
  const pump = new Pump(pipes, heads, {
    order: "round_robin",
    ...order,
    host: { signal: () => undefined, checkpoint: () => {} },
    open: openData,
    take(pipe, item) {
      items.push([pipe.resource, item]);
      return handedOut;
    },
  });
  const endRun = beginRun(run);
  try {
    for (let more = true; more; ) {
      more = await pump.advance();
      yield* items.splice(0);
    }
  } finally {
    endRun();
    await pump.close();
  }
}

/** What the pump waits for after each item, so that nothing is drawn that nobody asked for. */
const handedOut = Promise.resolve();

/** The rows of resources, pages taken apart. */
export async function* rowsOf(resources: readonly AnyResource[]): AsyncGenerator {
  for await (const [, item] of itemsOf(resources)) {
    if (Array.isArray(item)) yield* item;
    else yield item;
  }
}
