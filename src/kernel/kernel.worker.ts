/** Entry of the kernel's worker. */
import * as Comlink from "comlink";
import type { CellHost } from "../std/cellHost.ts";
import type { NameResolver } from "../std/parallel/shipment.ts";
import type { DuckDbEngine } from "../pipeline/destination/duckdb/engine.ts";
import type { Pipeline, PipelineSpec } from "../pipeline/index.ts";
import type { PipelinesView } from "./inspect/inspector.ts";
import { Kernel } from "./kernel.ts";
import { PipelineReports } from "./pipelineReports.ts";
import type { KernelApi, KernelEvent, OpenRequest } from "./protocol.ts";
import { installErrorTransfer } from "./errorTransfer.ts";
import { protectGlobals } from "./workerGlobals.ts";

installErrorTransfer();
protectGlobals(self);

const kernel: Kernel = new Kernel({ loadPipeline: async () => (await pipelineLibrary()).names, viewPipelines: async () => (await pipelineLibrary()).view, startDuckDb: async () => (await pipelineLibrary()).startDuckDb() });

/** What the worker knows of the pipeline library once it is loaded. */
interface LoadedLibrary {
  /** What cells import of it. */
  readonly names: Readonly<Record<string, unknown>>;
  readonly view: PipelinesView;
  /** The DuckDB that pipelines use too. */
  startDuckDb(): Promise<DuckDbEngine>;
}

let library: Promise<LoadedLibrary> | undefined;

/** The pipeline library comes when a cell, or a panel, first uses it. */
function pipelineLibrary(): Promise<LoadedLibrary> {
  library ??= loadPipeline().catch((error: unknown) => {
    library = undefined;
    throw error;
  });
  return library;
}

/** Loads the library, with this worker as its host. */
async function loadPipeline(): Promise<LoadedLibrary> {
  const [{ dlt, env, setPipelineHost }, { browserHost }, { packFunction }, { startExtractWorker }] = await Promise.all([
    import("../pipeline/index.ts"),
    import("../pipeline/host.browser.ts"),
    import("../std/parallel/shipment.ts"),
    import("../std/parallel/startExtractWorker.ts"),
  ]);
  const reports = new PipelineReports(() => kernel.currentCell());
  const host = browserHost({
    signal: () => kernel.currentCell()?.signal,
    checkpoint: () => kernel.currentCell()?.check(),
    report: (event) => reports.report(event),
    print: (text) => kernel.currentCell()?.print({ level: "log", text }),
    packFunction: (fn) => packFunction(fn, resolverOf(kernel.currentCell()), "dlt.resource"),
    startExtractWorker: (name) => startExtractWorker(name, () => kernel.currentCell()),
  });
  setPipelineHost(host);
  const made = new Map<string, Pipeline>();
  const pipeline = (spec?: PipelineSpec): Pipeline => {
    const pipeline = dlt.pipeline(spec);
    made.set(pipeline.pipelineName, pipeline);
    return pipeline;
  };
  return { names: { dlt: { ...dlt, pipeline }, env }, view: { files: () => host.files(), made: () => made.values() }, startDuckDb: async () => (await import("../pipeline/destination/duckdb/instance.ts")).duckDbEngine(host) };
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
  inspect: (query) => kernel.inspect(query),
  askOutput: (query) => kernel.askOutput(query),
};

Comlink.expose(api);
