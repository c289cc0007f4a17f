/** The steps of one call of a pipeline, recorded for its trace. */
import type { CodedError } from "../../diagnostic/codedError.ts";
import type { PackageManifest } from "../storage/manifest.ts";
import { LoadPackageInfo } from "../trace/packageInfo.ts";
import { ExtractInfo, LoadInfo, NormalizeInfo } from "../trace/stepInfo.ts";
import type { StepInfo } from "../trace/stepInfo.ts";
import type { StageContext } from "./context.ts";
import { extractStage } from "./extractStage.ts";
import { extractDrop } from "./dropResources.ts";
import { loadStage } from "./loadStage.ts";
import { normalizeStage } from "./normalizeStage.ts";
import { extractJobs, overlappedRun } from "./overlappedRun.ts";
import type { StageReport } from "./overlappedRun.ts";
import type { StepRecorder } from "./recorder.ts";
import type { DataOptions, NormalizeOptions, RunOptions } from "./runOptions.ts";
import { syncFromDestination } from "./sync.ts";

/** What the last steps of a pipeline told. */
export interface LastInfos {
  extract?: ExtractInfo;
  normalize?: NormalizeInfo;
  load?: LoadInfo;
}

export class StepRunner {
  readonly #context: StageContext;
  readonly #recorder: StepRecorder;
  readonly #infos: LastInfos;

  constructor(context: StageContext, recorder: StepRecorder, infos: LastInfos) {
    this.#context = context;
    this.#recorder = recorder;
    this.#infos = infos;
  }

  extract(data: unknown, options: DataOptions): Promise<ExtractInfo> {
    return this.#recorder.step("extract", async (startedAt) => {
      await this.#restore();
      const manifests = await extractStage(data, this.#context, options);
      const info = (this.#infos.extract = new ExtractInfo(this.#times(startedAt, new Date(), manifests)));
      this.#finished("extract", startedAt, new Date());
      return { info, jobs: manifests.flatMap(extractJobs) };
    });
  }

  normalize(options: NormalizeOptions = {}): Promise<NormalizeInfo> {
    return this.#recorder.step(
      "normalize",
      async (startedAt) => {
        const { manifests, rowCounts, jobs } = await normalizeStage(this.#context, options.loaderFileFormat);
        const info = (this.#infos.normalize = new NormalizeInfo(this.#times(startedAt, new Date(), manifests), rowCounts));
        this.#finished("normalize", startedAt, new Date());
        return { info, jobs };
      },
      (startedAt) => this.#unfinishedNormalize(startedAt),
    );
  }

  load(): Promise<LoadInfo> {
    return this.#recorder.step("load", async (startedAt) => {
      const { manifests, jobs, location, failure } = await loadStage(this.#context);
      const info = (this.#infos.load = this.#loadInfo(startedAt, new Date(), manifests, location));
      this.#finished("load", startedAt, new Date());
      return { info, jobs, failure };
    });
  }

  /** Finishes what is pending, then does all of it with the new data. */
  run(data: unknown, options: RunOptions): Promise<LoadInfo> {
    return this.#recorder.step("run", async () => {
      const info = (await this.#finishPending(data === undefined)) ?? (await this.#runData(data, options));
      return { info, jobs: [] };
    });
  }

  /** Drops the tables and the state of resources. */
  drop(resources: readonly string[]): Promise<LoadInfo> {
    return this.#recorder.step("run", async () => {
      await this.#finishPending(false);
      await extractDrop(this.#context, resources);
      await this.normalize();
      return { info: await this.load(), jobs: [] };
    });
  }

  /** A pipeline without a state of its own goes on where its destination says it was. */
  async #restore(): Promise<void> {
    const { session, destination } = this.#context;
    if (session.state !== undefined || (await destination.load()).capabilities.volatile) return;
    await syncFromDestination(this.#context);
  }

  /** @returns undefined when there is more to do */
  async #finishPending(isAll: boolean): Promise<LoadInfo | undefined> {
    if (!isAll && !(await this.#context.session.hasPending())) return undefined;
    await this.normalize();
    const info = await this.load();
    return isAll ? info : undefined;
  }

  async #runData(data: unknown, options: RunOptions): Promise<LoadInfo> {
    await this.#restore();
    if (options.keepPending === true) {
      await this.extract(data, options);
      await this.normalize(options);
      return this.load();
    }
    let loaded: LoadInfo | undefined;
    const isLoaded = await overlappedRun(data, this.#context, options, (report) => {
      const info = this.#note(report);
      if (info instanceof LoadInfo) loaded = info;
    });
    // Packages that could not be loaded on the way wait in the work folder: with retries, and with what to tell of a failure.
    return isLoaded && loaded !== undefined ? loaded : this.load();
  }

  /** Records a stage of an overlapped run. */
  #note({ stage, startedAt, finishedAt, manifests, jobs, rowCounts = {}, location = "", failure }: StageReport): StepInfo {
    const [began, ended] = [new Date(startedAt), new Date(finishedAt)];
    const times = this.#times(began, ended, manifests);
    const info = stage === "extract" ? new ExtractInfo(times) : stage === "normalize" ? new NormalizeInfo(times, rowCounts) : this.#loadInfo(began, ended, manifests, location);
    this.#recorder.note(stage, { startedAt, finishedAt }, { info, jobs, failure: failure === undefined ? undefined : asError(failure) });
    if (failure !== undefined) return info;
    if (info instanceof ExtractInfo) this.#infos.extract = info;
    else if (info instanceof NormalizeInfo) this.#infos.normalize = info;
    else if (info instanceof LoadInfo) this.#infos.load = info;
    this.#finished(stage, began, ended);
    return info;
  }

  /** A failed normalize leaves packages as extract made them. */
  async #unfinishedNormalize(startedAt: Date): Promise<NormalizeInfo> {
    const { packages } = this.#context.session;
    const manifests: PackageManifest[] = [];
    for (const loadId of await packages.list("extracted")) manifests.push(await packages.manifest("extracted", loadId));
    return new NormalizeInfo(this.#times(startedAt, new Date(), manifests), {});
  }

  #loadInfo(startedAt: Date, finishedAt: Date, manifests: readonly PackageManifest[], location: string): LoadInfo {
    const { destination, datasetName } = this.#context;
    return new LoadInfo(this.#times(startedAt, finishedAt, manifests), { destination: destination.name, datasetName, location });
  }

  #times(startedAt: Date, finishedAt: Date, manifests: readonly PackageManifest[]) {
    const { pipelineName, isFirstRun: firstRun } = this.#context;
    return { pipelineName, startedAt, finishedAt, firstRun, loadPackages: manifests.map((manifest) => new LoadPackageInfo(manifest)) };
  }

  #finished(stage: "extract" | "normalize" | "load", startedAt: Date, finishedAt: Date): void {
    const { report, pipelineName: pipeline } = this.#context;
    report({ type: "stageFinished", pipeline, stage, ms: finishedAt.getTime() - startedAt.getTime() });
  }
}

function asError(failure: unknown): Error | CodedError {
  return failure instanceof Error ? failure : new Error(String(failure));
}
