/** Workers of a browser, run as threads of Node. */
import { Worker } from "node:worker_threads";
import * as Comlink from "comlink";
import { nodeEndpoint } from "./endpoint.node.ts";
import type { ExtractWorkerApi, ExtractWorkerHandle } from "./extract/parallel/protocol.ts";
import type { NormalizeWorkerHandle } from "./host.ts";
import type { NormalizeRequest, NormalizeWorkerApi } from "./normalize/protocol.ts";

/** True in the built library, whose files have other names than those below. Node cannot run the sources in a thread; there, work is done in the caller's. */
export const hasThreads = import.meta.url.endsWith(".js");

/** Starts a normalize worker in a thread. It keeps the process alive only while it works. */
export async function startNormalizeThread(name: string): Promise<NormalizeWorkerHandle> {
  const thread = startThread<NormalizeWorkerApi>(name, new URL("./normalize/normalize.worker.ts", import.meta.url));
  const { remote, busy } = thread;
  await thread.answered(remote.ready(name));
  return {
    name,
    api: { ready: (own) => busy(remote.ready(own)), normalizeFile: (request) => busy(remote.normalizeFile(withOwnBytes(request))) },
    died: thread.died,
    terminate: thread.terminate,
  };
}

/** Starts an extract worker in a thread: it runs generators that need nothing from around them. */
export async function startExtractThread(name: string): Promise<ExtractWorkerHandle> {
  const thread = startThread<ExtractWorkerApi>(name, new URL("./extract/parallel/extract.worker.ts", import.meta.url));
  const { remote, busy } = thread;
  await thread.answered(remote.close(0));
  return {
    name,
    api: { open: (id, request) => busy(remote.open(id, request)), next: (id) => busy(remote.next(id)), close: (id) => busy(remote.close(id)) },
    died: thread.died,
    terminate: thread.terminate,
  };
}

function startThread<Api>(name: string, entry: URL) {
  const thread = new Worker(new URL("./thread.node.ts", import.meta.url), { name, workerData: { entry: entry.href } });
  const remote = Comlink.wrap<Api>(nodeEndpoint(thread));
  const died = new Promise<never>((_resolve, reject) => {
    thread.once("error", reject);
    thread.once("messageerror", reject);
    thread.once("exit", (code) => reject(new Error(`The thread ended with code ${code}.`)));
  });
  died.catch(() => undefined);
  let calls = 0;
  /** A thread that waits for work must not keep the process from ending; one that works must. */
  const busy = async <Result>(call: Promise<Result>): Promise<Result> => {
    if ((calls += 1) === 1) thread.ref();
    try {
      return await call;
    } finally {
      if ((calls -= 1) === 0) thread.unref();
    }
  };
  const terminate = (): void => void thread.terminate();
  thread.unref();
  return {
    remote,
    died,
    busy,
    terminate,
    /** Waits for the first answer. @throws what kept the thread from starting */
    answered: async (first: Promise<unknown>): Promise<void> => {
      try {
        await busy(Promise.race([first, died]));
      } catch (error) {
        terminate();
        throw error;
      }
    },
  };
}

/** The caller's bytes stay whole; the copy is taken over. */
function withOwnBytes(request: NormalizeRequest): NormalizeRequest {
  if (!("bytes" in request.file)) return request;
  const bytes = request.file.bytes.slice();
  return Comlink.transfer({ ...request, file: { bytes } }, [bytes.buffer]);
}
