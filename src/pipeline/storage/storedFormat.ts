/** Formats of stored files: each has a version, older ones are brought up to date step by step, newer ones are left alone. */
import { pipelineError } from "../errors.ts";

export interface StoredFormat {
  /** The version that is written. */
  readonly current: number;
  /** Where a file of the format keeps its version. */
  readonly versionKey: string;
  /** Version → what makes the next version of a file of that version. One for each version that was ever released before the current one. */
  readonly migrations: Readonly<Record<number, (file: Record<string, unknown>) => Record<string, unknown>>>;
}

/** `package.json` of a load package. */
export const manifestFormat: StoredFormat = { current: 1, versionKey: "version", migrations: {} };
/** `state.json` (dlt: state engine version). */
export const stateFormat: StoredFormat = { current: 4, versionKey: "_state_engine_version", migrations: {} };
/** Schemas (dlt: schema engine version). */
export const schemaFormat: StoredFormat = { current: 11, versionKey: "engine_version", migrations: {} };
/** `journal.json`. */
export const journalFormat: StoredFormat = { current: 1, versionKey: "version", migrations: {} };

/**
 * A parsed file in the current version of its format.
 *
 * @param place for messages: the file and whose it is
 * @throws E466 for what is not a file of the format, E467 for one of a newer version; the file is left as it is
 */
export function upToDate(format: StoredFormat, file: unknown, place: { readonly path: string; readonly pipeline: string }): Record<string, unknown> {
  let value = file as Record<string, unknown>;
  const found: unknown = typeof file === "object" && file !== null ? value[format.versionKey] : undefined;
  if (typeof found !== "number") throw pipelineError("E466", { ...place, reason: "it does not say which version of its format it has" });
  if (found > format.current) throw pipelineError("E467", { ...place, found, current: format.current });
  for (let version = found; version < format.current; version++) {
    const migrate = format.migrations[version];
    if (migrate === undefined) throw pipelineError("E466", { ...place, reason: `version ${found} of its format was never in use` });
    value = migrate(value);
  }
  return value;
}
