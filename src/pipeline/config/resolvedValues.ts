/** Which settings were found, and where: traces tell of them. Secrets in them are hidden. */
import { hideSecretsIn } from "./hideSecrets.ts";

/** A setting that a step read and that somebody had set. */
export interface ResolvedValue {
  /** e.g. `buffer_max_items`. */
  readonly key: string;
  /** Sections in which it was found, e.g. `["data_writer"]`. */
  readonly sections: readonly string[];
  readonly value: unknown;
  /** e.g. `Environment Variables`; `argument` for what code gave. */
  readonly provider: string;
  /** When it was read last, in ms since the epoch. */
  readonly readAt: number;
}

const byPipeline = new Map<string, Map<string, ResolvedValue>>();

/** Notes a setting that a step of a pipeline read. A later read takes its place. */
export function noteResolved(pipelineName: string, value: ResolvedValue): void {
  const values = byPipeline.get(pipelineName) ?? new Map<string, ResolvedValue>();
  byPipeline.set(pipelineName, values);
  values.set(`${value.sections.join(".")}.${value.key}`, value);
}

/** Settings that a pipeline's steps have read from a moment on, in ms since the epoch. */
export function resolvedSince(pipelineName: string, from: number): ResolvedValue[] {
  const values = [...(byPipeline.get(pipelineName)?.values() ?? [])].filter(({ readAt }) => readAt >= from);
  return values.map((one) => ({ ...one, value: hideSecretsIn(one.value) }));
}
