/** Starts extract workers of a browser. */
import * as Comlink from "comlink";
import { watchLock } from "./aliveLock.ts";
import type { ExtractWorkerApi, ExtractWorkerHandle } from "./protocol.ts";

/** What a worker's entry exposes besides the pipeline's own interface. */
export interface BrowserExtractWorkerApi extends ExtractWorkerApi {
  /** Holds a Web Lock for as long as the worker lives. */
  holdLock(name: string): Promise<void>;
}

/** Starts a worker of the plain page and waits until it answers. */
export function startExtractWorker(name: string): Promise<ExtractWorkerHandle> {
  return adoptExtractWorker<BrowserExtractWorkerApi>(name, new Worker(new URL("./extract.worker.ts", import.meta.url), { type: "module", name }));
}

/**
 * Makes a handle of a worker that was just started, and watches over its life.
 *
 * @param begin is called before anything else, for what the worker's own entry needs
 */
export async function adoptExtractWorker<Api extends BrowserExtractWorkerApi>(
  name: string,
  worker: Worker,
  begin?: (remote: Comlink.Remote<Api>) => Promise<unknown>,
): Promise<ExtractWorkerHandle> {
  const remote = Comlink.wrap<Api>(worker);
  const own = remote as unknown as BrowserExtractWorkerApi;
  const watch = new AbortController();
  let isEnded = false;
  const died = new Promise<never>((_resolve, reject) => {
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new Error(event.message || "Its script could not be loaded."));
    });
    worker.addEventListener("messageerror", () => reject(new Error("A message to or from it could not be read.")));
    watch.signal.addEventListener("abort", () => reject(watch.signal.reason as Error));
  });
  died.catch(() => undefined);
  const terminate = (): void => {
    if (isEnded) return;
    isEnded = true;
    watch.abort(new Error("It was ended."));
    remote[Comlink.releaseProxy]();
    worker.terminate();
  };
  const lock = `watercourse-extract-${crypto.randomUUID()}`;
  try {
    await Promise.race([own.holdLock(lock).then(() => begin?.(remote)), died]);
  } catch (error) {
    terminate();
    throw error;
  }
  watchLock(lock, watch.signal, () => watch.abort(new Error("It is gone: the browser ended it, or it ran out of memory.")));
  return {
    name,
    api: { open: (id, request) => own.open(id, request), next: (id) => own.next(id), close: (id) => own.close(id) },
    died,
    terminate,
  };
}
