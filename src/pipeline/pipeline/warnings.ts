/** Settings that have no effect are told, once each. */
import { findConfigWarnings } from "../config/nearMiss.ts";
import type { PipelineHost } from "../host.ts";

const told = new WeakMap<PipelineHost, Set<string>>();

/** Reports keys of the environment that look like settings but that nothing reads (E402). */
export function reportConfigWarnings(host: PipelineHost, pipelineName: string): void {
  const known = told.get(host) ?? new Set<string>();
  told.set(host, known);
  for (const { code, key, message } of findConfigWarnings([pipelineName])) {
    if (known.has(key)) continue;
    known.add(key);
    host.report({ type: "warning", pipeline: pipelineName, code, message });
  }
}
