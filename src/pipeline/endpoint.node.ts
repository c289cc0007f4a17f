/** One end of a thread's channel, as Comlink wants it. */
import type { MessagePort, Worker } from "node:worker_threads";
import type { Endpoint } from "comlink";

/** Messages of Node arrive as they are; Comlink takes them from an event. */
export function nodeEndpoint(port: MessagePort | Worker): Endpoint {
  const listeners = new Map<unknown, (data: unknown) => void>();
  return {
    postMessage: (message: unknown, transfer: Transferable[] = []) => port.postMessage(message, transfer as Parameters<MessagePort["postMessage"]>[1]),
    addEventListener(type, listener) {
      const take = (data: unknown): void => {
        const event = { data } as MessageEvent;
        if ("handleEvent" in listener) listener.handleEvent(event);
        else listener(event);
      };
      listeners.set(listener, take);
      port.on(type, take);
    },
    removeEventListener(type, listener) {
      const take = listeners.get(listener);
      if (take !== undefined) port.off(type, take);
      listeners.delete(listener);
    },
  };
}
