/** Every setting with its key, type, default and range, as data (dlt: configuration specs). `settings.ts` reads them. */
import type { ConfigField } from "./resolve.ts";
import type { RuntimeConfig } from "./runtime.ts";
import type { DestinationConfig, ExtractConfig, LoadConfig, NormalizeConfig, PipelineConfig, SchemaConfig, WriterConfig } from "./settings.ts";

type Fields<Config> = { readonly [Name in keyof Config]: ConfigField<unknown> };

export const writerFields = {
  bufferMaxItems: { key: "buffer_max_items", type: "int", default: 5000, min: 1 },
  fileMaxItems: { key: "file_max_items", type: "int", default: undefined, min: 1 },
  fileMaxBytes: { key: "file_max_bytes", type: "int", default: undefined, min: 1 },
  disableCompression: { key: "disable_compression", type: "bool", default: true },
} as const satisfies Fields<WriterConfig>;

export const extractFields = {
  workers: { key: "workers", type: "int", default: 5, min: 1 },
  maxParallelItems: { key: "max_parallel_items", type: "int", default: 20, min: 1 },
  nextItemMode: { key: "next_item_mode", type: ["round_robin", "fifo"], default: "round_robin" },
  futuresPollInterval: { key: "futures_poll_interval", type: "seconds", default: 0.01, min: 0 },
  copyOnFork: { key: "copy_on_fork", type: "bool", default: false },
} as const satisfies Fields<ExtractConfig>;

export const normalizeFields = {
  workers: { key: "workers", type: "int", default: 1, min: 1 },
  fileOrder: { key: "file_order", type: ["largest-first", "grouped-by-name"], default: "largest-first" },
  startMethod: { key: "start_method", type: "str", default: undefined },
} as const satisfies Fields<Omit<NormalizeConfig, "writer" | "jsonNormalizer">>;

export const jsonNormalizerFields = {
  addDltId: { key: "add_dlt_id", type: "bool", default: true },
  addDltLoadId: { key: "add_dlt_load_id", type: "bool", default: true },
} as const satisfies Fields<NormalizeConfig["jsonNormalizer"]>;

export const loadFields = {
  workers: { key: "workers", type: "int", default: 20, min: 1 },
  raiseOnFailedJobs: { key: "raise_on_failed_jobs", type: "bool", default: true },
  raiseOnMaxRetries: { key: "raise_on_max_retries", type: "int", default: 5, min: 1 },
  deleteCompletedJobs: { key: "delete_completed_jobs", type: "bool", default: false },
  parallelismStrategy: { key: "parallelism_strategy", type: ["parallel", "table-sequential", "sequential"], default: "parallel" },
  truncateStagingDataset: { key: "truncate_staging_dataset", type: "bool", default: false },
  startNewJobsOnSignal: { key: "start_new_jobs_on_signal", type: "bool", default: false },
} as const satisfies Fields<LoadConfig>;

export const destinationFields = {
  replaceStrategy: { key: "replace_strategy", type: ["truncate-and-insert", "insert-from-staging"], default: undefined },
  stagingDatasetNameLayout: { key: "staging_dataset_name_layout", type: "str", default: "%s_staging" },
  createIndexes: { key: "create_indexes", type: "bool", default: false },
} as const satisfies Fields<DestinationConfig>;

export const schemaFields = {
  naming: { key: "naming", type: "str", default: undefined },
  useBreakPathOnNormalize: { key: "use_break_path_on_normalize", type: "bool", default: true },
} as const satisfies Fields<SchemaConfig>;

export const pipelineFields = {
  progress: { key: "progress", type: ["log"], default: undefined },
  devMode: { key: "dev_mode", type: "bool", default: false },
  refresh: { key: "refresh", type: ["drop_sources", "drop_resources", "drop_data"], default: undefined },
  restoreFromDestination: { key: "restore_from_destination", type: "bool", default: true },
  enableRuntimeTrace: { key: "enable_runtime_trace", type: "bool", default: true },
  useSingleDataset: { key: "use_single_dataset", type: "bool", default: true },
} as const satisfies Fields<PipelineConfig>;

export const runtimeFields = {
  logLevel: { key: "log_level", type: "str", default: "WARNING" },
  requestTimeout: { key: "request_timeout", type: "float", default: 60, min: 0 },
  requestMaxAttempts: { key: "request_max_attempts", type: "int", default: 5, min: 1 },
  requestBackoffFactor: { key: "request_backoff_factor", type: "float", default: 1, min: 0 },
  requestMaxRetryDelay: { key: "request_max_retry_delay", type: "float", default: 300, min: 0 },
  httpShowErrorBody: { key: "http_show_error_body", type: "bool", default: false },
  httpMaxErrorBodyLength: { key: "http_max_error_body_length", type: "int", default: 8192, min: 0 },
  dlthubTelemetry: { key: "dlthub_telemetry", type: "bool", default: false },
} as const satisfies Fields<RuntimeConfig>;
