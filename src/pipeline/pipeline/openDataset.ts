/** The dataset of a pipeline, opened for load and for reading. */
import { loadConfig } from "../config/settings.ts";
import type { Destination, DestinationClient } from "../destination/destination.ts";
import { pipelineError } from "../errors.ts";
import { JobFolder } from "../load/jobFolder.ts";
import { loadPackage } from "../load/loadPackage.ts";
import type { PackageManifest } from "../storage/manifest.ts";
import type { StageContext } from "./context.ts";

export interface OpenedDataset {
  readonly destination: Destination;
  readonly client: DestinationClient;
  /** Ids of the packages that it holds. */
  readonly loadedIds: ReadonlySet<string>;
}

/**
 * Opens the dataset. Where the destination forgets with the page, packages that were loaded before are loaded again
 * from the work folder first, oldest first, so that the dataset is what it was.
 *
 * @throws E480 when the database does not start, E486 when a package cannot be read again
 */
export function openDataset(context: StageContext): Promise<OpenedDataset> {
  return context.session.dataset.run(() => openRestored(context));
}

async function openRestored(context: StageContext): Promise<OpenedDataset> {
  const { host, session, pipelineName, datasetName } = context;
  const destination = await context.destination.load();
  const client = await destination.open({ host, pipelineName, datasetName, config: context.config });
  const loadedIds = await client.loadedIds();
  if (!destination.capabilities.volatile) {
    // What is loaded outlives this page, so what says so must be on disk before.
    await session.files.flush();
    return { destination, client, loadedIds };
  }
  const known = session.loadedInto(datasetName);
  if (known !== undefined && [...known].every((loadId) => loadedIds.has(loadId))) return { destination, client, loadedIds };
  const ids: string[] = [];
  for (const loadId of await session.packages.list("loaded")) {
    if (session.drafts.has(loadId)) continue;
    const manifest = await session.packages.manifest("loaded", loadId);
    if (manifest.state !== "loaded" || manifest.datasetName !== datasetName) continue;
    if (!loadedIds.has(loadId)) await restorePackage(context, { destination, client }, manifest);
    ids.push(loadId);
  }
  session.noteLoaded(datasetName, ids);
  return { destination, client, loadedIds: new Set([...loadedIds, ...ids]) };
}

async function restorePackage(context: StageContext, { destination, client }: Omit<OpenedDataset, "loadedIds">, manifest: PackageManifest): Promise<void> {
  const { host, session, pipelineName, config } = context;
  const { loadId } = manifest;
  const jobs = manifest.jobs.filter(({ state }) => state === "completed_jobs");
  const { failure } = await loadPackage({
    manifest: { ...manifest, jobs },
    schema: await session.packages.schema("loaded", loadId),
    client,
    capabilities: destination.capabilities,
    settings: { ...loadConfig({ pipelineName }, config), raiseOnFailedJobs: true, raiseOnMaxRetries: 1 },
    host,
    insertedAt: manifest.insertedAt ?? manifest.completedAt ?? manifest.createdAt,
    folder: new JobFolder(session.files, session.packages.packagePath("loaded", loadId)),
  });
  if (failure !== undefined) throw pipelineError("E486", { loadId, pipeline: pipelineName, reason: failure.message }, { cause: failure });
}
