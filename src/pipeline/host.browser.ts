/** The pipeline in a browser: files in the origin private file system, nested normalize workers, DuckDB-WASM. For use in a worker. */
import { startExtractWorker } from "./extract/parallel/startWorker.ts";
import type { PipelineEvent, PipelineHost } from "./host.ts";
import { startNormalizeWorker } from "./normalize/startWorker.ts";
import type { FileStore } from "./storage/fileStore.ts";
import { openFileStore } from "./storage/openStore.ts";

/** Folder of the work folders, from the origin's root. */
export const pipelinesFolder = "watercourse/pipelines";

/**
 * How long a claim waits for a worker that was just ended to give its names back, in ms. After a reload, a browser lets a
 * busy worker go on for two seconds before it ends it by force, and the one that started it is gone only after it.
 */
const claimPatienceMs = 5_000;

export interface BrowserHostSpec {
  /** The signal of the run in whose name a pipeline works right now. */
  readonly signal?: () => AbortSignal | undefined;
  /** Throws when the run was stopped. */
  readonly checkpoint?: () => void;
  readonly report?: (event: PipelineEvent) => void;
  /** Takes the lines of `progress: "log"`. Default: the console. */
  readonly print?: (text: string) => void;
  /** Default: workers that run functions which need nothing from around them. Give `packFunction` as well when yours can do more. */
  readonly startExtractWorker?: PipelineHost["startExtractWorker"];
  readonly packFunction?: PipelineHost["packFunction"];
}

/** Makes the host of a worker. Make one and keep it: open pipelines, warm workers and the database belong to it. */
export function browserHost(spec: BrowserHostSpec = {}): PipelineHost {
  const report = spec.report ?? (() => {});
  const held = new Set<string>();
  let files: Promise<FileStore> | undefined;
  const openFiles = (): Promise<FileStore> => {
    const opening = openFileStore(pipelinesFolder, (code, message) => report({ type: "warning", pipeline: "", code, message }));
    opening.catch(() => (files = undefined));
    return opening;
  };
  return {
    files: () => (files ??= openFiles()),
    startNormalizeWorker,
    startExtractWorker: spec.startExtractWorker ?? startExtractWorker,
    packFunction: spec.packFunction,
    print: spec.print,
    async startDuckDb() {
      const { startBrowserDuckDb } = await import("./destination/duckdb/engine.browser.ts");
      return startBrowserDuckDb();
    },
    async claim(name) {
      if (held.has(name)) return true;
      const claimed = await claimLock(name);
      if (claimed) held.add(name);
      return claimed;
    },
    signal: spec.signal ?? (() => undefined),
    checkpoint: spec.checkpoint ?? (() => {}),
    report,
    cores: navigator.hardwareConcurrency,
  };
}

/** Holds a Web Lock until this worker ends. Where there are no locks, every claim succeeds. */
function claimLock(name: string): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, { signal: AbortSignal.timeout(claimPatienceMs) }, () => {
      resolve(true);
      return new Promise<never>(() => {});
    });
    held.catch((error: unknown) => {
      if (error instanceof DOMException && (error.name === "TimeoutError" || error.name === "AbortError")) resolve(false);
      else reject(error as Error);
    });
  });
}
