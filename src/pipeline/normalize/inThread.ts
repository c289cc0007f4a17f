/** What a normalize worker does, done in this thread. Apart from `startWorker.ts`, so that a kernel does not load Arrow. */
import type { NormalizeWorkerHandle } from "../host.ts";
import { normalizeFile } from "./normalizeFile.ts";
import { readInput } from "./readInput.ts";

/** For places without workers (Node, tests). It cannot die alone. */
export function startInThread(name: string): Promise<NormalizeWorkerHandle> {
  return Promise.resolve({
    name,
    api: { ready: (own) => Promise.resolve(own), normalizeFile: async (request) => normalizeFile(await readInput(request)) },
    died: new Promise<never>(() => undefined),
    terminate: () => undefined,
  });
}
