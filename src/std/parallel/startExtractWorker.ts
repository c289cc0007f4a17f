/** Starts extract workers that run what cells define. */
import * as Comlink from "comlink";
import type { ExtractWorkerHandle } from "../../pipeline/extract/parallel/protocol.ts";
import { adoptExtractWorker } from "../../pipeline/extract/parallel/startWorker.ts";
import type { CellHost, PrintedLine } from "../cellHost.ts";
import type { CellExtractWorkerApi } from "./protocol.ts";

/**
 * Starts one worker. In it, `console`, `sleep`, `sleepSync` and `workerName` work, and Stop ends loops.
 *
 * @param current  the cell that has its turn: what the worker prints is printed there
 */
export function startExtractWorker(name: string, current: () => CellHost | undefined): Promise<ExtractWorkerHandle> {
  const worker = new Worker(new URL("./extract.worker.ts", import.meta.url), { type: "module", name });
  const print = Comlink.proxy((line: PrintedLine) => current()?.print(line));
  return adoptExtractWorker<CellExtractWorkerApi>(name, worker, (remote) => remote.start(name, current()?.interrupt?.buffer as SharedArrayBuffer | undefined, print));
}
