/** The extract stage for one source: its selected resources, drawn in turn, into the files of one load package. */
import { hideSecrets } from "../config/hideSecrets.ts";
import { CodedError, fillTemplate } from "../../diagnostic/codedError.ts";
import type { ErrorDetails } from "../../diagnostic/codedError.ts";
import { extractConfig } from "../config/settings.ts";
import type { ConfigContext, ExplicitConfig } from "../config/settings.ts";
import { pipelineError, pipelineErrors } from "../errors.ts";
import type { PipelineEvent, PipelineHost } from "../host.ts";
import { applySourceSettings } from "../schema/sourceSettings.ts";
import type { StoredSchema } from "../schema/types.ts";
import { refreshVersion } from "../schema/versionHash.ts";
import type { FileStore } from "../storage/fileStore.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { openData } from "./callData.ts";
import { beginRun } from "./current.ts";
import type { ExtractRun } from "./current.ts";
import { openParallel } from "./openParallel.ts";
import type { RemotePlace } from "./openParallel.ts";
import { layOutPipes } from "./pipe.ts";
import { Pump } from "./pump.ts";
import type { AnyResource, ResourceSpec } from "./resource.ts";
import type { Source } from "./source.ts";
import { resetResource, settleSourceState, stateOfSource } from "./sourceState.ts";
import { SourceTables } from "./sourceTables.ts";

export interface ExtractContext {
  readonly host: PipelineHost;
  readonly report: (event: PipelineEvent) => void;
  readonly files: FileStore;
  readonly pipelineName: string;
  /** Folder for the job files. */
  readonly folder: string;
  /** Changed in place: the tables of the resources are added. */
  readonly schema: StoredSchema;
  readonly config: ExplicitConfig;
  /** Hints that `extract` and `run` give for all resources; they win. */
  readonly hints: RunHints;
  /** State of sources, by schema name: the `sources` part of the state that is saved when the extract succeeds. Changed in place. */
  readonly sourceState: Record<string, unknown>;
  /** Told of each file as it is closed. */
  readonly onFile?: ((job: PackageJob) => void) | undefined;
}

export interface RunHints {
  readonly tableName?: string | undefined;
  readonly writeDisposition?: ResourceSpec["writeDisposition"];
  readonly primaryKey?: string | readonly string[] | undefined;
  readonly columns?: ResourceSpec["columns"] | undefined;
  readonly schemaContract?: ResourceSpec["schemaContract"] | undefined;
}

export interface ExtractedSource {
  readonly jobs: readonly PackageJob[];
  /** Root tables of `replace` resources, also of those that gave no row. */
  readonly replacedTables: readonly string[];
}

/**
 * Extracts a source. On an error nothing is committed: the caller removes the package's folder.
 *
 * @throws E452 for an error of a resource's own code, which is its `cause`; E453 and E455 for bad rows; E460 on a full disk;
 *   E800–E805 for rows without a usable cursor; E808 and E809 for resources that lack something
 */
export async function extractSource(source: Source, context: ExtractContext): Promise<ExtractedSource> {
  const { host, report, pipelineName, config, hints, schema, sourceState } = context;
  const place: ConfigContext = { pipelineName, sourceSection: source.section, sourceName: source.name };
  const { nextItemMode, maxParallelItems, workers, copyOnFork } = extractConfig(place, config);
  const warn = (code: keyof typeof pipelineErrors, details: ErrorDetails): void => report({ type: "warning", pipeline: pipelineName, code, message: fillTemplate(pipelineErrors[code].message, details) });
  const onWorker = (resource: string, worker: string): void => report({ type: "resourceOnWorker", pipeline: pipelineName, resource, worker });
  const tables = new SourceTables(context, place);
  applySourceSettings(schema, `Source \`${source.name}\``, { ...source.settings, schemaContract: hints.schemaContract ?? source.settings.schemaContract });
  const selected = source.selectedResources;
  const state = stateOfSource(sourceState, schema.name);
  for (const resource of withParents(selected)) if (tables.isReplaced(resource.spec)) resetResource(state, resource.name);
  for (const resource of selected) tables.replaceIfAsked(resource);
  const run: ExtractRun = { pipelineName, source, state, resources: selected };
  const { pipes, heads } = layOutPipes(selected, run, ({ spec }) => ({ primaryKey: hints.primaryKey ?? spec.primaryKey, warn }));
  const remote: RemotePlace = { host, place, config, extract: { workers, maxParallelItems }, warn, onWorker };
  const endRun = beginRun(run);
  tables.reportResources(0, heads.length);
  let ended = 0;
  try {
    await new Pump(pipes, heads, {
      order: nextItemMode,
      maxParallelItems,
      workers,
      copyOnFork,
      host,
      open: (pipe) => (pipe.resource.spec.parallelized === true ? openParallel(pipe, remote) : openData(pipe)),
      take: (pipe, item, marks) => tables.write(pipe.resource, item, marks, pipe.worker),
      explain: (pipe, error) => explained(error, pipe.resource, tables.rowsOf(pipe.resource), host),
      onEnd: () => tables.reportResources((ended += 1), heads.length),
      onPause: () => tables.report(),
      onWaiting: (seconds, names) => warn("E811", { seconds, resources: names.map((name) => `\`${name}\``).join(", ") }),
    }).run();
    const jobs = await tables.close();
    tables.report(true);
    settleSourceState(sourceState, schema.name);
    refreshVersion(schema);
    return { jobs, replacedTables: tables.replaced };
  } catch (error) {
    await tables.discard();
    throw error;
  } finally {
    endRun();
  }
}

/** The resources, and those that they take items from. */
function withParents(resources: readonly AnyResource[]): ReadonlySet<AnyResource> {
  const all = new Set<AnyResource>();
  for (const one of resources) for (let at: AnyResource | undefined = one; at !== undefined; at = at.parent) all.add(at);
  return all;
}

/** The error with the resource it belongs to. What stopped the run, and our own errors, pass as they are. */
function explained(error: unknown, resource: AnyResource, rows: number, host: PipelineHost): unknown {
  if (error instanceof CodedError || host.signal()?.aborted) return error;
  if (error instanceof Error && (error.name === "Interrupted" || error.name === "StopSignal")) return error;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const failed = pipelineError("E452", { resource: resource.name, rows, reason }, { cause: error });
  if (error instanceof Error && error.stack !== undefined) failed.stack = hideSecrets(error.stack);
  return failed;
}
