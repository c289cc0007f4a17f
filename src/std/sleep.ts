/** Waiting: `sleep` lets others work meanwhile, `sleepSync` blocks the worker. */
import type { CellHost } from "./cellHost.ts";
import { stdError } from "./errors.ts";
import { previewValue } from "./preview.ts";

/** Waits `ms` milliseconds; other tasks of the cell go on. Ends at once on Stop. */
export type Sleep = (ms: number) => Promise<void>;
/** Blocks the worker for `ms` milliseconds: nothing else in it happens. Ends at once on Stop. */
export type SleepSync = (ms: number) => void;

type Sleeper = Pick<CellHost, "signal" | "interrupt" | "check" | "flush">;

export function makeSleep(host: Sleeper): Sleep {
  return (ms) => {
    checkTime("sleep", ms);
    return new Promise((resolve, reject) => {
      const { signal } = host;
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  };
}

export function makeSleepSync(host: Sleeper): SleepSync {
  return (ms) => {
    checkTime("sleepSync", ms);
    host.check();
    const end = performance.now() + ms;
    if (ms >= 16) host.flush();
    if (host.interrupt === undefined) {
      while (performance.now() < end) host.check();
      return;
    }
    for (let left = ms; left > 0; left = end - performance.now()) {
      // Woken early only by Stop, which sets the word and notifies.
      Atomics.wait(host.interrupt, 0, 0, left);
      host.check();
    }
  };
}

function checkTime(name: string, ms: unknown): void {
  if (typeof ms !== "number" || !(ms >= 0) || ms > 2 ** 31 - 1) throw stdError("E520", { function: name, value: previewValue(ms, 40) });
}
