/** A pipeline: extract, normalize and load, with what it knows between them. */
import type { Table } from "apache-arrow";
import type { DestinationRef } from "../destination/destination.ts";
import { destinationRef } from "../destination/destinations.ts";
import { resolvedSince } from "../config/resolvedValues.ts";
import type { ExplicitConfig } from "../config/settings.ts";
import { Dataset } from "../dataset/dataset.ts";
import type { QueryResult } from "../dataset/queryResult.ts";
import { pipelineError } from "../errors.ts";
import { untilStopped } from "../extract/breath.ts";
import type { RunHints } from "../extract/extractSource.ts";
import { checkOptions } from "../extract/options.ts";
import type { Data } from "../extract/source.ts";
import type { PipelineEvent, PipelineHost } from "../host.ts";
import { schemaNameOfPipeline } from "../schema/schemaName.ts";
import type { StoredSchema } from "../schema/types.ts";
import type { PackageManifest } from "../storage/manifest.ts";
import { executionContext } from "../trace/executionContext.ts";
import { LoadPackageInfo } from "../trace/packageInfo.ts";
import { ExtractInfo, LoadInfo, NormalizeInfo } from "../trace/stepInfo.ts";
import { PipelineTrace } from "../trace/trace.ts";
import type { JobTrace, StepTrace } from "../trace/trace.ts";
import type { StageContext } from "./context.ts";
import { extractStage } from "./extractStage.ts";
import { loadStage } from "./loadStage.ts";
import { normalizeStage } from "./normalizeStage.ts";
import { openDataset } from "./openDataset.ts";
import { ProgressLog } from "./progressLog.ts";
import { StepRecorder } from "./recorder.ts";
import { pipelineSession } from "./session.ts";
import { reportConfigWarnings } from "./warnings.ts";
import type { PipelineSession } from "./session.ts";
import type { PipelineState } from "./state.ts";

export interface PipelineSpec {
  /** Default `pipeline`. */
  readonly pipelineName?: string;
  /** A name, `dlt.destinations.…({ … })`, or `dlt.destination(sink)`. Default `duckdb`. */
  readonly destination?: string | DestinationRef;
  /** Default: the pipeline's name and `_dataset`. */
  readonly datasetName?: string;
  /** Starts afresh: forgets what the pipeline did before, and adds the time to the dataset's name. Default false. */
  readonly devMode?: boolean;
  /** `log`: counts and rates of each stage go to the console while it runs. */
  readonly progress?: "log";
  /** Settings for this pipeline; they win over `env`. */
  readonly config?: ExplicitConfig;
}

export type RunOptions = RunHints;

const runOptionNames = ["tableName", "writeDisposition", "primaryKey", "columns", "schemaContract"] as const;

/** Made by `dlt.pipeline`. Steps of one pipeline run one after the other. */
export class Pipeline {
  readonly pipelineName: string;
  readonly destination: string;
  readonly datasetName: string;
  readonly devMode: boolean;
  readonly #host: PipelineHost;
  readonly #destination: DestinationRef;
  readonly #config: ExplicitConfig;
  readonly #log: ProgressLog | undefined;
  #opening: Promise<PipelineSession> | undefined;
  #session: PipelineSession | undefined;
  #trace: PipelineTrace | undefined;
  #extractInfo: ExtractInfo | undefined;
  #normalizeInfo: NormalizeInfo | undefined;
  #loadInfo: LoadInfo | undefined;

  /**
   * Prefer `dlt.pipeline`.
   *
   * @throws E470 for a name that cannot be one, E471 for an unknown destination, E456 for an unknown option
   */
  constructor(host: PipelineHost, spec: PipelineSpec = {}) {
    checkOptions("dlt.pipeline", spec, ["pipelineName", "destination", "datasetName", "devMode", "progress", "config"]);
    const { pipelineName = "pipeline", destination = "duckdb", devMode = false, config = {} } = spec;
    for (const name of [pipelineName, spec.datasetName ?? pipelineName]) {
      if (typeof name !== "string" || !/^[\p{L}\p{N}_][\p{L}\p{N}_ -]*$/u.test(name)) throw pipelineError("E470", { name: JSON.stringify(name) });
    }
    this.#host = host;
    this.#log = spec.progress === "log" ? new ProgressLog(pipelineName, { print: host.print }) : undefined;
    this.pipelineName = pipelineName;
    this.#destination = destinationRef(destination);
    this.destination = this.#destination.name;
    this.devMode = devMode;
    this.#config = config;
    const datasetName = spec.datasetName ?? `${pipelineName}_dataset`;
    this.datasetName = devMode ? `${datasetName}_${compactTime(new Date())}` : datasetName;
  }

  /** Takes rows from the data into files. Rows become visible with `load`. @throws E450–E455, E460, E465 */
  async extract(data: Data, options: RunOptions = {}): Promise<ExtractInfo> {
    checkOptions("extract", options, runOptionNames);
    return this.#call(false, (context, recorder) => this.#extract(context, recorder, data, options));
  }

  /** Flattens and types what is extracted. @throws E420–E431 */
  async normalize(): Promise<NormalizeInfo> {
    return this.#call(false, (context, recorder) => this.#normalize(context, recorder));
  }

  /** Puts what is normalized into the destination. @throws E480–E486 */
  async load(): Promise<LoadInfo> {
    return this.#call(false, (context, recorder) => this.#load(context, recorder));
  }

  /**
   * All three steps. Packages that an earlier run left are finished first. Without data, only they are.
   *
   * @throws what the steps throw; what was complete before stays
   */
  async run(data?: Data, options: RunOptions = {}): Promise<LoadInfo> {
    checkOptions("run", options, runOptionNames);
    return this.#call(true, (context, recorder) => {
      if (this.destination === "duckdb") void import("../destination/duckdb/instance.ts").then(({ warmDuckDb }) => warmDuckDb(context.host));
      return recorder.step("run", async () => {
        if (await this.#hasPending(context)) {
          await this.#normalize(context, recorder);
          await this.#load(context, recorder);
        }
        if (data !== undefined) await this.#extract(context, recorder, data, options);
        await this.#normalize(context, recorder);
        return { info: await this.#load(context, recorder), jobs: [] };
      });
    });
  }

  /** The trace of the last `run`, or of the single steps since. Prints as text. */
  get lastTrace(): PipelineTrace | undefined {
    return this.#trace;
  }

  get lastExtractInfo(): ExtractInfo | undefined {
    return this.#extractInfo;
  }

  get lastNormalizeInfo(): NormalizeInfo | undefined {
    return this.#normalizeInfo;
  }

  get lastLoadInfo(): LoadInfo | undefined {
    return this.#loadInfo;
  }

  /** The state as saved last; undefined before the first step. */
  get state(): PipelineState | undefined {
    return this.#session?.state;
  }

  /** The schema of resources without a source. @throws E475 before there is one */
  get defaultSchema(): StoredSchema {
    const name = this.state?.default_schema_name ?? schemaNameOfPipeline(this.pipelineName);
    const schema = this.#session?.schema(name);
    if (schema === undefined) throw pipelineError("E475", { pipeline: this.pipelineName, schema: name, known: this.schemaNames.join(", ") || "none" });
    return structuredClone(schema);
  }

  get schemaNames(): readonly string[] {
    return this.#session?.schemaNames ?? [];
  }

  /** The loaded tables. */
  dataset(): Dataset {
    return new Dataset({
      pipelineName: this.pipelineName,
      datasetName: this.datasetName,
      run: (sql, purpose) => this.#query(sql, purpose),
      schemas: () => this.schemaNames.flatMap((name) => this.#session?.schema(name) ?? []),
    });
  }

  /** Runs any SQL of DuckDB in the dataset. */
  sqlClient(): { query<Row extends object = Record<string, unknown>>(sql: string): Promise<QueryResult<Row>> } {
    return {
      query: async <Row extends object>(sql: string) => {
        const { QueryResult: Result } = await import("../dataset/queryResult.ts");
        return new Result<Row>(await this.#query(sql));
      },
    };
  }

  /** Packages that are extracted or normalized but not loaded, oldest first. */
  async listPendingPackages(): Promise<LoadPackageInfo[]> {
    const session = await this.#open();
    const infos: LoadPackageInfo[] = [];
    for (const place of ["normalized", "extracted"] as const) {
      for (const loadId of await session.packages.list(place)) infos.push(new LoadPackageInfo(await session.packages.manifest(place, loadId)));
    }
    return infos.sort((a, b) => Number(a.loadId) - Number(b.loadId));
  }

  /** Forgets everything: files, state, schemas, and the tables in the database. */
  async drop(): Promise<void> {
    const session = await this.#open();
    await session.steps.run(() => this.#wipe(session));
    this.#trace = this.#extractInfo = this.#normalizeInfo = this.#loadInfo = undefined;
  }

  /** Runs a public step with the pipeline to itself, and keeps its trace. */
  async #call<Info>(isRun: boolean, work: (context: StageContext, recorder: StepRecorder) => Promise<Info>): Promise<Info> {
    const session = await this.#open();
    const recorder = new StepRecorder();
    return session.steps.run(async () => {
      reportConfigWarnings(this.#host, this.pipelineName);
      try {
        const working = (): Promise<Info> => work(this.#context(session), recorder);
        return await (isRun ? session.files.hold(working) : working());
      } finally {
        this.#keepTrace(isRun, recorder.steps);
      }
    });
  }

  /** Single steps that follow each other share a trace; a run has its own. */
  #keepTrace(isRun: boolean, steps: readonly StepTrace[]): void {
    const [first] = steps;
    if (first === undefined) return;
    const resolvedValues = resolvedSince(this.pipelineName, first.startedAt);
    const before = isRun || this.#trace?.steps.some(({ step }) => step === "run") ? undefined : this.#trace;
    this.#trace = before?.with({ steps, resolvedValues }) ?? new PipelineTrace({ pipelineName: this.pipelineName, steps, resolvedValues, context: executionContext(this.#host.cores) });
  }

  #extract(context: StageContext, recorder: StepRecorder, data: unknown, hints: RunHints): Promise<ExtractInfo> {
    return recorder.step("extract", async (startedAt) => {
      const manifests = await extractStage(data, context, hints);
      this.#extractInfo = new ExtractInfo(this.#times(startedAt, manifests));
      this.#finished(context, "extract", startedAt);
      return { info: this.#extractInfo, jobs: manifests.flatMap(extractJobs) };
    });
  }

  #normalize(context: StageContext, recorder: StepRecorder): Promise<NormalizeInfo> {
    return recorder.step("normalize", async (startedAt) => {
      const { manifests, rowCounts, jobs } = await normalizeStage(context);
      this.#normalizeInfo = new NormalizeInfo(this.#times(startedAt, manifests), rowCounts);
      this.#finished(context, "normalize", startedAt);
      return { info: this.#normalizeInfo, jobs };
    }, (startedAt) => this.#unfinishedNormalize(context, startedAt));
  }

  /** A failed normalize leaves packages as extract made them. */
  async #unfinishedNormalize({ session }: StageContext, startedAt: Date): Promise<NormalizeInfo> {
    const manifests: PackageManifest[] = [];
    for (const loadId of await session.packages.list("extracted")) manifests.push(await session.packages.manifest("extracted", loadId));
    return new NormalizeInfo(this.#times(startedAt, manifests), {});
  }

  #load(context: StageContext, recorder: StepRecorder): Promise<LoadInfo> {
    return recorder.step("load", async (startedAt) => {
      const { manifests, jobs, location, failure } = await loadStage(context);
      this.#loadInfo = new LoadInfo(this.#times(startedAt, manifests), { destination: this.destination, datasetName: this.datasetName, location });
      this.#finished(context, "load", startedAt);
      return { info: this.#loadInfo, jobs, failure };
    });
  }

  #times(startedAt: Date, manifests: readonly PackageManifest[]) {
    return { pipelineName: this.pipelineName, startedAt, finishedAt: new Date(), loadPackages: manifests.map((manifest) => new LoadPackageInfo(manifest)) };
  }

  readonly #report = (event: PipelineEvent): void => {
    this.#host.report(event);
    this.#log?.take(event);
  };

  #finished({ report }: StageContext, stage: "extract" | "normalize" | "load", startedAt: Date): void {
    report({ type: "stageFinished", pipeline: this.pipelineName, stage, ms: Date.now() - startedAt.getTime() });
  }

  async #hasPending({ session }: StageContext): Promise<boolean> {
    return (await session.packages.list("extracted")).length + (await session.packages.list("normalized")).length > 0;
  }

  #context(session: PipelineSession): StageContext {
    return { host: this.#host, report: this.#report, session, pipelineName: this.pipelineName, datasetName: this.datasetName, destination: this.#destination, config: this.#config };
  }

  #open(): Promise<PipelineSession> {
    const opening = (this.#opening ??= (async () => {
      const session = await pipelineSession(this.#host, this.pipelineName);
      if (this.devMode) await session.steps.run(() => this.#wipe(session));
      this.#session = session;
      return session;
    })());
    opening.catch(() => {
      this.#opening = undefined;
    });
    return opening;
  }

  async #wipe(session: PipelineSession): Promise<void> {
    await session.wipe();
    await (await this.#destination.load()).forget({ host: this.#host, pipelineName: this.pipelineName, config: this.#config });
  }

  async #query(sql: string, purpose?: "page"): Promise<Table> {
    const session = await this.#open();
    const context = this.#context(session);
    const { client, loadedIds } = await openDataset(context);
    if (client.query === undefined) throw pipelineError("E862", { destination: this.destination });
    if (loadedIds.size === 0) throw pipelineError("E473", { pipeline: this.pipelineName, dataset: this.datasetName });
    const signal = purpose === "page" ? undefined : context.host.signal();
    return untilStopped(client.query(sql, signal), signal);
  }
}

function extractJobs(manifest: PackageManifest): JobTrace[] {
  return manifest.jobs.map(({ file, table, rows, bytes, startedAt = 0, finishedAt = 0, worker = "main" }) => ({ stage: "extract", worker, table, file, rows, bytes, startedAt, finishedAt }));
}

/** `20261122172126`, in UTC. */
function compactTime(date: Date): string {
  return date.toISOString().slice(0, 19).replace(/\D/g, "");
}
