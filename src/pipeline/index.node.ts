/**
 * The pipeline library for Node: all of `index.ts`, and a host.
 *
 *     import { dlt, nodeHost, setPipelineHost } from "watercourse/pipeline/node";
 *     setPipelineHost(nodeHost({ folder: ".pipelines" }));
 */
export * from "./index.ts";
export { nodeHost } from "./host.node.ts";
export type { NodeHostSpec } from "./host.node.ts";
export { loadProcessEnv } from "./processEnv.node.ts";
export { nodeFileStore } from "./storage/diskStore.node.ts";
