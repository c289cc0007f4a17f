/** The rows of one resource by themselves, without a pipeline. */
import { beginRun } from "./current.ts";
import type { ExtractRun } from "./current.ts";
import { openData } from "./callData.ts";
import { layOutPipes } from "./pipe.ts";
import { Pump } from "./pump.ts";
import type { AnyResource } from "./resource.ts";

/**
 * Draws a resource, and those it takes items from, as extract would. Pages are taken apart; marks are left out, and
 * what steps remember is forgotten in the end.
 */
export async function* rowsOf(resource: AnyResource): AsyncGenerator {
  const run: ExtractRun = { pipelineName: undefined, source: undefined, state: {}, resources: [resource] };
  const { pipes, heads } = layOutPipes([resource], run, ({ spec }) => ({ primaryKey: spec.primaryKey, warn: () => {} }));
  const rows: unknown[] = [];
  const pump = new Pump(pipes, heads, {
    order: "round_robin",
    host: { signal: () => undefined, checkpoint: () => {} },
    open: openData,
    take(_pipe, item) {
      if (Array.isArray(item)) for (const row of item) rows.push(row);
      else rows.push(item);
      return rows.length < rowsAhead ? undefined : Promise.resolve();
    },
  });
  const endRun = beginRun(run);
  try {
    for (let more = true; more; ) {
      more = await pump.advance();
      yield* rows.splice(0);
    }
  } finally {
    endRun();
    await pump.close();
  }
}

/** Rows drawn before they are handed out. */
const rowsAhead = 1;
