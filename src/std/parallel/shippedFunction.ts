/** The worker's side of a shipment: from source and values to a function. */
import { makeConsole } from "../cellConsole.ts";
import type { PrintedLine } from "../cellHost.ts";
import { Interrupted, passesThroughCatch } from "../controlFlow.ts";
import { evaluate } from "../evaluate.ts";
import { makeSleep, makeSleepSync } from "../sleep.ts";
import type { Shipment } from "./protocol.ts";

/** The surroundings of shipped functions in one worker. */
export interface ShippedContext {
  readonly workerName: string;
  /** The notebook's flag: 1 = stop. */
  readonly interrupt: Int32Array | undefined;
  print(line: PrintedLine): void;
}

export type ShippedFunction = (...values: readonly unknown[]) => unknown;

type Program = (values: Shipment["values"], runtime: object, ...given: readonly unknown[]) => ShippedFunction;

/** Compiles a shipment. What compiled cells call as `$` is supplied here, so that Stop ends loops in workers too. */
export function unpackFunction(shipment: Shipment, context: ShippedContext): ShippedFunction {
  const check = (): void => {
    if (context.interrupt !== undefined && Atomics.load(context.interrupt, 0) !== 0) throw new Interrupted();
  };
  const runtime = {
    calls: 0,
    check,
    rethrow: (error: unknown) => {
      if (passesThroughCatch(error)) throw error;
    },
    import: (specifier: unknown) => Promise.reject(new TypeError(`"${String(specifier)}" cannot be imported in a pool worker.`)),
  };
  const sleeper = { signal: new AbortController().signal, interrupt: context.interrupt, check, flush: () => undefined };
  const program = evaluate(shipment.program, `pool:///${encodeURIComponent(shipment.name)}.js`) as Program;
  const given = [makeConsole((line) => context.print(line)), makeSleep(sleeper), makeSleepSync(sleeper), () => context.workerName];
  return program(shipment.values, runtime, ...given);
}
