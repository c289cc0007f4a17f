/** What a worker pool and its workers say to each other. */
import type { FunctionShipment } from "../../pipeline/extract/parallel/protocol.ts";
import type { BrowserExtractWorkerApi } from "../../pipeline/extract/parallel/startWorker.ts";
import type { PrintedLine } from "../cellHost.ts";

/** A function of a cell with everything that it reads. Its program is a function expression that takes `(values, $, given…)` and returns the function. */
export type Shipment = FunctionShipment;

/** An extract worker of the notebook, through Comlink. */
export interface CellExtractWorkerApi extends BrowserExtractWorkerApi {
  /**
   * Called once before anything else.
   *
   * @param interrupt  the notebook's shared flag: 1 = stop
   * @param print      a Comlink proxy
   */
  start(workerName: string, interrupt: SharedArrayBuffer | undefined, print: (line: PrintedLine) => void): Promise<void>;
}

/** One worker of a pool, through Comlink. */
export interface PoolWorkerApi {
  /**
   * Called once before anything else.
   *
   * @param interrupt  the notebook's shared flag: 1 = stop
   * @param aliveLock  name of a Web Lock to hold for as long as the worker lives
   * @param print      a Comlink proxy; called in the order of the lines
   */
  start(name: string, interrupt: SharedArrayBuffer | undefined, aliveLock: string, print: (line: PrintedLine) => void): Promise<void>;
  /** Takes a function under a number, so that many calls send it once. */
  accept(id: number, shipment: Shipment): Promise<void>;
  /** Calls the function once per list of arguments, in order; the lines that it prints have arrived when this resolves. */
  call(id: number, argumentLists: readonly (readonly unknown[])[]): Promise<readonly unknown[]>;
}

/** Names that a shipped function finds in its worker. */
export const givenNames = ["console", "sleep", "sleepSync", "workerName"] as const;
