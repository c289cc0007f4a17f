/** Normalize: every extracted package → a normalized one, on the pool's workers. */
import { normalizeConfig } from "../config/settings.ts";
import { CodedError } from "../../diagnostic/codedError.ts";
import type { LoaderFileFormat } from "../formats/format.ts";
import type { PipelineHost } from "../host.ts";
import { normalizePackage } from "../normalize/package.ts";
import type { ExtractedFile } from "../normalize/package.ts";
import { NormalizePool } from "../normalize/pool.ts";
import { nullOnlyWarnings } from "../schema/nullOnly.ts";
import { newJobFile, parseJobFile, printJobFile } from "../storage/jobFile.ts";
import type { PackageJob, PackageManifest } from "../storage/manifest.ts";
import { now } from "../trace/clock.ts";
import type { JobTrace } from "../trace/trace.ts";
import type { StageContext } from "./context.ts";
import { reportNormalize } from "./stageProgress.ts";
import { destinationFormat } from "./destinationFormat.ts";

export interface NormalizedStage {
  readonly manifests: readonly PackageManifest[];
  /** Table → rows. */
  readonly rowCounts: Readonly<Record<string, number>>;
  readonly jobs: readonly JobTrace[];
}

/**
 * Normalizes what is extracted, oldest package first. A package on which it fails stays as extract left it.
 *
 * @param format the option `loaderFileFormat`
 * @throws what normalize throws, with the package's load id and how to give it up
 */
export async function normalizeStage(context: StageContext, format?: LoaderFileFormat): Promise<NormalizedStage> {
  const { session } = context;
  const manifests: PackageManifest[] = [];
  const rowCounts: Record<string, number> = {};
  const jobs: JobTrace[] = [];
  for (const loadId of await session.packages.list("extracted")) {
    const done = await normalizeOne(context, await session.packages.manifest("extracted", loadId), format);
    manifests.push(done.manifest);
    jobs.push(...done.jobs);
    for (const [table, rows] of Object.entries(done.rowCounts)) rowCounts[table] = (rowCounts[table] ?? 0) + rows;
  }
  return { manifests, rowCounts, jobs };
}

async function normalizeOne(context: StageContext, extracted: PackageManifest, format: LoaderFileFormat | undefined) {
  const { host, report, session, pipelineName, config } = context;
  const { packages, files } = session;
  const { loadId } = extracted;
  const settings = normalizeConfig({ pipelineName }, config);
  const jobs: PackageJob[] = [];
  const schema = session.draftSchema(extracted.schemaName);
  const destination = await context.destination.load();
  const formatOf = (table: string): LoaderFileFormat => destinationFormat(destination, schema, table, format);
  const sources = extracted.jobs.map((job): ExtractedFile => {
    const path = packages.jobPath("extracted", loadId, job);
    const opfsPath = files.opfsPath(path);
    const source = opfsPath === undefined ? { read: () => files.read(path) } : { opfsPath };
    return { name: job.file, table: job.table, bytes: job.bytes, compressed: parseJobFile(job.file).compressed, source, fileFormat: formatOf(job.table) };
  });
  try {
    const normalized = await normalizePackage({
      loadId,
      schema,
      files: sources,
      workers: settings.workers,
      fileOrder: settings.fileOrder,
      fileMaxItems: settings.writer.fileMaxItems,
      host,
      pool: poolOf(host),
      async onFile({ table, rows, columns, bytes }, from) {
        const startedAt = now();
        const file = printJobFile(newJobFile(table, formatOf(from.table), false));
        const size = bytes.byteLength;
        const job: PackageJob = { file, table, rows, columns, bytes: size, state: "new_jobs" };
        await files.writeBytes(packages.jobPath("normalized", loadId, job), bytes);
        jobs.push({ ...job, startedAt, finishedAt: now() });
      },
      onProgress: (progress) => reportNormalize(context, { schema: extracted.schemaName, loadId }, progress),
    });
    for (const warning of nullOnlyWarnings(normalized.schema.name, normalized.nullOnlyColumns)) report({ type: "warning", pipeline: pipelineName, ...warning });
    const manifest: PackageManifest = {
      ...extracted,
      state: "normalized",
      jobs,
      updatedTables: [...new Set([...extracted.updatedTables, ...normalized.updates.map(({ name }) => name)])],
    };
    await session.commit([{ place: "normalized", manifest, schema: normalized.schema }]);
    const traces = normalized.jobs.map((job): JobTrace => ({ ...job, stage: "normalize", bytes: extracted.jobs.find(({ file }) => file === job.file)?.bytes ?? 0 }));
    return { manifest, rowCounts: normalized.rowCounts, jobs: traces };
  } catch (error) {
    await packages.discard("normalized", loadId);
    throw blocked(error, loadId);
  }
}

/** An error of a package's rows comes again until the package is given up: the way out says so. Other errors pass as they are. */
function blocked(error: unknown, loadId: string): unknown {
  if (!(error instanceof CodedError) || infrastructure.has(error.code)) return error;
  const fix = `${error.fix} Load package ${loadId} is kept and is tried again by the next step: \`await pipeline.getLoadPackage("${loadId}")\` shows it, \`await pipeline.dropPendingPackages()\` gives it up.`;
  return new CodedError(error.code, { name: error.slug, message: error.message, why: error.why, fix }, { ...error.details, loadId }, { cause: error.cause ?? error });
}

/** Errors of the place, not of the rows: a worker died or did not start, the disk is full, a file is gone. */
const infrastructure: ReadonlySet<string> = new Set(["E430", "E432", "E460", "E461", "E462"]);

const pools = new WeakMap<PipelineHost, NormalizePool>();

/** The host's workers, kept warm between packages and shared by its pipelines. */
export function poolOf(host: PipelineHost): NormalizePool {
  const pool = pools.get(host) ?? new NormalizePool(host);
  pools.set(host, pool);
  return pool;
}
