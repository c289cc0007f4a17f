/** A pipeline: extract, normalize and load, with what it knows between them. */
import type { Table } from "apache-arrow";
import { isReadable } from "../destination/destination.ts";
import type { DestinationRef, ReadableClient } from "../destination/destination.ts";
import { destinationRef } from "../destination/destinations.ts";
import { resolvedSince } from "../config/resolvedValues.ts";
import { pipelineConfig } from "../config/settings.ts";
import type { ExplicitConfig } from "../config/settings.ts";
import { Dataset } from "../dataset/dataset.ts";
import type { QueryOptions } from "../dataset/runQuery.ts";
import { SqlClient } from "../dataset/sqlClient.ts";
import { pipelineError } from "../errors.ts";
import { untilStopped } from "../extract/breath.ts";
import { checkOptions } from "../extract/options.ts";
import type { Data } from "../extract/source.ts";
import type { PipelineEvent, PipelineHost } from "../host.ts";
import { printableSchema } from "../schema/print/printable.ts";
import type { PrintableSchema } from "../schema/print/printable.ts";
import { schemaNameOfPipeline } from "../schema/schemaName.ts";
import type { StoredSchema } from "../schema/types.ts";
import { executionContext } from "../trace/executionContext.ts";
import type { LoadPackageInfo } from "../trace/packageInfo.ts";
import type { ExtractInfo, LoadInfo, NormalizeInfo } from "../trace/stepInfo.ts";
import { PipelineTrace } from "../trace/trace.ts";
import type { StepTrace } from "../trace/trace.ts";
import type { StageContext } from "./context.ts";
import { openDataset } from "./openDataset.ts";
import { dropPending, failedJobs, packageInfo, pendingPackages } from "./packages.ts";
import type { FailedJob } from "./packages.ts";
import { ProgressLog } from "./progressLog.ts";
import { StepRecorder } from "./recorder.ts";
import { checkDataOptions, checkLoadOptions, checkNormalizeOptions, withSettings } from "./runOptions.ts";
import type { ExtractOptions, LoadOptions, NormalizeOptions, RunOptions } from "./runOptions.ts";
import { pipelineSession } from "./session.ts";
import { StepRunner } from "./stepRunner.ts";
import { syncFromDestination } from "./sync.ts";
import type { LastInfos } from "./stepRunner.ts";
import { reportConfigWarnings } from "./warnings.ts";
import type { PipelineSession } from "./session.ts";
import type { PipelineState } from "./state.ts";

/** Options of `dlt.pipeline`. */
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
  #infos: LastInfos = {};

  /**
   * Prefer `dlt.pipeline`.
   *
   * @throws E470 for a name that cannot be one, E471 for an unknown destination, E456 for an unknown option
   */
  constructor(host: PipelineHost, spec: PipelineSpec = {}) {
    checkOptions("dlt.pipeline", spec, ["pipelineName", "destination", "datasetName", "devMode", "progress", "config"]);
    const { pipelineName = "pipeline", destination = "duckdb", config = {} } = spec;
    for (const name of [pipelineName, spec.datasetName ?? pipelineName]) {
      if (typeof name !== "string" || !/^[\p{L}\p{N}_][\p{L}\p{N}_ -]*$/u.test(name)) throw pipelineError("E470", { name: JSON.stringify(name) });
    }
    this.#host = host;
    const { progress, devMode } = pipelineConfig(pipelineName, spec);
    this.#log = progress === "log" ? new ProgressLog(pipelineName, { print: host.print }) : undefined;
    this.pipelineName = pipelineName;
    this.#destination = destinationRef(destination, host);
    this.destination = this.#destination.name;
    this.devMode = devMode;
    this.#config = config;
    const datasetName = spec.datasetName ?? `${pipelineName}_dataset`;
    this.datasetName = devMode ? `${datasetName}_${compactTime(new Date())}` : datasetName;
  }

  /** Takes rows from the data into files. Rows become visible with `load`. @throws E450–E457, E460, E465, and E440–E445 for options */
  async extract(data: Data, options: ExtractOptions = {}): Promise<ExtractInfo> {
    checkDataOptions("extract", options);
    const { workers, maxParallelItems } = options;
    return this.#call(false, withSettings(this.#config, "extract", { workers, maxParallelItems }), (steps) => steps.extract(data, options));
  }

  /** Flattens and types what is extracted. A package on which it fails is kept. @throws E420–E431 */
  async normalize(options: NormalizeOptions = {}): Promise<NormalizeInfo> {
    checkNormalizeOptions(options);
    return this.#call(false, withSettings(this.#config, "normalize", { workers: options.workers }), (steps) => steps.normalize(options));
  }

  /** Puts what is normalized into the destination. @throws E440, E480–E487 */
  async load(options: LoadOptions = {}): Promise<LoadInfo> {
    checkLoadOptions(options);
    const { workers, raiseOnFailedJobs } = options;
    return this.#call(false, withSettings(this.#config, "load", { workers, raiseOnFailedJobs }), (steps) => steps.load());
  }

  /**
   * All three steps at the same time, file by file. Packages that an earlier step left are finished first. Without data,
   * only they are.
   *
   * A run that fails in extract or normalize keeps nothing of its data, and the next one begins as this one did; with
   * `keepPending` the extracted package is kept instead. One that fails in load keeps its package: normalized when the
   * reason may pass, else aborted.
   *
   * @throws what the steps throw; what was complete before stays
   */
  async run(data?: Data, options: RunOptions = {}): Promise<LoadInfo> {
    checkDataOptions("run", options);
    if (this.destination === "duckdb") void import("../destination/duckdb/instance.ts").then(({ warmDuckDb }) => warmDuckDb(this.#host));
    return this.#call(true, this.#config, (steps) => steps.run(data, options));
  }

  /** The trace of the last `run`, or of the single steps since. Prints as text. */
  get lastTrace(): PipelineTrace | undefined {
    return this.#trace;
  }

  get lastExtractInfo(): ExtractInfo | undefined {
    return this.#infos.extract;
  }

  get lastNormalizeInfo(): NormalizeInfo | undefined {
    return this.#infos.normalize;
  }

  get lastLoadInfo(): LoadInfo | undefined {
    return this.#infos.load;
  }

  /** The state as saved last; undefined before the first step. */
  get state(): PipelineState | undefined {
    return this.#session?.state;
  }

  /** The schema of resources without a source: a copy that can print itself as YAML, JSON and Mermaid. @throws E475 before there is one */
  get defaultSchema(): PrintableSchema {
    const name = this.state?.default_schema_name ?? schemaNameOfPipeline(this.pipelineName);
    const schema = this.#session?.schema(name);
    if (schema === undefined) throw pipelineError("E475", { pipeline: this.pipelineName, schema: name, known: this.schemaNames.join(", ") || "none" });
    return printableSchema(schema);
  }

  /** All schemas, by name; copies that can print themselves. */
  get schemas(): Readonly<Record<string, PrintableSchema>> {
    return Object.fromEntries(this.schemaNames.flatMap((name) => {
      const schema = this.#session?.schema(name);
      return schema === undefined ? [] : [[name, printableSchema(schema)]];
    }));
  }

  get schemaNames(): readonly string[] {
    return this.#session?.schemaNames ?? [];
  }

  /** The loaded tables. */
  dataset(): Dataset {
    return new Dataset({
      pipelineName: this.pipelineName,
      datasetName: this.datasetName,
      run: (sql, options) => this.#query(sql, options),
      revision: async () => (await this.#opened()).revision?.() ?? 0,
      schemas: () => this.#schemas(),
    });
  }

  /** Runs any SQL of DuckDB in the dataset. */
  sqlClient(): SqlClient {
    return new SqlClient({
      datasetName: this.datasetName,
      run: (sql, options) => this.#query(sql, options),
      connect: async (place) => {
        const client = await this.#opened();
        if (client.connect === undefined) throw pipelineError("E862", { destination: this.destination });
        return client.connect(place);
      },
    });
  }

  /** Packages that are extracted or normalized but not loaded, oldest first. */
  async listPendingPackages(): Promise<LoadPackageInfo[]> {
    return pendingPackages(await this.#open());
  }

  /** One package with its jobs, wherever it is. @throws E441 */
  async getLoadPackage(loadId: string): Promise<LoadPackageInfo> {
    return packageInfo(await this.#open(), loadId);
  }

  /** Jobs that the destination refused, with their messages; of one package or of all. @throws E441 */
  async listFailedJobs(loadId?: string): Promise<FailedJob[]> {
    return failedJobs(await this.#open(), loadId);
  }

  /** Gives up the packages that are not loaded. Returns their load ids. What is loaded stays, and so do state and schemas. */
  async dropPendingPackages(): Promise<string[]> {
    const session = await this.#open();
    return session.steps.run(() => dropPending(session));
  }

  /** True when packages wait to be normalized or loaded. */
  async hasPendingData(): Promise<boolean> {
    return (await this.#open()).hasPending();
  }

  /** True when the pipeline has extracted or loaded anything. */
  async hasData(): Promise<boolean> {
    const session = await this.#open();
    return (await session.hasPending()) || (await session.packages.list("loaded")).length > 0;
  }

  /** True until a package has been loaded. */
  get firstRun(): boolean {
    return !(this.#session?.hasLoaded ?? false);
  }

  /**
   * Without names forgets everything: files, state, schemas, and the tables in the database. With names of resources
   * forgets their tables, nested ones with them, and their state; packages that wait are finished first.
   *
   * @throws E444 for a resource that has no tables
   */
  async drop(resources?: string | readonly string[]): Promise<void> {
    if (resources !== undefined) return this.#dropResources(typeof resources === "string" ? [resources] : resources);
    const session = await this.#open();
    await session.steps.run(() => this.#wipe(session));
    this.#trace = undefined;
    this.#infos = {};
  }

  async #dropResources(resources: readonly string[]): Promise<void> {
    await this.#call(true, this.#config, (steps) => steps.drop(resources));
  }

  /**
   * Takes state and schemas from the destination when they are newer there than in the work folder, or when the work
   * folder has none. Where the destination has lost everything that the work folder says is loaded, the work folder is emptied.
   *
   * @returns true when something was taken
   * @throws E447 for a stored state that cannot be read
   */
  async syncDestination(): Promise<boolean> {
    const session = await this.#open();
    return session.steps.run(() => syncFromDestination(this.#context(session)));
  }

  /** Runs a public step with the pipeline to itself, and keeps its trace. */
  async #call<Info>(isRun: boolean, config: ExplicitConfig, work: (steps: StepRunner) => Promise<Info>): Promise<Info> {
    const session = await this.#open();
    const recorder = new StepRecorder();
    return session.steps.run(async () => {
      reportConfigWarnings(this.#host, this.pipelineName);
      try {
        const working = (): Promise<Info> => work(new StepRunner(this.#context(session, config), recorder, this.#infos));
        return await (isRun ? session.hold(working, () => this.#forgetLoaded()) : working());
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

  readonly #report = (event: PipelineEvent): void => {
    this.#host.report(event);
    this.#log?.take(event);
  };

  #context(session: PipelineSession, config = this.#config): StageContext {
    const { pipelineName, datasetName } = this;
    return { host: this.#host, report: this.#report, session, pipelineName, datasetName, destination: this.#destination, config, isFirstRun: !session.hasLoaded };
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
    await this.#forgetLoaded();
  }

  /** Empties the destination; one that forgets with the page is filled again from the work folder when it is next used. */
  async #forgetLoaded(): Promise<void> {
    await (await this.#destination.load()).forget({ host: this.#host, pipelineName: this.pipelineName, config: this.#config });
  }

  async #query(sql: string, { purpose, params }: QueryOptions = {}): Promise<Table> {
    const client = await this.#opened();
    const signal = purpose === "page" ? undefined : this.#host.signal();
    return untilStopped(client.query(sql, signal, params), signal);
  }

  /** The open dataset. @throws E473 when nothing has been loaded, E862 when it cannot be read */
  async #opened(): Promise<ReadableClient> {
    const { client, loadedIds } = await openDataset(this.#context(await this.#open()));
    if (!isReadable(client)) throw pipelineError("E862", { destination: this.destination });
    if (loadedIds.size === 0) throw pipelineError("E473", { pipeline: this.pipelineName, dataset: this.datasetName });
    return client;
  }

  /** The default schema first. */
  #schemas(): StoredSchema[] {
    const first = this.state?.default_schema_name;
    const names = [...this.schemaNames].sort((a, b) => Number(b === first) - Number(a === first));
    return names.flatMap((name) => this.#session?.schema(name) ?? []);
  }
}

/** `20261122172126`, in UTC. */
function compactTime(date: Date): string {
  return date.toISOString().slice(0, 19).replace(/\D/g, "");
}
