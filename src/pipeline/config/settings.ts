/** The settings of each stage with their defaults, read anew at every step (dlt: configuration reference). */
import { resolveConfig } from "./resolve.ts";
import type { ConfigField } from "./resolve.ts";

/** How a stage buffers and rotates its files. */
export interface WriterConfig {
  /** Rows kept before they are written out together. Default 5,000; lowered to `fileMaxItems` if that is smaller. */
  readonly bufferMaxItems: number;
  /** Rows after which a file is closed and the next begun; a page is never split. Default: none. */
  readonly fileMaxItems: number | undefined;
  /** The same by bytes before compression. Default: none. */
  readonly fileMaxBytes: number | undefined;
  /** Default true: files stay on this device, and compressing costs more than it saves. dlt's default is false. */
  readonly disableCompression: boolean;
}

export interface ExtractConfig {
  /** Workers for parallelized resources and deferred calls. Default 5. */
  readonly workers: number;
  /** Queued and running items together. Default 20. */
  readonly maxParallelItems: number;
  /** Default `round_robin`. */
  readonly nextItemMode: "round_robin" | "fifo";
}

export interface NormalizeConfig {
  /** Normalize workers. Default 1. */
  readonly workers: number;
  /** How files go to the workers: the largest first to whoever is free (the default), or dealt by name as dlt does. */
  readonly fileOrder: "largest-first" | "grouped-by-name";
  readonly writer: WriterConfig;
}

export interface LoadConfig {
  /** Load jobs prepared at the same time. Default 20. */
  readonly workers: number;
  /** Default true: a failed job aborts the package. */
  readonly raiseOnFailedJobs: boolean;
  /** Retries of one job between two pauses of the load. Default 5. */
  readonly raiseOnMaxRetries: number;
  /** Default false: completed jobs stay with their package. */
  readonly deleteCompletedJobs: boolean;
  /** Which jobs may be under way at the same time: all, one per table, or one. Default `parallel`. */
  readonly parallelismStrategy: "parallel" | "table-sequential" | "sequential";
  /** Default false: staging tables keep their rows after a load. */
  readonly truncateStagingDataset: boolean;
}

/** Who asks: decides which sections apply. */
export interface ConfigContext {
  readonly pipelineName?: string | undefined;
  /** Section of the source, e.g. the notebook's name; see `sourceName`. */
  readonly sourceSection?: string | undefined;
  readonly sourceName?: string | undefined;
}

/** Settings given in code for one pipeline or call; each wins over the environment. */
export interface ExplicitConfig {
  readonly dataWriter?: Partial<WriterConfig>;
  readonly extract?: Partial<ExtractConfig> & { readonly dataWriter?: Partial<WriterConfig> };
  readonly normalize?: { readonly workers?: number; readonly fileOrder?: NormalizeConfig["fileOrder"]; readonly dataWriter?: Partial<WriterConfig> };
  readonly load?: Partial<LoadConfig>;
}

const writerFields = {
  bufferMaxItems: { key: "buffer_max_items", type: "int", default: 5000, min: 1 },
  fileMaxItems: { key: "file_max_items", type: "int", default: undefined, min: 1 },
  fileMaxBytes: { key: "file_max_bytes", type: "int", default: undefined, min: 1 },
  disableCompression: { key: "disable_compression", type: "bool", default: true },
} as const satisfies Record<keyof WriterConfig, ConfigField<unknown>>;

const extractFields = {
  workers: { key: "workers", type: "int", default: 5, min: 1 },
  maxParallelItems: { key: "max_parallel_items", type: "int", default: 20, min: 1 },
  nextItemMode: { key: "next_item_mode", type: ["round_robin", "fifo"], default: "round_robin" },
} as const satisfies Record<keyof ExtractConfig, ConfigField<unknown>>;

const loadFields = {
  workers: { key: "workers", type: "int", default: 20, min: 1 },
  raiseOnFailedJobs: { key: "raise_on_failed_jobs", type: "bool", default: true },
  raiseOnMaxRetries: { key: "raise_on_max_retries", type: "int", default: 5, min: 1 },
  deleteCompletedJobs: { key: "delete_completed_jobs", type: "bool", default: false },
  parallelismStrategy: { key: "parallelism_strategy", type: ["parallel", "table-sequential", "sequential"], default: "parallel" },
  truncateStagingDataset: { key: "truncate_staging_dataset", type: "bool", default: false },
} as const satisfies Record<keyof LoadConfig, ConfigField<unknown>>;

const normalizeWorkers = { key: "workers", type: "int", default: 1, min: 1 } as const satisfies ConfigField<number>;
const normalizeFileOrder = { key: "file_order", type: ["largest-first", "grouped-by-name"], default: "largest-first" } as const satisfies ConfigField<NormalizeConfig["fileOrder"]>;

type Place = Pick<ConfigField<unknown>, "sections" | "configSection" | "pipelineName" | "fallbackSections">;

/**
 * The extract writer's settings. Looked for under the source (`SOURCES__<section>__<name>__DATA_WRITER__…`), then
 * `EXTRACT__DATA_WRITER__…` (which dlt ignores), then `DATA_WRITER__…`; each with the pipeline's name before it first.
 *
 * @throws E400 for a value that cannot be read
 */
export function extractWriterConfig(context: ConfigContext, explicit: ExplicitConfig = {}): WriterConfig {
  const place = { ...sourcePlace(context), configSection: "data_writer", fallbackSections: ["extract"] };
  return writerConfig(place, { ...explicit.dataWriter, ...explicit.extract?.dataWriter });
}

/** Settings of the extract stage: `SOURCES__…__EXTRACT__WORKERS`, `EXTRACT__WORKERS`. @throws E400 */
export function extractConfig(context: ConfigContext, explicit: ExplicitConfig = {}): ExtractConfig {
  return resolveAll<ExtractConfig>(extractFields, { ...sourcePlace(context), configSection: "extract" }, explicit.extract);
}

/** Settings of the normalize stage: `NORMALIZE__WORKERS`, `WORKERS`, `NORMALIZE__DATA_WRITER__…`, `DATA_WRITER__…`. @throws E400 */
export function normalizeConfig(context: ConfigContext, explicit: ExplicitConfig = {}): NormalizeConfig {
  const place = { sections: ["normalize"], pipelineName: context.pipelineName };
  return {
    workers: resolveConfig<number>({ ...normalizeWorkers, ...place }, explicit.normalize?.workers),
    fileOrder: resolveConfig<NormalizeConfig["fileOrder"]>({ ...normalizeFileOrder, ...place }, explicit.normalize?.fileOrder),
    writer: writerConfig({ ...place, configSection: "data_writer" }, { ...explicit.dataWriter, ...explicit.normalize?.dataWriter }),
  };
}

/** Settings of the load stage: `LOAD__WORKERS`, `WORKERS` and so on. @throws E400 */
export function loadConfig(context: ConfigContext, explicit: ExplicitConfig = {}): LoadConfig {
  return resolveAll<LoadConfig>(loadFields, { sections: ["load"], pipelineName: context.pipelineName }, explicit.load);
}

function sourcePlace(context: ConfigContext): Place {
  const { sourceSection, sourceName, pipelineName } = context;
  const sections = ["sources", ...(sourceSection === undefined ? [] : [sourceSection]), ...(sourceName === undefined ? [] : [sourceName])];
  return { sections, pipelineName };
}

function writerConfig(place: Place, explicit: Partial<WriterConfig>): WriterConfig {
  const config = resolveAll<WriterConfig>(writerFields, place, explicit);
  const { bufferMaxItems, fileMaxItems } = config;
  return fileMaxItems === undefined ? config : { ...config, bufferMaxItems: Math.min(bufferMaxItems, fileMaxItems) };
}

function resolveAll<Config extends object>(fields: { readonly [Name in keyof Config]: ConfigField<unknown> }, place: Place, explicit: Partial<Config> = {}): Config {
  const config: Partial<Config> = {};
  for (const name of Object.keys(fields) as (keyof Config)[]) {
    config[name] = resolveConfig({ ...fields[name], ...place }, explicit[name]) as Config[keyof Config];
  }
  return config as Config;
}

/** Every key that a stage reads, in its shortest form, for suggestions. */
export const knownSettings: readonly string[] = [
  ...Object.values(writerFields).flatMap(({ key }) => ["DATA_WRITER", "SOURCES__DATA_WRITER", "EXTRACT__DATA_WRITER", "NORMALIZE__DATA_WRITER"].map((section) => `${section}__${key.toUpperCase()}`)),
  ...Object.values(extractFields).flatMap(({ key }) => ["EXTRACT", "SOURCES__EXTRACT"].map((section) => `${section}__${key.toUpperCase()}`)),
  "NORMALIZE__WORKERS",
  "NORMALIZE__FILE_ORDER",
  ...Object.values(loadFields).map(({ key }) => `LOAD__${key.toUpperCase()}`),
  "WORKERS",
];
