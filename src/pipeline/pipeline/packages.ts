/** Load packages of a pipeline, to look at and to give up. */
import { pipelineError } from "../errors.ts";
import { jobId, parseJobFile } from "../storage/jobFile.ts";
import { LoadPackageInfo } from "../trace/packageInfo.ts";
import type { PipelineSession } from "./session.ts";

/** A job that the destination refused. */
export interface FailedJob {
  readonly loadId: string;
  /** `table.file_id.format`. */
  readonly jobId: string;
  readonly table: string;
  readonly message: string;
}

const places = ["extracted", "normalized", "loaded"] as const;

/** Packages that are not loaded, oldest first. */
export async function pendingPackages(session: PipelineSession): Promise<LoadPackageInfo[]> {
  const infos: LoadPackageInfo[] = [];
  for (const place of ["normalized", "extracted"] as const) {
    for (const loadId of await committed(session, place)) infos.push(new LoadPackageInfo(await session.packages.manifest(place, loadId)));
  }
  return infos.sort((a, b) => Number(a.loadId) - Number(b.loadId));
}

/** @throws E441 when there is no such package */
export async function packageInfo(session: PipelineSession, loadId: string): Promise<LoadPackageInfo> {
  const known: string[] = [];
  for (const place of places) {
    const loadIds = await committed(session, place);
    if (loadIds.includes(loadId)) return new LoadPackageInfo(await session.packages.manifest(place, loadId));
    known.push(...loadIds);
  }
  throw pipelineError("E441", { pipeline: session.root, loadId, known: known.join(", ") || "none" });
}

/** Refused jobs of a package, or of all that were loaded or aborted, oldest first. @throws E441 */
export async function failedJobs(session: PipelineSession, loadId: string | undefined): Promise<FailedJob[]> {
  const infos = loadId === undefined ? await Promise.all((await committed(session, "loaded")).map((id) => packageInfo(session, id))) : [await packageInfo(session, loadId)];
  return infos.flatMap((info) => info.failedJobs.map((job) => ({ loadId: info.loadId, jobId: jobId(parseJobFile(job.file)), table: job.table, message: job.failedMessage ?? "" })));
}

/** Removes the packages that are not loaded. Returns their load ids, oldest first. */
export async function dropPending(session: PipelineSession): Promise<string[]> {
  const dropped: string[] = [];
  for (const place of ["normalized", "extracted"] as const) {
    for (const loadId of await session.packages.list(place)) {
      await session.packages.discard(place, loadId);
      dropped.push(loadId);
    }
  }
  return dropped.sort((a, b) => Number(a) - Number(b));
}

/** Load ids in a place, without those that a run is still filling. */
async function committed(session: PipelineSession, place: (typeof places)[number]): Promise<string[]> {
  return (await session.packages.list(place)).filter((loadId) => !session.drafts.has(loadId));
}
