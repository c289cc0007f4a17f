/** What each step tells when it is done (dlt: ExtractInfo, NormalizeInfo, LoadInfo). Each prints as dlt prints it. */
import { preciseDelta } from "./duration.ts";
import type { LoadPackageInfo } from "./packageInfo.ts";

interface StepTimes {
  readonly pipelineName: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly loadPackages: readonly LoadPackageInfo[];
}

class StepInfo implements StepTimes {
  readonly pipelineName: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly loadPackages: readonly LoadPackageInfo[];

  constructor(times: StepTimes) {
    this.pipelineName = times.pipelineName;
    this.startedAt = times.startedAt;
    this.finishedAt = times.finishedAt;
    this.loadPackages = times.loadPackages;
  }

  get loadIds(): readonly string[] {
    return this.loadPackages.map(({ loadId }) => loadId);
  }

  get isEmpty(): boolean {
    return this.loadPackages.length === 0;
  }

  protected packageLines(): string {
    return this.loadPackages.map((one) => one.line()).join("\n");
  }
}

export class ExtractInfo extends StepInfo {
  override toString(): string {
    return `\n${this.packageLines()}`;
  }
}

export class NormalizeInfo extends StepInfo {
  /** Table → rows, summed over packages. */
  readonly rowCounts: Readonly<Record<string, number>>;

  constructor(times: StepTimes, rowCounts: Readonly<Record<string, number>>) {
    super(times);
    this.rowCounts = rowCounts;
  }

  override toString(): string {
    const counts = Object.entries(this.rowCounts).map(([table, rows]) => `- ${table}: ${rows} row(s)`);
    const head = counts.length === 0 ? "No data found to normalize" : `Normalized data for the following tables:\n${counts.join("\n")}\n`;
    return `${head}\n${this.packageLines()}`;
  }
}

export class LoadInfo extends StepInfo {
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

  override toString(): string {
    const seconds = this.isEmpty ? "---" : preciseDelta((this.finishedAt.getTime() - this.startedAt.getTime()) / 1000);
    return [
      `Pipeline ${this.pipelineName} load step completed in ${seconds}`,
      `${this.loadPackages.length} load package(s) were loaded to destination ${this.destination} and into dataset ${this.isEmpty ? "None" : this.datasetName}`,
      `The ${this.destination} destination used ${this.location} location to store data`,
      ...(this.isEmpty ? [] : [this.packageLines()]),
    ].join("\n");
  }
}
