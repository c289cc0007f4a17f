/** Entry of the kernel's worker. */
import * as Comlink from "comlink";
import type { CellHost } from "../std/cellHost.ts";
import type { NameResolver } from "../std/parallel/shipment.ts";
import { Kernel } from "./kernel.ts";
import { PipelineReports } from "./pipelineReports.ts";
import type { KernelApi, KernelEvent, OpenRequest } from "./protocol.ts";
import { installErrorTransfer } from "./errorTransfer.ts";
import { protectGlobals } from "./workerGlobals.ts";

installErrorTransfer();
protectGlobals(self);

const kernel: Kernel = new Kernel({ loadPipeline });

/** The pipeline library comes when a cell first uses it, with this worker as its host. */
async function loadPipeline(): Promise<Readonly<Record<string, unknown>>> {
  const [{ dlt, env, setPipelineHost }, { browserHost }, { packFunction }, { startExtractWorker }] = await Promise.all([
    import("../pipeline/index.ts"),
    import("../pipeline/host.browser.ts"),
    import("../std/parallel/shipment.ts"),
    import("../std/parallel/startExtractWorker.ts"),
  ]);
  const reports = new PipelineReports(() => kernel.currentCell());
  setPipelineHost(
    browserHost({
      signal: () => kernel.currentCell()?.signal,
      checkpoint: () => kernel.currentCell()?.check(),
      report: (event) => reports.report(event),
      print: (text) => kernel.currentCell()?.print({ level: "log", text }),
      packFunction: (fn) => packFunction(fn, resolverOf(kernel.currentCell()), "dlt.resource"),
      startExtractWorker: (name) => startExtractWorker(name, () => kernel.currentCell()),
    }),
  );
  return { dlt, env };
}

/** Names as the running cell sees them; nothing runs while no cell has its turn. */
function resolverOf(cell: CellHost | undefined): NameResolver {
  return { resolve: (name, reader) => cell?.resolve(name, reader), freeNames: (source) => cell?.freeNames(source) ?? [] };
}

self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  kernel.rejectionUnhandled(event.promise, event.reason);
});
self.addEventListener("rejectionhandled", (event) => kernel.rejectionHandled(event.promise));

/** Held for as long as the worker lives; the page waits for it and so learns of the worker's death. */
function holdAliveLock(name: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
}

const api: KernelApi = {
  async open(request: OpenRequest, onEvents: (events: readonly KernelEvent[]) => void) {
    if (navigator.locks !== undefined) await holdAliveLock(request.aliveLock);
    await kernel.open(request, onEvents);
  },
  execute: (command) => kernel.execute(command),
  stop: () => kernel.stop(),
  snapshot: () => kernel.snapshot(),
  evaluate: (request) => kernel.evaluate(request),
  tablePage: (request) => kernel.tablePage(request),
};

Comlink.expose(api);
