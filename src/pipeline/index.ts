/** The pipeline library: what a cell imports as `dlt` and `env`. Nothing here loads DuckDB or Arrow before a step needs them. */
import { config, secrets } from "./config/accessor.ts";
import { env } from "./config/env.ts";
import { destination } from "./destination/custom/sink.ts";
import { createDestinations } from "./destination/destinations.ts";
import { TerminalError } from "./destination/terminalError.ts";
import { pipelineError } from "./errors.ts";
import { resource } from "./extract/resource.ts";
import { source } from "./extract/source.ts";
import type { PipelineHost } from "./host.ts";
import { Pipeline } from "./pipeline/pipeline.ts";
import type { PipelineSpec } from "./pipeline/pipeline.ts";

let pipelineHost: PipelineHost | undefined;

/** Says where pipelines run. Called once by who embeds the library; a later call counts for what follows. */
export function setPipelineHost(host: PipelineHost): void {
  pipelineHost = host;
}

function currentHost(): PipelineHost {
  if (pipelineHost === undefined) throw pipelineError("E472");
  return pipelineHost;
}

/** Sources, resources and pipelines. */
export const dlt = {
  resource,
  source,
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
  pipeline: (spec: PipelineSpec = {}): Pipeline => new Pipeline(currentHost(), spec),
} as const;

export { env };
export { Pipeline } from "./pipeline/pipeline.ts";
export { Resource } from "./extract/resource.ts";
export { Source } from "./extract/source.ts";
export type { Env, EnvValue } from "./config/env.ts";
export type { ExplicitConfig } from "./config/settings.ts";
export type { Sink, SinkFile, SinkFormat, SinkRow, SinkSpec } from "./destination/custom/sink.ts";
export type { DestinationFile, FilesystemRef } from "./destination/filesystem/filesystemRef.ts";
export type { FilesystemSpec } from "./destination/filesystem/filesystemConfig.ts";
export type { Destination, DestinationCapabilities, DestinationClient, DestinationRef } from "./destination/destination.ts";
export type { Dataset } from "./dataset/dataset.ts";
export type { QueryResult } from "./dataset/queryResult.ts";
export type { Relation } from "./dataset/relation.ts";
export type { ResourceData } from "./extract/data.ts";
export type { ColumnSpec, ResourceSpec } from "./extract/resource.ts";
export type { Data, SourceSpec } from "./extract/source.ts";
export type { NormalizeWorkerHandle, PipelineEvent, PipelineHost } from "./host.ts";
export type { PipelineSpec, RunOptions } from "./pipeline/pipeline.ts";
export type { LoadPackageInfo } from "./trace/packageInfo.ts";
export type { ExtractInfo, LoadInfo, NormalizeInfo } from "./trace/stepInfo.ts";
export type { JobTrace, PipelineTrace, StepTrace } from "./trace/trace.ts";
