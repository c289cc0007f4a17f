/** What a step did to each file, table and resource, as data with dlt's names (dlt: step metrics). */
import { jobId, parseJobFile } from "../storage/jobFile.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { isoMoment } from "./clock.ts";
import type { LoadPackageInfo } from "./packageInfo.ts";

/** Rows, bytes and times, of one file or of many together. Moments are seconds since the epoch. */
interface WriterMetrics {
  readonly items_count: number;
  readonly file_size: number;
  readonly created: number;
  readonly last_modified: number;
}

interface PlacedJob {
  readonly loadId: string;
  readonly job: PackageJob;
}

function jobsOf(packages: readonly LoadPackageInfo[]): PlacedJob[] {
  return packages.flatMap(({ loadId, jobs }) => jobs.map((job) => ({ loadId, job })));
}

function metricsOf(jobs: readonly PackageJob[]): WriterMetrics {
  const times = jobs.flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt]).filter((time) => time !== undefined);
  return {
    items_count: jobs.reduce((sum, { rows }) => sum + rows, 0),
    file_size: jobs.reduce((sum, { bytes }) => sum + bytes, 0),
    created: times.length === 0 ? 0 : Math.min(...times) / 1000,
    last_modified: times.length === 0 ? 0 : Math.max(...times) / 1000,
  };
}

/** One entry for each package and name. */
function summed(placed: readonly PlacedJob[], nameOf: (job: PackageJob) => string, field: "table_name" | "resource_name") {
  const groups = new Map<string, PlacedJob[]>();
  for (const one of placed) {
    const key = `${one.loadId}\n${nameOf(one.job)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return Array.from(groups.values(), (group) => ({ ...metricsOf(group.map(({ job }) => job)), load_id: group[0]?.loadId, [field]: group[0] === undefined ? "" : nameOf(group[0].job) }));
}

const tableOf = ({ table }: PackageJob): string => table;
const resourceOf = ({ resource, table }: PackageJob): string => resource ?? table;

/** Files, tables and resources of extract; `worker` is ours: who ran the resource. */
export function extractMetrics(packages: readonly LoadPackageInfo[]) {
  const placed = jobsOf(packages);
  return { job_metrics: placed.map(fileMetrics), table_metrics: summed(placed, tableOf, "table_name"), resource_metrics: summed(placed, resourceOf, "resource_name") };
}

/** Files and tables that normalize made. */
export function normalizeMetrics(packages: readonly LoadPackageInfo[]) {
  const placed = jobsOf(packages);
  return { job_metrics: placed.map(fileMetrics), table_metrics: summed(placed, tableOf, "table_name") };
}

/** Jobs of load. */
export function loadMetrics(packages: readonly LoadPackageInfo[]) {
  return jobsOf(packages).map(({ loadId, job }) => ({
    load_id: loadId,
    job_id: jobId(parseJobFile(job.file)),
    table_name: job.table,
    started_at: job.startedAt === undefined ? null : isoMoment(job.startedAt),
    finished_at: job.finishedAt === undefined ? null : isoMoment(job.finishedAt),
    state: job.state === "failed_jobs" ? "failed" : job.state === "completed_jobs" ? "completed" : "ready",
    retry_count: parseJobFile(job.file).retry,
    worker: job.worker ?? "main",
  }));
}

function fileMetrics({ loadId, job }: PlacedJob) {
  return { ...metricsOf([job]), load_id: loadId, job_id: jobId(parseJobFile(job.file)), table_name: job.table, worker: job.worker ?? "main" };
}
