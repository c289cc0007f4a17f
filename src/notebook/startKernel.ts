import type { StartClient } from "./kernelSession.ts";

/** Starts a real kernel. Its code is fetched here, so that reading a lesson costs nothing of it. */
export const startKernel: StartClient = async (listeners) => {
  const { KernelClient } = await import("../kernel/client/KernelClient.ts");
  return new KernelClient(listeners);
};
