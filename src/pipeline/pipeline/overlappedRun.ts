/**
 * `run` on new data: extract, normalize and load at the same time, file by file. A package counts when all of it is
 * there: until then nothing of this run is kept, so whatever ends it, the pipeline is as it was before.
 */
import { extractWriterConfig, loadConfig } from "../config/settings.ts";
import type { ExplicitConfig } from "../config/settings.ts";
import type { Destination } from "../destination/destination.ts";
import type { Source } from "../extract/source.ts";
import { packageToLoad } from "../load/loadPackage.ts";
import { PackageTransaction } from "../load/packageTransaction.ts";
import type { NormalizedPackage } from "../normalize/package.ts";
import type { PackageManifest } from "../storage/manifest.ts";
import type { PackageToCommit } from "../storage/packageStorage.ts";
import { now } from "../trace/clock.ts";
import type { JobTrace } from "../trace/trace.ts";
import type { StageContext } from "./context.ts";
import { reportLoad } from "./stageProgress.ts";
import { destinationFormat } from "./destinationFormat.ts";
import { extractData } from "./extraction.ts";
import type { Draft, Extraction } from "./extraction.ts";
import { HeldFiles } from "./heldFiles.ts";
import { finishPackage, loadJobs } from "./loadStage.ts";
import { poolOf } from "./normalizeStage.ts";
import { openDataset } from "./openDataset.ts";
import { PackageFlow } from "./packageFlow.ts";
import type { RunOptions } from "./runOptions.ts";

/** What one stage did; stages of an overlapped run overlap in time. */
export interface StageReport {
  readonly stage: "extract" | "normalize" | "load";
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly manifests: readonly PackageManifest[];
  readonly jobs: readonly JobTrace[];
  /** Normalize: table → rows. */
  readonly rowCounts?: Readonly<Record<string, number>>;
  /** Load: where the data is. */
  readonly location?: string;
  /** The error that ended the stage, and the run. */
  readonly failure?: unknown;
}

/** A file is closed at this size when no limit is set, so that the next stages have something to do. */
const fileBytes = 4 * 1024 * 1024;

/** Told of each stage as it ends, in the order of the stages. */
type Tell = (report: StageReport) => void;

/**
 * @returns true when everything is loaded; false when the packages are normalized and wait for `load`, because the
 *   destination did not take them this way
 * @throws what extract and normalize throw, and what stopped the run: nothing of it is kept then
 */
export async function overlappedRun(data: unknown, context: StageContext, options: RunOptions, tell: Tell): Promise<boolean> {
  const destination = await context.destination.load();
  const run = new OverlappedRun(context, destination, options);
  try {
    return await run.run(data, tell);
  } finally {
    await run.close();
  }
}

class OverlappedRun {
  readonly #context: StageContext;
  readonly #destination: Destination;
  readonly #options: RunOptions;
  readonly #files: HeldFiles;
  readonly #flows: PackageFlow[] = [];
  /** Where normalized files go: straight to their last place when the package is loaded as a whole. */
  readonly #place: "loaded" | "normalized";
  #normalizeFailure: { readonly reason: unknown } | undefined;
  #transaction: PackageTransaction | undefined;
  #location = "";
  readonly #insertedAt = new Date().toISOString();

  constructor(context: StageContext, destination: Destination, options: RunOptions) {
    this.#context = context;
    this.#destination = destination;
    this.#options = options;
    this.#files = new HeldFiles(context.session.files);
    this.#place = destination.capabilities.transactional ? "loaded" : "normalized";
  }

  async run(data: unknown, tell: Tell): Promise<boolean> {
    const extraction = await this.#extract(data, tell);
    const normalized = await this.#normalize(extraction, tell);
    const { packages } = extraction;
    if (this.#place === "normalized") {
      await this.#count([], normalized, extraction);
      return false;
    }
    const startedAt = this.#transaction?.startedAt ?? now();
    const loaded: PackageToCommit[] = [];
    try {
      for (const [index, { draft }] of packages.entries()) loaded.push(await this.#load(draft, normalized[index] as Normalized, index));
    } catch (error) {
      if (isStop(error, this.#context)) {
        await this.#forget();
        throw error;
      }
    }
    await this.#count(loaded, normalized.slice(loaded.length), extraction);
    const isWhole = loaded.length === packages.length;
    if (loaded.length > 0 || isWhole) tell(this.#loadReport(startedAt, loaded.map(({ manifest }) => manifest)));
    return isWhole;
  }

  /** Removes what does not count. */
  async close(): Promise<void> {
    const { session } = this.#context;
    for (const flow of this.#flows) {
      await flow.abort();
      const { loadId } = flow.draft;
      if (!(await session.packages.isCommitted(this.#place, loadId))) await session.packages.discard(this.#place, loadId);
      session.drafts.delete(loadId);
    }
  }

  async #extract(data: unknown, tell: Tell): Promise<Extraction> {
    const startedAt = now();
    const report = (manifests: readonly PackageManifest[], failure?: unknown): void =>
      tell({ stage: "extract", startedAt, finishedAt: now(), manifests, jobs: manifests.flatMap(extractJobs), ...(failure === undefined ? {} : { failure }) });
    try {
      const extraction = await extractData(data, this.#context, this.#options, {
        files: this.#files,
        folder: (loadId) => this.#extractFolder(loadId),
        config: (source) => this.#configOf(source),
        onDraft: (draft) => this.#begin(draft),
        onFile: (draft, job) => {
          this.#files.hold(`${this.#extractFolder(draft.loadId)}/${job.file}`, job.bytes);
          this.#flows.find((flow) => flow.draft === draft)?.add(job);
        },
      });
      report(extraction.packages.map(({ manifest }) => manifest));
      return extraction;
    } catch (error) {
      if (this.#normalizeFailure === undefined || error !== this.#normalizeFailure.reason) {
        report([], error);
        throw error;
      }
      // Extract was ended because normalize failed: that is the stage to tell of.
      report([]);
      tell({ stage: "normalize", startedAt, finishedAt: now(), manifests: [], jobs: [], rowCounts: {}, failure: error });
      throw error;
    }
  }

  async #normalize({ packages }: Extraction, tell: Tell): Promise<Normalized[]> {
    const begun = now();
    const done: Normalized[] = [];
    const extractedManifests = packages.map(({ manifest }) => manifest);
    try {
      for (const { draft, manifest } of packages) {
        const flow = this.#flows.find((one) => one.draft === draft) as PackageFlow;
        const normalized = await flow.normalized();
        done.push({ flow, normalized, manifest: { ...manifest, state: "normalized", jobs: flow.jobs, updatedTables: [...new Set([...manifest.updatedTables, ...normalized.updates.map(({ name }) => name)])] } });
      }
    } catch (failure) {
      tell({ stage: "normalize", startedAt: begun, finishedAt: now(), manifests: extractedManifests, jobs: [], rowCounts: {}, failure });
      throw failure;
    }
    const jobs = done.flatMap(({ normalized }, index) => normalized.jobs.map((job): JobTrace => ({ ...job, stage: "normalize", bytes: extractedManifests[index]?.jobs.find(({ file }) => file === job.file)?.bytes ?? 0 })));
    const rowCounts: Record<string, number> = {};
    for (const { normalized } of done) for (const [table, rows] of Object.entries(normalized.rowCounts)) rowCounts[table] = (rowCounts[table] ?? 0) + rows;
    const startedAt = Math.min(begun, ...jobs.map((job) => job.startedAt));
    tell({ stage: "normalize", startedAt, finishedAt: now(), manifests: done.map(({ manifest }) => manifest), jobs, rowCounts });
    return done;
  }

  /** Loads one package to its end. The first one has been under way since its first file. */
  async #load(draft: Draft, { flow, normalized, manifest }: Normalized, index: number): Promise<PackageToCommit> {
    const transaction = index === 0 && this.#transaction !== undefined ? this.#transaction : this.#newTransaction(draft);
    if (transaction !== this.#transaction) await flow.loadInto(transaction);
    const jobs = await transaction.complete(flow.growth(normalized.schema, manifest.replacedTables));
    const done: PackageManifest = { ...manifest, state: "loaded", completedAt: new Date().toISOString(), insertedAt: this.#insertedAt, datasetName: this.#context.datasetName, jobs };
    return { place: "loaded", manifest: done, schema: normalized.schema };
  }

  /** Makes the packages count: those that are loaded, and the others as `normalize` would have left them. */
  async #count(loaded: readonly PackageToCommit[], waiting: readonly Normalized[], { state }: Extraction): Promise<void> {
    const { session } = this.#context;
    const kept: PackageToCommit[] = [];
    try {
      for (const { flow, normalized, manifest } of waiting) {
        const { loadId } = flow.draft;
        await flow.abort();
        if (this.#place === "loaded" && manifest.jobs.length > 0) await session.files.move(this.#folder(loadId), `${session.packages.packagePath("normalized", loadId)}/new_jobs`);
        kept.push({ place: "normalized", manifest, schema: normalized.schema });
      }
      await session.commit([...loaded, ...kept], state);
    } catch (error) {
      if (loaded.length > 0) await this.#forget();
      throw error;
    }
    for (const { manifest } of loaded) {
      await finishPackage(this.#context, manifest, this.#destination.capabilities.volatile);
      session.drafts.delete(manifest.loadId);
    }
  }

  /** The dataset may hold rows that the work folder does not: it is filled again from the work folder when it is next used. */
  async #forget(): Promise<void> {
    const { host, pipelineName, config } = this.#context;
    await this.#destination.forget({ host, pipelineName, config });
  }

  #begin(draft: Draft): void {
    const { session, host } = this.#context;
    const isFirst = this.#flows.length === 0;
    session.drafts.add(draft.loadId);
    const flow = new PackageFlow({
      context: this.#context,
      draft,
      pool: poolOf(host),
      folder: this.#folder(draft.loadId),
      formatOf: (table) => destinationFormat(this.#destination, draft.schema, table, this.#options.loaderFileFormat),
      sourceOf: (job) => this.#files.source(`${this.#extractFolder(draft.loadId)}/${job.file}`),
      onDone: (job) => void this.#files.letGo(`${this.#extractFolder(draft.loadId)}/${job.file}`, job.bytes).catch(() => undefined),
    });
    this.#flows.push(flow);
    flow.normalizer.working.catch((reason: unknown) => {
      this.#normalizeFailure ??= { reason };
      this.#files.fail(reason);
    });
    if (this.#place !== "loaded" || !isFirst) return;
    this.#transaction = this.#newTransaction(draft);
    void flow.loadInto(this.#transaction);
  }

  #newTransaction(draft: Draft): PackageTransaction {
    const { host, pipelineName, config, session } = this.#context;
    const settings = loadConfig({ pipelineName }, config);
    return new PackageTransaction({
      open: async () => {
        const { client } = await openDataset(this.#context);
        this.#location = client.location;
        return client;
      },
      settings,
      host,
      load: () => packageToLoad({ loadId: draft.loadId, createdAt: draft.createdAt, droppedTables: [...draft.droppedTables] }, this.#insertedAt, session.packages.packagePath(this.#place, draft.loadId)),
      onJob: (value, total) => reportLoad(this.#context, { schema: draft.schema.name, loadId: draft.loadId }, value, total),
    });
  }

  /** Without a limit of their own, files are closed early: the next stages begin then. */
  #configOf(source: Source): ExplicitConfig {
    const { pipelineName, config } = this.#context;
    const { fileMaxItems, fileMaxBytes } = extractWriterConfig({ pipelineName, sourceSection: source.section, sourceName: source.name }, config);
    if (fileMaxItems !== undefined || fileMaxBytes !== undefined) return config;
    return { ...config, extract: { ...config.extract, dataWriter: { ...config.extract?.dataWriter, fileMaxBytes: fileBytes } } };
  }

  #loadReport(startedAt: number, manifests: readonly PackageManifest[]): StageReport {
    return { stage: "load", startedAt, finishedAt: now(), manifests, jobs: manifests.flatMap(loadJobs), location: this.#location };
  }

  #folder(loadId: string): string {
    const path = this.#context.session.packages.packagePath(this.#place, loadId);
    return `${path}/${this.#place === "loaded" ? "completed_jobs" : "new_jobs"}`;
  }

  #extractFolder(loadId: string): string {
    return `${this.#context.session.packages.packagePath("extracted", loadId)}/new_jobs`;
  }
}

interface Normalized {
  readonly flow: PackageFlow;
  readonly normalized: NormalizedPackage;
  readonly manifest: PackageManifest;
}

/** The jobs of an extracted package for the trace. */
export function extractJobs(manifest: PackageManifest): JobTrace[] {
  return manifest.jobs.map(({ file, table, rows, bytes, startedAt = 0, finishedAt = 0, worker = "main" }) => ({ stage: "extract", worker, table, file, rows, bytes, startedAt, finishedAt }));
}

/** Whether somebody stopped the run, as opposed to an error in it. */
function isStop(error: unknown, { host }: StageContext): boolean {
  return host.signal()?.aborted === true || (error instanceof Error && ["AbortError", "Interrupted", "StopSignal"].includes(error.name));
}
