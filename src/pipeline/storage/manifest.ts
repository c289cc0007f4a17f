/** What a load package says about itself: `package.json` in its folder. Writing this file is what makes a package exist. */

export type PackageState = "extracted" | "normalized" | "loaded" | "aborted";

/** One file of a package. */
export interface PackageJob {
  /** File name as `jobFile.ts` prints it. */
  readonly file: string;
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly state: "new_jobs" | "completed_jobs" | "failed_jobs";
  /** Columns of a normalized file in the file's order. */
  readonly columns?: readonly string[];
  /** The resource that an extracted file's rows came from. */
  readonly resource?: string;
  readonly failedMessage?: string;
  /** When work on the file began and ended, in ms since the epoch, and where. */
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly worker?: string;
}

export interface PackageManifest {
  readonly version: 1;
  /** Seconds since the epoch with a fraction, as text; increasing. */
  readonly loadId: string;
  readonly schemaName: string;
  readonly state: PackageState;
  /** ISO 8601. */
  readonly createdAt: string;
  /** When it was loaded or aborted; null before. */
  readonly completedAt: string | null;
  /** As it stands in the rows about it in the dataset. Default: `completedAt`. */
  readonly insertedAt?: string;
  readonly jobs: readonly PackageJob[];
  /** Root tables of `replace` resources: emptied before the jobs are loaded, also when there is no job for them. */
  readonly replacedTables: readonly string[];
  /** Tables that are removed before the jobs are loaded (`refresh`, `drop`). */
  readonly droppedTables?: readonly string[];
  /** Tables that this package adds to or changes in the schema. */
  readonly updatedTables: readonly string[];
  /** The dataset that it was loaded into. */
  readonly datasetName?: string;
  /** The pipeline's state as of this package, in case the tab closed before it was saved by itself. */
  readonly pipelineState?: unknown;
}

/** Whether a parsed `package.json` is one this version can read. */
export function isManifest(value: unknown): value is PackageManifest {
  return typeof value === "object" && value !== null && "version" in value && value.version === 1 && "loadId" in value && "jobs" in value;
}
