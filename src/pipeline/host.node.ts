/** The pipeline in Node: files in memory or on disk, normalize and extract workers as threads, DuckDB's engine of the browser. */
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { startNodeDuckDb } from "./destination/duckdb/engine.node.ts";
import type { PipelineEvent, PipelineHost } from "./host.ts";
import { startInThread } from "./normalize/inThread.ts";
import { takeProcessLock } from "./processLock.node.ts";
import { nodeFileStore } from "./storage/diskStore.node.ts";
import type { FileStore } from "./storage/fileStore.ts";
import { MemoryFileStore } from "./storage/memoryStore.ts";
import { hasThreads, startExtractThread, startNormalizeThread } from "./threads.node.ts";

export interface NodeHostSpec {
  /** A folder for the work folders of pipelines: what was loaded is there again in the next process. A pipeline is then claimed by one process at a time. */
  readonly folder?: string;
  /** Instead of `folder`. Default: a new store in memory. Give the same store to a second host to see what a reload would see. */
  readonly files?: FileStore;
  /** Default: threads in the built library; when the sources are run, normalize works in this thread. */
  readonly threads?: boolean;
  readonly signal?: () => AbortSignal | undefined;
  readonly checkpoint?: () => void;
  readonly report?: (event: PipelineEvent) => void;
  /** Takes the lines of `progress: "log"`. Default: the console. */
  readonly print?: (text: string) => void;
}

/** Makes a host. Make one and keep it: open pipelines, warm threads and the database belong to it. */
export function nodeHost(spec: NodeHostSpec = {}): PipelineHost {
  const { folder, threads = hasThreads } = spec;
  const files = spec.files ?? (folder === undefined ? new MemoryFileStore() : nodeFileStore(folder));
  return {
    files: () => Promise.resolve(files),
    startNormalizeWorker: threads ? startNormalizeThread : startInThread,
    ...(threads ? { startExtractWorker: startExtractThread } : {}),
    startDuckDb: startNodeDuckDb,
    claim: (name) => Promise.resolve(folder === undefined || takeProcessLock(join(resolve(folder), ".locks", encodeURIComponent(name)))),
    signal: spec.signal ?? (() => undefined),
    checkpoint: spec.checkpoint ?? (() => {}),
    report: spec.report ?? (() => {}),
    print: spec.print,
    cores: availableParallelism(),
  };
}
