/** The pipeline library: what a cell imports as `dlt` and `env`. Nothing here loads DuckDB or Arrow before a step needs them. */
import { config, secrets } from "./config/accessor.ts";
import { env } from "./config/env.ts";
import { destination } from "./destination/custom/sink.ts";
import { createDestinations } from "./destination/destinations.ts";
import { TerminalError } from "./destination/terminalError.ts";
import { pipelineError } from "./errors.ts";
import { current, currentPipelineName } from "./extract/current.ts";
import { defer } from "./extract/deferred.ts";
import { incremental } from "./extract/incremental/declare.ts";
import { mark } from "./extract/marks.ts";
import { resource, transformer } from "./extract/resource.ts";
import { source } from "./extract/source.ts";
import type { PipelineHost } from "./host.ts";
import { parseJson } from "./json/parseJson.ts";
import { Pipeline } from "./pipeline/pipeline.ts";
import type { PipelineSpec } from "./pipeline/pipeline.ts";
import { IgnoreResponse, RESTClient, auth, paginators, restApiResources, restApiSource } from "./rest/index.ts";
import { setDefaultSession } from "./rest/session.ts";

let pipelineHost: PipelineHost | undefined;

/** Says where pipelines run. Called once by who embeds the library; a later call counts for what follows. */
export function setPipelineHost(host: PipelineHost): void {
  pipelineHost = host;
}

setDefaultSession(() => {
  const host = pipelineHost;
  return {
    signal: () => host?.signal(),
    ...(host?.fetch === undefined ? {} : { fetch: host.fetch }),
    ...(host === undefined ? {} : { warn: (code, message) => host.report({ type: "warning", pipeline: "", code, message }) }),
  };
});

function currentHost(): PipelineHost {
  if (pipelineHost === undefined) throw pipelineError("E472");
  return pipelineHost;
}

/** The pipelines made last, by name; the newest comes last. */
const pipelines = new Map<string, Pipeline>();

/** The pipeline whose extract runs the calling code, else the one made last. @throws E810 when there is none */
function currentPipeline(): Pipeline {
  const pipeline = pipelines.get(currentPipelineName() ?? "") ?? [...pipelines.values()].at(-1);
  if (pipeline === undefined) throw pipelineError("E810", { what: "pipeline", kind: "pipeline" });
  return pipeline;
}

/** Sources, resources and pipelines. */
export const dlt = {
  resource,
  transformer,
  source,
  defer,
  mark,
  /** What is being extracted, for the code of a resource: its source, itself, their state; and the pipeline. */
  current: { ...current, pipeline: currentPipeline },
  /** Parts of sources. */
  sources: { incremental },
  /** Asks a REST API: pages, credentials, tries. */
  RESTClient,
  paginators,
  auth,
  /** Thrown by a response hook: the answer is left out, and the pages end. */
  IgnoreResponse,
  restApiSource,
  restApiResources,
  /** Reads JSON of your own requests exactly: `742.0` stays a double, long integers keep their digits. */
  parseJson,
  /** Settings by name, as text or typed: `dlt.config["normalize.workers"]`. */
  config,
  /** Like `config`, from places that may hold secrets. Secrets never reach a trace, an error or an export. */
  secrets,
  /** Destinations with options, for `dlt.pipeline({ destination })`. */
  destinations: createDestinations(currentHost),
  /** Makes a destination of a function that takes batches of rows. */
  destination,
  /** What a custom sink throws when trying again is no use. */
  TerminalError,
  /** Makes a pipeline. Its work folder is opened at the first step. @throws E456, E470, E471, E472 */
  pipeline: (spec: PipelineSpec = {}): Pipeline => {
    const made = new Pipeline(currentHost(), spec);
    pipelines.delete(made.pipelineName);
    pipelines.set(made.pipelineName, made);
    return made;
  },
} as const;

export { env };
export { parseJson } from "./json/parseJson.ts";
export { Decimal } from "./schema/decimal.ts";
export type { DeleteInsertSpec, DispositionSpec, HistorySpec, KeyedMergeSpec } from "./schema/disposition.ts";
export type { SourceSettings } from "./schema/sourceSettings.ts";
export type { ColumnSchema, ContractEntity, ContractMode, DataType, SchemaContract, StoredSchema, TableSchema, WriteDisposition } from "./schema/types.ts";
export type { PrintableSchema } from "./schema/print/printable.ts";
export * from "./rest/index.ts";
export { hideSecrets, hideSecretsIn } from "./config/hideSecrets.ts";
export { Pipeline } from "./pipeline/pipeline.ts";
export { Resource } from "./extract/resource.ts";
export { Source } from "./extract/source.ts";
export type { Env, EnvValue } from "./config/env.ts";
export type { ExplicitConfig } from "./config/settings.ts";
export type { Sink, SinkFile, SinkFormat, SinkRow, SinkSpec } from "./destination/custom/sink.ts";
export type { DestinationFile, FilesystemRef } from "./destination/filesystem/filesystemRef.ts";
export type { FilesystemSpec } from "./destination/filesystem/filesystemConfig.ts";
export type { Destination, DestinationCapabilities, DestinationClient, DestinationRef } from "./destination/destination.ts";
export type { Dataset, LoadRow } from "./dataset/dataset.ts";
export type { ColumnSummary } from "./dataset/columnSummary.ts";
export type { Operator, SqlValue } from "./dataset/condition.ts";
export type { QueryResult } from "./dataset/queryResult.ts";
export type { JoinSpec, Relation } from "./dataset/relation.ts";
export type { RowCountSpec } from "./dataset/rowCounts.ts";
export type { SqlClient } from "./dataset/sqlClient.ts";
export type { ResourceData, Rows, Transformed, Yielded } from "./extract/data.ts";
export type { Deferred } from "./extract/deferred.ts";
export type { ItemMarks, MarkedItem } from "./extract/marks.ts";
export type { Incremental, IncrementalOptions, IncrementalSpec } from "./extract/incremental/incremental.ts";
export type { ChangedHints, ColumnSpec, ColumnSpecs, ResourceSpec, TableOptions } from "./extract/hints.ts";
export type { StepPlace, TransformerSpec } from "./extract/resource.ts";
export type { LimitOptions } from "./extract/steps.ts";
export type { Data, SourceSpec } from "./extract/source.ts";
export type { ExtractWorkerApi, ExtractWorkerHandle, FunctionShipment } from "./extract/parallel/protocol.ts";
export type { NormalizeWorkerHandle, PipelineEvent, PipelineHost, ProgressEvent } from "./host.ts";
export type { PipelineSpec } from "./pipeline/pipeline.ts";
export type { DataOptions, ExtractOptions, LoadOptions, NormalizeOptions, Refresh, RunOptions } from "./pipeline/runOptions.ts";
export type { FailedJob } from "./pipeline/packages.ts";
export type { LoadPackageInfo } from "./trace/packageInfo.ts";
export type { ExtractInfo, LoadInfo, NormalizeInfo } from "./trace/stepInfo.ts";
export type { ExecutionContext } from "./trace/executionContext.ts";
export type { StepFailure } from "./trace/stepFailure.ts";
export type { TimelineJob } from "./trace/timeline.ts";
export type { JobTrace, PipelineTrace, StepTrace } from "./trace/trace.ts";
export type { ResolvedValue } from "./config/resolvedValues.ts";
