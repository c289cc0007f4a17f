/** The page of the kill tests: starts the worker, passes calls on, and tells who drives it when the worker has come to the point. */
import * as Comlink from "comlink";
import type { KillCheck, KillPlan, KillWorkerApi } from "./kill.worker.ts";

export interface RoundOutcome {
  /** The operation at which it stopped; undefined when the round came to its end. */
  readonly reached: string | undefined;
  readonly operations: number;
  readonly error: string | undefined;
}

/** Memory of the worker that runs the pipeline, without its own workers. */
export interface MemorySample {
  /** Rows extracted so far. */
  readonly rows: number;
  readonly kernelBytes: number;
}

interface MeasuredMemory {
  readonly breakdown: readonly { readonly bytes: number; readonly attribution: readonly { readonly url: string }[] }[];
}

async function kernelBytes(): Promise<number> {
  const { breakdown } = await (performance as unknown as { measureUserAgentSpecificMemory(): Promise<MeasuredMemory> }).measureUserAgentSpecificMemory();
  return breakdown.filter(({ attribution }) => attribution.some(({ url }) => url.includes("kill.worker"))).reduce((sum, { bytes }) => sum + bytes, 0);
}

let worker: Worker | undefined;
/** One for each worker: when one is collected, Comlink tells the worker to listen no more. */
let remote: Comlink.Remote<KillWorkerApi> | undefined;

function start(): Comlink.Remote<KillWorkerApi> {
  worker ??= new Worker(new URL("./kill.worker.ts", import.meta.url), { type: "module" });
  return (remote ??= Comlink.wrap<KillWorkerApi>(worker));
}

/** What the driver calls in the page. */
export const killPage = {
  /** Runs a round until it ends, stands still at its point, or so many ms are over. */
  async round(plan: KillPlan, longestMs: number | undefined): Promise<RoundOutcome> {
    const api = start();
    const point = new SharedArrayBuffer(512);
    const reached = (): string | undefined => {
      const length = Atomics.load(new Int32Array(point, 0, 1), 0);
      return length === 0 ? undefined : new TextDecoder().decode(new Uint8Array(point, 4, length).slice());
    };
    let watching: ReturnType<typeof setInterval> | undefined;
    const stands = new Promise<RoundOutcome>((resolve) => {
      watching = setInterval(() => {
        if (plan.victim === "all" && reached() !== undefined) resolve({ reached: reached(), operations: 0, error: undefined });
      }, 5);
    });
    const late = new Promise<RoundOutcome>((resolve) => {
      if (longestMs !== undefined) setTimeout(() => resolve({ reached: `after ${longestMs} ms`, operations: 0, error: undefined }), longestMs);
    });
    return Promise.race([api.run(plan, point).then((outcome) => ({ ...outcome, reached: reached() })), stands, late]).finally(() => clearInterval(watching));
  },

  check: (pipelineName: string): Promise<KillCheck> => start().check(pipelineName),

  /** Loads many rows and measures the memory of the worker meanwhile, as often as the browser can. Needs a page that is isolated. */
  async memory(pipelineName: string, count: number): Promise<{ readonly rows: number; readonly ms: number; readonly samples: readonly MemorySample[] }> {
    const extracted = new SharedArrayBuffer(4);
    const samples: MemorySample[] = [];
    const api = start();
    const working = api.manyRows(pipelineName, count, extracted);
    for (;;) {
      const rows = Atomics.load(new Int32Array(extracted), 0);
      samples.push({ rows, kernelBytes: await kernelBytes() });
      const done = await Promise.race([working, new Promise<undefined>((resolve) => setTimeout(resolve, 100))]);
      if (done !== undefined) return { ...done, samples };
    }
  },

  killWorker(): void {
    worker?.terminate();
    worker = undefined;
    remote = undefined;
  },
};

Object.assign(globalThis, { killPage });
