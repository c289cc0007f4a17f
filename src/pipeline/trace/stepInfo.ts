/** What each step tells when it is done (dlt: ExtractInfo, NormalizeInfo, LoadInfo). Each prints as dlt prints it. */
import { isoMoment } from "./clock.ts";
import { preciseDelta } from "./duration.ts";
import { extractMetrics, loadMetrics, normalizeMetrics } from "./metrics.ts";
import type { LoadPackageInfo } from "./packageInfo.ts";

interface StepTimes {
  readonly pipelineName: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly loadPackages: readonly LoadPackageInfo[];
  /** True for the first step of a pipeline that had never run. Default false. */
  readonly firstRun?: boolean;
}

/** What all steps tell. */
export abstract class StepInfo implements StepTimes {
  readonly pipelineName: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly loadPackages: readonly LoadPackageInfo[];
  readonly firstRun: boolean;
  /** The step that it tells of. */
  abstract readonly step: "extract" | "normalize" | "load";

  constructor(times: StepTimes) {
    this.pipelineName = times.pipelineName;
    this.startedAt = times.startedAt;
    this.finishedAt = times.finishedAt;
    this.loadPackages = times.loadPackages;
    this.firstRun = times.firstRun ?? false;
  }

  get loadIds(): readonly string[] {
    return this.loadPackages.map(({ loadId }) => loadId);
  }

  get isEmpty(): boolean {
    return this.loadPackages.length === 0;
  }

  /** The text of `toString()`; 0 leaves out the messages of failed jobs, as traces do. */
  abstract asText(verbosity?: 0 | 1): string;

  /** Counts and times of each file and table, as data with dlt's names. */
  abstract metrics(): object;

  /** What all steps tell, as data with dlt's names. Moments are ISO 8601 in UTC. */
  asDict() {
    return {
      pipeline: { pipeline_name: this.pipelineName },
      loads_ids: this.loadIds,
      load_packages: this.loadPackages.map((one) => one.asDict(this.pipelineName)),
      first_run: this.firstRun,
      started_at: isoMoment(this.startedAt.getTime()),
      finished_at: isoMoment(this.finishedAt.getTime()),
    };
  }

  toString(): string {
    return this.asText(1);
  }

  toJSON(): object {
    return { ...this.asDict(), ...this.metrics() };
  }

  protected packageLines(verbosity: 0 | 1): string {
    return this.loadPackages.map((one) => `\n${one.line(verbosity)}`).join("");
  }
}

/** What an extract did. As text it reads as dlt prints it. */
export class ExtractInfo extends StepInfo {
  override readonly step = "extract";
  override asText(verbosity: 0 | 1 = 1): string {
    return this.packageLines(verbosity);
  }

  override metrics() {
    return extractMetrics(this.loadPackages);
  }
}

/** What a normalize did. As text it reads as dlt prints it. */
export class NormalizeInfo extends StepInfo {
  override readonly step = "normalize";
  /** Table → rows, summed over packages. */
  readonly rowCounts: Readonly<Record<string, number>>;

  constructor(times: StepTimes, rowCounts: Readonly<Record<string, number>>) {
    super(times);
    this.rowCounts = rowCounts;
  }

  override asText(verbosity: 0 | 1 = 1): string {
    const counts = Object.entries(this.rowCounts).map(([table, rows]) => `- ${table}: ${rows} row(s)`);
    const head = counts.length === 0 ? "No data found to normalize" : `Normalized data for the following tables:\n${counts.join("\n")}\n`;
    return head + this.packageLines(verbosity);
  }

  override metrics() {
    return normalizeMetrics(this.loadPackages);
  }
}

/** What a load did. As text it reads as dlt prints it. */
export class LoadInfo extends StepInfo {
  override readonly step = "load";
  readonly destination: string;
  readonly datasetName: string;
  /** Where the data is, in words. */
  readonly location: string;

  constructor(times: StepTimes, place: { readonly destination: string; readonly datasetName: string; readonly location: string }) {
    super(times);
    this.destination = place.destination;
    this.datasetName = place.datasetName;
    this.location = place.location;
  }

  get hasFailedJobs(): boolean {
    return this.loadPackages.some(({ failedJobs }) => failedJobs.length > 0);
  }

  override asText(verbosity: 0 | 1 = 1): string {
    const seconds = this.isEmpty ? "---" : preciseDelta((this.finishedAt.getTime() - this.startedAt.getTime()) / 1000);
    return [
      `Pipeline ${this.pipelineName} load step completed in ${seconds}`,
      `${this.loadPackages.length} load package(s) were loaded to destination ${this.destination} and into dataset ${this.isEmpty ? "None" : this.datasetName}`,
      `The ${this.destination} destination used ${this.location} location to store data${this.packageLines(verbosity)}`,
    ].join("\n");
  }

  override metrics() {
    return {
      destination_name: this.destination,
      destination_displayable_credentials: this.location,
      dataset_name: this.datasetName,
      job_metrics: loadMetrics(this.loadPackages),
    };
  }
}
