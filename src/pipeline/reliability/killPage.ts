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
    let reached: string | undefined;
    const stands = new Promise<RoundOutcome>((resolve) => {
      worker?.addEventListener("message", ({ data }: MessageEvent<{ reached?: string }>) => {
        if (data.reached === undefined) return;
        reached = data.reached;
        if (plan.victim === "all") resolve({ reached, operations: 0, error: undefined });
      });
    });
    const late = new Promise<RoundOutcome>((resolve) => {
      if (longestMs !== undefined) setTimeout(() => resolve({ reached: `after ${longestMs} ms`, operations: 0, error: undefined }), longestMs);
    });
    return Promise.race([api.run(plan).then((outcome) => ({ ...outcome, reached })), stands, late]);
  },

  check: (pipelineName: string): Promise<KillCheck> => start().check(pipelineName),

  killWorker(): void {
    worker?.terminate();
    worker = undefined;
  },
};

Object.assign(globalThis, { killPage });
