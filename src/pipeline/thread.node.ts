/** Entry of every thread: gives it the messages of a browser's worker, then loads the worker's own entry. */
import { parentPort, workerData } from "node:worker_threads";
import { nodeEndpoint } from "./endpoint.node.ts";

if (parentPort === null) throw new Error("This file is the entry of a worker thread.");
const { postMessage, addEventListener, removeEventListener } = nodeEndpoint(parentPort);
Object.assign(globalThis, { postMessage, addEventListener, removeEventListener });
await import((workerData as { readonly entry: string }).entry);
