/** Options of the steps, as dlt's with camel case. */
import type { ExplicitConfig } from "../config/settings.ts";
import { pipelineError } from "../errors.ts";
import type { RunHints } from "../extract/extractSource.ts";
import { checkOptions } from "../extract/options.ts";
import { isLoaderFileFormat, loaderFileFormats } from "../formats/format.ts";
import type { LoaderFileFormat } from "../formats/format.ts";
import type { StoredSchema } from "../schema/types.ts";

/**
 * What of earlier loads is forgotten before the data comes (dlt: refresh).
 *
 * - `drop_sources`: all tables and the state of the sources that run.
 * - `drop_resources`: the tables and the state of the resources that run.
 * - `drop_data`: the rows and the incremental state of the resources that run; tables and columns stay.
 */
export type Refresh = "drop_sources" | "drop_resources" | "drop_data";

/** Options of `run` and `extract`. Hints win over those of the resources. */
export interface DataOptions extends RunHints {
  /** Default: nothing is forgotten. */
  readonly refresh?: Refresh | undefined;
  /** The schema for data that has no source; as `defaultSchema` of a pipeline gives it. Default: the pipeline's own. */
  readonly schema?: StoredSchema | undefined;
}

/** Options of `extract`. */
export interface ExtractOptions extends DataOptions {
  /** Extract workers, instead of EXTRACT__WORKERS. */
  readonly workers?: number | undefined;
  /** Instead of EXTRACT__MAX_PARALLEL_ITEMS. */
  readonly maxParallelItems?: number | undefined;
}

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** Instead of NORMALIZE__WORKERS. */
  readonly workers?: number | undefined;
  /** Format of the normalized files. Default: what a resource asks for, else what the destination prefers. */
  readonly loaderFileFormat?: LoaderFileFormat | undefined;
}

/** Options of `load`. */
export interface LoadOptions {
  /** Instead of LOAD__WORKERS. */
  readonly workers?: number | undefined;
  /** Instead of LOAD__RAISE_ON_FAILED_JOBS. */
  readonly raiseOnFailedJobs?: boolean | undefined;
}

/** Options of `run` and `extract`; hints count for every resource of the call. */
/** Options of `run`. */
export interface RunOptions extends DataOptions, Pick<NormalizeOptions, "loaderFileFormat"> {
  /**
   * True keeps what was extracted when normalize fails, as pending package: the stages then follow each other.
   * Default false: a `run` that fails in extract or normalize leaves the pipeline as it was.
   */
  readonly keepPending?: boolean | undefined;
}

const dataOptionNames = ["tableName", "writeDisposition", "primaryKey", "columns", "schemaContract", "refresh", "schema"] as const;

/** @throws E456 for an unknown option, E442, E443, E445 for values that make no sense */
export function checkDataOptions(call: "run" | "extract", options: RunOptions & ExtractOptions): void {
  const own = call === "run" ? ["loaderFileFormat", "keepPending"] : ["workers", "maxParallelItems"];
  checkOptions(call, options, [...dataOptionNames, ...own]);
  const { refresh, schema } = options;
  if (refresh !== undefined && !["drop_sources", "drop_resources", "drop_data"].includes(refresh)) throw pipelineError("E445", { refresh: String(refresh) });
  if (schema !== undefined && !isSchema(schema)) throw pipelineError("E443", { call, type: schema === null ? "null" : typeof schema });
  checkFormat(options.loaderFileFormat);
}

/** @throws E456, E442 */
export function checkNormalizeOptions(options: NormalizeOptions): void {
  checkOptions("normalize", options, ["workers", "loaderFileFormat"]);
  checkFormat(options.loaderFileFormat);
}

/** @throws E456 */
export function checkLoadOptions(options: LoadOptions): void {
  checkOptions("load", options, ["workers", "raiseOnFailedJobs"]);
}

/** Settings with those that a call gives on top. */
export function withSettings(config: ExplicitConfig, stage: "extract" | "normalize" | "load", given: Readonly<Record<string, unknown>>): ExplicitConfig {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return Object.keys(set).length === 0 ? config : { ...config, [stage]: { ...config[stage], ...set } };
}

function checkFormat(format: unknown): void {
  if (format !== undefined && !isLoaderFileFormat(format)) throw pipelineError("E442", { destination: "any", format: String(format), known: loaderFileFormats.join(", ") });
}

function isSchema(value: unknown): value is StoredSchema {
  return typeof value === "object" && value !== null && "name" in value && "tables" in value && "normalizers" in value;
}
