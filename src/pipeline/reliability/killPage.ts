/** The page of the kill tests: starts the worker, passes calls on, and tells who drives it when the worker has come to the point. */
import * as Comlink from "comlink";
import type { KillCheck, KillPlan, KillWorkerApi } from "./kill.worker.ts";

export interface RoundOutcome {
  /** The operation at which it stopped; undefined when the round came to its end. */
  readonly reached: string | undefined;
  readonly operations: number;
  readonly error: string | undefined;
}

let worker: Worker | undefined;

function start(): Comlink.Remote<KillWorkerApi> {
  worker ??= new Worker(new URL("./kill.worker.ts", import.meta.url), { type: "module" });
  return Comlink.wrap<KillWorkerApi>(worker);
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

  killWorker(): void {
    worker?.terminate();
    worker = undefined;
  },
};

Object.assign(globalThis, { killPage });
