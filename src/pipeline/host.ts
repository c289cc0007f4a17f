/**
 * What the pipeline needs from the place it runs in. A browser worker, Node and tests each give their own;
 * the pipeline itself knows no notebook.
 */
import type { DuckDbEngine } from "./destination/duckdb/engine.ts";
import type { ExtractWorkerHandle, FunctionShipment } from "./extract/parallel/protocol.ts";
import type { FileStore } from "./storage/fileStore.ts";
import type { NormalizeWorkerApi } from "./normalize/protocol.ts";

/** A started normalize worker. */
export interface NormalizeWorkerHandle {
  readonly name: string;
  readonly api: NormalizeWorkerApi;
  /** Rejects when the worker dies; Comlink by itself would leave calls pending for ever. */
  readonly died: Promise<never>;
  terminate(): void;
}

/** How far a stage has come: one of its counters, such as the rows of a table. */
export interface ProgressEvent {
  readonly type: "progress";
  readonly pipeline: string;
  readonly stage: "extract" | "normalize" | "load";
  readonly counter: string;
  readonly value: number;
  readonly total: number | undefined;
  readonly unit: "rows" | "files" | "jobs" | "resources";
  /** Name of the schema, which is that of the source. */
  readonly schema?: string | undefined;
  /** The package, once there is one. */
  readonly loadId?: string | undefined;
  /** A remark, such as that jobs have failed. */
  readonly message?: string | undefined;
}

/** What a pipeline reports while it works; for progress bars, logs and timelines. */
export type PipelineEvent =
  | ProgressEvent
  | { readonly type: "stageFinished"; readonly pipeline: string; readonly stage: "extract" | "normalize" | "load"; readonly ms: number }
  /** A parallelized resource has found its worker. */
  | { readonly type: "resourceOnWorker"; readonly pipeline: string; readonly resource: string; readonly worker: string }
  | { readonly type: "warning"; readonly pipeline: string; readonly code: string; readonly message: string };

/** The place that a pipeline runs in: its files, workers, database, and who may stop it. */
export interface PipelineHost {
  /** The store for work directories; made once. */
  files(): Promise<FileStore>;
  startNormalizeWorker(name: string): Promise<NormalizeWorkerHandle>;
  /** Starts a worker for parallelized generators; it is kept warm. Undefined: there are none, and generators run in this thread. */
  startExtractWorker?(name: string): Promise<ExtractWorkerHandle>;
  /**
   * Packs a generator function with what it reads from around it, for the worker's `unpack`. Undefined: only its own
   * source is sent, so it must need nothing from around it.
   */
  packFunction?(fn: (...values: never[]) => unknown, resource: string): FunctionShipment;
  /** Starts a DuckDB with an empty database in memory. Called when it is first needed, and again after a crash. */
  startDuckDb(): Promise<DuckDbEngine>;
  /** Claims a name for as long as this place lives. False: another tab has it. */
  claim(name: string): Promise<boolean>;
  /** Aborts when the run in whose name the pipeline works is stopped. Undefined: nobody can stop it. */
  signal(): AbortSignal | undefined;
  /** Called from hot loops every few thousand rows; throws when the run was stopped. */
  checkpoint(): void;
  report(event: PipelineEvent): void;
  /** Sends the requests of REST clients. Undefined: the global `fetch` does. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Takes the lines of `progress: "log"`. Undefined: the console does. */
  readonly print?: ((text: string) => void) | undefined;
  /** Logical cores. */
  readonly cores: number;
}
