/** The settings of each stage with their defaults, read anew at every step (dlt: configuration reference). */
import { destinationFields, extractFields, jsonNormalizerFields, loadFields, normalizeFields, pipelineFields, schemaFields, writerFields } from "./fields.ts";
import { resolveFields } from "./resolve.ts";
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
  /** Seconds between two looks at pending calls in dlt. Default 0.01; read, and without effect: here nothing is polled. */
  readonly futuresPollInterval: number;
  /** Default false; read, and without effect: rows are not changed by those who get them. */
  readonly copyOnFork: boolean;
}

export interface NormalizeConfig {
  /** Normalize workers. Default 1. */
  readonly workers: number;
  /** How files go to the workers: the largest first to whoever is free (the default), or dealt by name as dlt does. */
  readonly fileOrder: "largest-first" | "grouped-by-name";
  /** How dlt starts its processes; read, and without effect: workers are always started afresh. */
  readonly startMethod: string | undefined;
  readonly writer: WriterConfig;
  readonly jsonNormalizer: {
    /** Default true: rows get a `_dlt_id`. */
    readonly addDltId: boolean;
    /** Default true: rows get a `_dlt_load_id`. */
    readonly addDltLoadId: boolean;
  };
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
  /** Default false: when a run is stopped, no further job is begun. */
  readonly startNewJobsOnSignal: boolean;
}

export interface DestinationConfig {
  /** How `replace` is loaded where the table does not say. Default: the destination's first. */
  readonly replaceStrategy: "truncate-and-insert" | "insert-from-staging" | undefined;
  /** Name of the staging dataset, `%s` standing for the dataset. Default `%s_staging`. */
  readonly stagingDatasetNameLayout: string;
  /** Default false: no keys or indexes. */
  readonly createIndexes: boolean;
}

export interface SchemaConfig {
  /** Naming convention of new schemas. Default: that of the destination, else `snake_case`. */
  readonly naming: string | undefined;
  /** Default true: `__` in a name of the data separates levels. */
  readonly useBreakPathOnNormalize: boolean;
}

export interface PipelineConfig {
  /** `log`: counts and rates go to the console. Default: nothing. */
  readonly progress: "log" | undefined;
  /** Default false. */
  readonly devMode: boolean;
  readonly refresh: "drop_sources" | "drop_resources" | "drop_data" | undefined;
  /** Default true: a pipeline without a work folder takes state and schemas from its destination. */
  readonly restoreFromDestination: boolean;
  /** Default true. */
  readonly enableRuntimeTrace: boolean;
  /** Default true: schemas share one dataset. */
  readonly useSingleDataset: boolean;
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
  readonly destination?: Partial<DestinationConfig>;
}

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
  return resolveFields<ExtractConfig>(extractFields, { ...sourcePlace(context), configSection: "extract" }, explicit.extract);
}

/** Settings of the normalize stage: `NORMALIZE__WORKERS`, `WORKERS`, `NORMALIZE__DATA_WRITER__…`, `DATA_WRITER__…`. @throws E400 */
export function normalizeConfig(context: ConfigContext, explicit: ExplicitConfig = {}): NormalizeConfig {
  const place = { sections: ["normalize"], pipelineName: context.pipelineName };
  return {
    ...resolveFields<Omit<NormalizeConfig, "writer" | "jsonNormalizer">>(normalizeFields, place, explicit.normalize),
    jsonNormalizer: resolveFields<NormalizeConfig["jsonNormalizer"]>(jsonNormalizerFields, { ...place, configSection: "json_normalizer" }),
    writer: writerConfig({ ...place, configSection: "data_writer" }, { ...explicit.dataWriter, ...explicit.normalize?.dataWriter }),
  };
}

/** Settings of the load stage: `LOAD__WORKERS`, `WORKERS` and so on. @throws E400 */
export function loadConfig(context: ConfigContext, explicit: ExplicitConfig = {}): LoadConfig {
  return resolveFields<LoadConfig>(loadFields, { sections: ["load"], pipelineName: context.pipelineName }, explicit.load);
}

/** Settings of a destination: `DESTINATION__DUCKDB__REPLACE_STRATEGY`, `DESTINATION__REPLACE_STRATEGY`, `REPLACE_STRATEGY`. @throws E400 */
export function destinationConfig(destination: string, context: ConfigContext, explicit: ExplicitConfig = {}): DestinationConfig {
  return resolveFields<DestinationConfig>(destinationFields, { sections: ["destination", destination], pipelineName: context.pipelineName }, explicit.destination);
}

/** Settings of new schemas: `SOURCES__<source>__SCHEMA__NAMING`, `SCHEMA__NAMING`. @throws E400 */
export function schemaConfig(context: ConfigContext): SchemaConfig {
  return resolveFields<SchemaConfig>(schemaFields, { ...sourcePlace(context), configSection: "schema" });
}

/** Settings of a pipeline itself: `PIPELINES__<NAME>__PROGRESS`, `PIPELINES__PROGRESS`, `PROGRESS`. @throws E400 */
export function pipelineConfig(pipelineName: string, explicit: Partial<PipelineConfig> = {}): PipelineConfig {
  return resolveFields<PipelineConfig>(pipelineFields, { sections: ["pipelines", pipelineName], pipelineName }, explicit);
}

function sourcePlace(context: ConfigContext): Place {
  const { sourceSection, sourceName, pipelineName } = context;
  const sections = ["sources", ...(sourceSection === undefined ? [] : [sourceSection]), ...(sourceName === undefined ? [] : [sourceName])];
  return { sections, pipelineName };
}

function writerConfig(place: Place, explicit: Partial<WriterConfig>): WriterConfig {
  const config = resolveFields<WriterConfig>(writerFields, place, explicit);
  const { bufferMaxItems, fileMaxItems } = config;
  return fileMaxItems === undefined ? config : { ...config, bufferMaxItems: Math.min(bufferMaxItems, fileMaxItems) };
}
