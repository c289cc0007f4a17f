import { notebookError } from "./errors.ts";
import type { StartClient } from "./kernelSession.ts";

/** Starts a real kernel. Its code is fetched here, so that reading a lesson costs nothing of it. Rejects with E601 where there are no workers. */
export const startKernel: StartClient = async (listeners) => {
  if (typeof Worker !== "function") throw notebookError("E601");
  const { KernelClient } = await import("../kernel/client/KernelClient.ts");
  return new KernelClient(listeners);
};
