/** Starts normalize workers. */
import * as Comlink from "comlink";
import { watchLock } from "../extract/parallel/aliveLock.ts";
import type { NormalizeWorkerHandle } from "../host.ts";
import type { NormalizeRequest, NormalizeWorkerApi } from "./protocol.ts";

/**
 * Starts a worker and waits until it answers. May itself be called in a worker.
 *
 * @param name shown in traces and in the browser's tools
 */
export async function startNormalizeWorker(name: string): Promise<NormalizeWorkerHandle> {
  const worker = new Worker(new URL("./normalize.worker.ts", import.meta.url), { type: "module", name });
  const remote = Comlink.wrap<NormalizeWorkerApi>(worker);
  const watch = new AbortController();
  let tellDied = (_reason: Error): void => undefined;
  const died = new Promise<never>((_resolve, reject) => {
    tellDied = reject;
    worker.addEventListener("error", (event) => reject(new Error(event.message || "The worker could not be started.")));
    worker.addEventListener("messageerror", () => reject(new Error("A message to or from the worker could not be read.")));
  });
  died.catch(() => undefined);
  const lock = `watercourse-normalize-${crypto.randomUUID()}`;
  const handle: NormalizeWorkerHandle = {
    name,
    api: { ready: (own) => remote.ready(own), normalizeFile: (request) => remote.normalizeFile(withOwnBytes(request)) },
    died,
    terminate: () => {
      watch.abort();
      remote[Comlink.releaseProxy]();
      worker.terminate();
    },
  };
  try {
    await Promise.race([remote.ready(name, lock), died]);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  // A worker that the browser ends says nothing: its lock is free then.
  watchLock(lock, watch.signal, () => tellDied(new Error("It is gone: the browser ended it, or it ran out of memory.")));
  return handle;
}

/** Copying and transferring bytes costs a sixth of cloning them; the caller's bytes stay whole. */
function withOwnBytes(request: NormalizeRequest): NormalizeRequest {
  if (!("bytes" in request.file)) return request;
  const bytes = request.file.bytes.slice();
  return Comlink.transfer({ ...request, file: { bytes } }, [bytes.buffer]);
}
