/** Entry of the kernel's worker. */
import * as Comlink from "comlink";
import { Kernel } from "./kernel.ts";
import type { KernelApi, KernelEvent, OpenRequest } from "./protocol.ts";
import { codedErrorTransfer } from "./errorTransfer.ts";

codedErrorTransfer.install();

const kernel = new Kernel();

self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  kernel.rejectionUnhandled(event.promise, event.reason);
});
self.addEventListener("rejectionhandled", (event) => kernel.rejectionHandled(event.promise));

/** Held for as long as the worker lives; the page waits for it and so learns of the worker's death. */
function holdAliveLock(name: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
}

const api: KernelApi = {
  async open(request: OpenRequest, onEvents: (events: readonly KernelEvent[]) => void) {
    if (navigator.locks !== undefined) await holdAliveLock(request.aliveLock);
    await kernel.open(request, onEvents);
  },
  execute: (command) => kernel.execute(command),
  stop: () => kernel.stop(),
  snapshot: () => kernel.snapshot(),
  tablePage: (request) => kernel.tablePage(request),
};

Comlink.expose(api);
