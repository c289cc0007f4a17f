/** What a normalize worker does, done in this thread. Apart from `startWorker.ts`, so that a kernel does not load Arrow. */
import type { NormalizeWorkerHandle } from "../host.ts";
import { normalizeJob } from "./normalizeJob.ts";

/** For places without workers (Node, tests). It cannot die alone. */
export function startInThread(name: string): Promise<NormalizeWorkerHandle> {
  return Promise.resolve({
    name,
    api: { ready: (own) => Promise.resolve(own), normalizeFile: normalizeJob },
    died: new Promise<never>(() => undefined),
    terminate: () => undefined,
  });
}
