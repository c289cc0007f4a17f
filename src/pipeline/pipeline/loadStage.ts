/** Load: every normalized package → the destination. */
import { loadConfig } from "../config/settings.ts";
import type { CodedError } from "../../diagnostic/codedError.ts";
import type { DestinationClient } from "../destination/destination.ts";
import { pipelineError } from "../errors.ts";
import { loadPackage } from "../load/loadPackage.ts";
import type { PackageManifest } from "../storage/manifest.ts";
import type { PackagePlace } from "../storage/packageStorage.ts";
import { now } from "../trace/clock.ts";
import type { JobTrace } from "../trace/trace.ts";
import type { StageContext } from "./context.ts";

export interface LoadedStage {
  readonly manifests: readonly PackageManifest[];
  readonly jobs: readonly JobTrace[];
  readonly location: string;
  /** The first failed job; its package is aborted. */
  readonly failure: CodedError | undefined;
}

/** Loads what is normalized, oldest package first. */
export async function loadStage(context: StageContext): Promise<LoadedStage> {
  const { host, report, session, pipelineName, datasetName, config } = context;
  const { packages } = session;
  const settings = loadConfig({ pipelineName }, config);
  const client = await openDataset(context);
  const loaded = await client.loadedIds();
  const manifests: PackageManifest[] = [];
  const jobs: JobTrace[] = [];
  let failure: CodedError | undefined;
  for (const loadId of await packages.list("normalized")) {
    const manifest = await packages.manifest("normalized", loadId);
    const schema = await packages.schema("normalized", loadId);
    const insertedAt = new Date().toISOString();
    const outcome = loaded.has(loadId)
      ? { jobs: manifest.jobs.map((job) => ({ ...job, state: "completed_jobs" as const })), failure: undefined }
      : await loadPackage({
          manifest,
          schema,
          client,
          workers: settings.workers,
          host,
          insertedAt,
          folder: packages.packagePath("normalized", loadId),
          read: (job) => session.files.read(packages.jobPath("normalized", loadId, job)),
          onJob: (value, total) => report({ type: "progress", pipeline: pipelineName, stage: "load", counter: "Jobs", value, total, unit: "jobs" }),
        });
    const done: PackageManifest = { ...manifest, state: outcome.failure === undefined ? "loaded" : "aborted", completedAt: insertedAt, datasetName, jobs: outcome.jobs };
    await packages.commitLoaded(done, schema);
    manifests.push(done);
    jobs.push(...done.jobs.flatMap((job) => (job.startedAt === undefined ? [] : [{ stage: "load" as const, worker: job.worker ?? "main", table: job.table, file: job.file, rows: job.rows, bytes: job.bytes, startedAt: job.startedAt, finishedAt: job.finishedAt ?? now() }])));
    failure = outcome.failure;
    if (failure !== undefined && settings.raiseOnFailedJobs) break;
  }
  return { manifests, jobs, location: client.location, failure: settings.raiseOnFailedJobs ? failure : undefined };
}

/**
 * Opens the dataset. Where the destination forgets with the page, packages that were loaded before are loaded again
 * from the work folder first, oldest first, so that the dataset is what it was.
 *
 * @throws E480 when the database does not start, E486 when a package cannot be read again
 */
export function openDataset(context: StageContext): Promise<DestinationClient> {
  return context.session.dataset.run(() => openRestored(context));
}

async function openRestored(context: StageContext): Promise<DestinationClient> {
  const { host, session, pipelineName, datasetName } = context;
  const destination = await context.destination.load();
  const client = await destination.open({ host, pipelineName, datasetName, config: context.config });
  if (!destination.capabilities.volatile) {
    // What is loaded outlives this page, so what says so must be on disk before.
    await session.files.flush();
    return client;
  }
  const loaded = await client.loadedIds();
  for (const loadId of await session.packages.list("loaded")) {
    if (loaded.has(loadId)) continue;
    const manifest = await session.packages.manifest("loaded", loadId);
    if (manifest.state === "loaded" && manifest.datasetName === datasetName) await restorePackage(context, client, manifest);
  }
  return client;
}

async function restorePackage({ host, session, pipelineName }: StageContext, client: DestinationClient, manifest: PackageManifest): Promise<void> {
  const place: PackagePlace = "loaded";
  const { failure } = await loadPackage({
    manifest,
    schema: await session.packages.schema(place, manifest.loadId),
    client,
    workers: 2,
    host,
    insertedAt: manifest.completedAt ?? manifest.createdAt,
    folder: session.packages.packagePath(place, manifest.loadId),
    read: (job) => session.files.read(session.packages.jobPath(place, manifest.loadId, job)),
  });
  if (failure !== undefined) throw pipelineError("E486", { loadId: manifest.loadId, pipeline: pipelineName, reason: failure.message }, { cause: failure });
}
