/** The pipeline in Node: files in memory, normalize in the same thread, DuckDB's engine of the browser. For tests and benchmarks. */
import { availableParallelism } from "node:os";
import { startNodeDuckDb } from "./destination/duckdb/engine.node.ts";
import type { PipelineEvent, PipelineHost } from "./host.ts";
import { startInThread } from "./normalize/inThread.ts";
import type { FileStore } from "./storage/fileStore.ts";
import { MemoryFileStore } from "./storage/memoryStore.ts";

export interface NodeHostSpec {
  /** Default: a new store in memory. Give the same store to a second host to see what a reload would see. */
  readonly files?: FileStore;
  readonly signal?: () => AbortSignal | undefined;
  readonly checkpoint?: () => void;
  readonly report?: (event: PipelineEvent) => void;
}

export function nodeHost(spec: NodeHostSpec = {}): PipelineHost {
  const files = spec.files ?? new MemoryFileStore();
  return {
    files: () => Promise.resolve(files),
    startNormalizeWorker: startInThread,
    startDuckDb: startNodeDuckDb,
    claim: () => Promise.resolve(true),
    signal: spec.signal ?? (() => undefined),
    checkpoint: spec.checkpoint ?? (() => {}),
    report: spec.report ?? (() => {}),
    cores: availableParallelism(),
  };
}
