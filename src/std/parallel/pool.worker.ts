/** Entry of a pool worker: runs functions that a learner's cells send. */
import * as Comlink from "comlink";
import type { PrintedLine } from "../cellHost.ts";
import type { PoolWorkerApi, Shipment } from "./protocol.ts";
import { type ShippedContext, type ShippedFunction, unpackFunction } from "./shippedFunction.ts";

const functions = new Map<number, ShippedFunction>();
const printing = new Set<Promise<unknown>>();
let context: ShippedContext | undefined;

const api: PoolWorkerApi = {
  async start(workerName: string, interrupt: SharedArrayBuffer | undefined, aliveLock: string, print: (line: PrintedLine) => void) {
    context = {
      workerName,
      interrupt: interrupt === undefined ? undefined : new Int32Array(interrupt),
      print(line) {
        const sent: Promise<unknown> = Promise.resolve(print(line)).finally(() => printing.delete(sent));
        printing.add(sent);
      },
    };
    if (navigator.locks !== undefined) await holdLock(aliveLock);
  },

  async accept(id: number, shipment: Shipment) {
    if (context === undefined) throw new Error("The worker was not started.");
    functions.set(id, unpackFunction(shipment, context));
  },

  async call(id: number, argumentLists: readonly (readonly unknown[])[]) {
    const fn = functions.get(id);
    if (fn === undefined) throw new Error("The worker does not have this function.");
    const results: unknown[] = [];
    try {
      for (const values of argumentLists) results.push(await fn(...values));
    } finally {
      await Promise.all(printing);
    }
    return results;
  },
};

function holdLock(name: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
}

Comlink.expose(api);
