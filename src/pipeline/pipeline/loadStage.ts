/** Load: every normalized package → the destination. */
import type { CodedError } from "../../diagnostic/codedError.ts";
import { loadConfig } from "../config/settings.ts";
import { JobFolder } from "../load/jobFolder.ts";
import { loadPackage } from "../load/loadPackage.ts";
import type { PackageManifest } from "../storage/manifest.ts";
import type { JobTrace } from "../trace/trace.ts";
import type { StageContext } from "./context.ts";
import { reportFailedJobs, reportLoad } from "./stageProgress.ts";
import { openDataset } from "./openDataset.ts";
import type { OpenedDataset } from "./openDataset.ts";

export interface LoadedStage {
  readonly manifests: readonly PackageManifest[];
  readonly jobs: readonly JobTrace[];
  readonly location: string;
  /** The first refused job; its package is aborted. */
  readonly failure: CodedError | undefined;
}

/** Loads what is normalized, oldest package first. A package of which a job is refused is aborted, and ends the stage. */
export async function loadStage(context: StageContext): Promise<LoadedStage> {
  const opened = await openDataset(context);
  const manifests: PackageManifest[] = [];
  let failure: CodedError | undefined;
  for (const loadId of await context.session.packages.list("normalized")) {
    const done = await loadOne(context, opened, loadId);
    manifests.push(done.manifest);
    failure = done.failure;
    if (failure !== undefined) break;
  }
  return { manifests, jobs: manifests.flatMap(loadJobs), location: opened.client.location, failure };
}

async function loadOne(context: StageContext, { destination, client, loadedIds }: OpenedDataset, loadId: string): Promise<{ readonly manifest: PackageManifest; readonly failure: CodedError | undefined }> {
  const { host, session, pipelineName, datasetName, config } = context;
  const { packages } = session;
  const settings = loadConfig({ pipelineName }, config);
  const manifest = await packages.manifest("normalized", loadId);
  const schema = await packages.schema("normalized", loadId);
  const insertedAt = new Date().toISOString();
  const folder = new JobFolder(session.files, packages.packagePath("normalized", loadId));
  const { capabilities } = destination;
  const place = { schema: manifest.schemaName, loadId };
  const outcome = loadedIds.has(loadId)
    ? { jobs: (await folder.resume(manifest.jobs)).map((job) => (job.state === "failed_jobs" ? job : { ...job, state: "completed_jobs" as const })), failure: undefined }
    : await loadPackage({
        manifest,
        schema,
        client,
        capabilities,
        settings,
        host,
        insertedAt,
        folder,
        onJob: (value, total) => reportLoad(context, place, value, total),
      });
  reportFailedJobs(context, place, outcome.jobs.filter(({ state }) => state === "failed_jobs").length);
  const failure = settings.raiseOnFailedJobs ? outcome.failure : undefined;
  const done: PackageManifest = { ...manifest, state: failure === undefined ? "loaded" : "aborted", completedAt: new Date().toISOString(), insertedAt, datasetName, jobs: outcome.jobs };
  await packages.commitLoaded(done, schema);
  await finishPackage(context, done, capabilities.volatile);
  return { manifest: done, failure };
}

/** What is done to a package's files once it is loaded: messages beside failed jobs; completed ones are removed if that was asked for. */
export async function finishPackage({ session, pipelineName, config, datasetName }: StageContext, manifest: PackageManifest, isVolatile: boolean): Promise<void> {
  const { packages, files } = session;
  const { loadId, state } = manifest;
  if (state === "loaded") session.noteLoaded(datasetName, [loadId]);
  for (const job of manifest.jobs) {
    const path = packages.jobPath("loaded", loadId, job);
    if (job.failedMessage !== undefined) await files.writeText(`${path}.exception`, job.failedMessage);
  }
  // A dataset in memory is filled again from the completed jobs: there they must stay.
  if (loadConfig({ pipelineName }, config).deleteCompletedJobs && !isVolatile && state === "loaded") await files.remove(`${packages.packagePath("loaded", loadId)}/completed_jobs`);
}

/** The jobs of a loaded package for the trace. */
export function loadJobs({ jobs }: PackageManifest): JobTrace[] {
  return jobs.flatMap(({ file, table, rows, bytes, startedAt, finishedAt, worker = "main" }) => (startedAt === undefined || finishedAt === undefined ? [] : [{ stage: "load" as const, worker, table, file, rows, bytes, startedAt, finishedAt }]));
}

