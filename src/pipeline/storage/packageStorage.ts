/**
 * Load packages in the work folder of one pipeline, laid out as dlt does:
 *
 *     normalize/extracted/<load_id>/new_jobs/…     after extract
 *     load/normalized/<load_id>/new_jobs/…         after normalize
 *     load/loaded/<load_id>/completed_jobs/…       after load
 *
 * A file system in a browser cannot rename a folder in one step, so the step that counts is another one: **a package is
 * in the last of the three places whose `package.json` is written**, and that file is written last, whole or not at all.
 * All else is either redone or rolled forward by `recover`, which runs when a pipeline is opened:
 *
 * - a folder without `package.json` is unfinished work: it is removed;
 * - a package that exists in a later place is removed from the earlier one; when the later place is `loaded`, its job
 *   files are moved over first (they are moved only after `package.json` is there).
 *
 * So a crash at any instant leaves each package in exactly one state.
 */
import { pipelineError } from "../errors.ts";
import type { StoredSchema } from "../schema/types.ts";
import type { HoldingStore } from "./holdingStore.ts";
import { manifestFormat, schemaFormat, upToDate } from "./storedFormat.ts";
import { isManifest } from "./manifest.ts";
import type { PackageJob, PackageManifest } from "./manifest.ts";

const places = { extracted: "normalize/extracted", normalized: "load/normalized", loaded: "load/loaded" } as const;

export type PackagePlace = keyof typeof places;

let lastLoadId = 0;

/** Seconds since the epoch with microseconds; each is larger than the one before. */
export function newLoadId(): string {
  lastLoadId = Math.max(Math.round((performance.timeOrigin + performance.now()) * 1000), lastLoadId + 1);
  return String(lastLoadId / 1e6);
}

export interface PackageToCommit {
  /** Where its job files are. */
  readonly place: PackagePlace;
  readonly manifest: PackageManifest;
  readonly schema: StoredSchema;
}

export class PackageStorage {
  readonly #files: HoldingStore;
  readonly #pipelineName: string;
  readonly #root: string;
  /** Tidying after a commit that failed; a commit stands all the same. */
  #leftToTidy: (() => Promise<void>)[] = [];
  /** Folders that are known to have their `package.json`. */
  readonly #known = new Set<string>();

  /** @param root the pipeline's work folder in the store, without a slash at the end */
  constructor(files: HoldingStore, pipelineName: string, root: string) {
    this.#files = files;
    this.#pipelineName = pipelineName;
    this.#root = root;
  }

  /** Path in the store of a package's folder. */
  packagePath(place: PackagePlace, loadId: string): string {
    return `${this.#root}/${places[place]}/${loadId}`;
  }

  /** Path in the store of a job's file. */
  jobPath(place: PackagePlace, loadId: string, job: Pick<PackageJob, "file" | "state">): string {
    return `${this.packagePath(place, loadId)}/${job.state}/${job.file}`;
  }

  /**
   * Load ids of the packages in a place, oldest first; not of folders that somebody is still filling.
   *
   * @throws E460 and E462 when a package that has moved on still cannot be removed from its earlier place
   */
  async list(place: PackagePlace): Promise<string[]> {
    for (let tidy = this.#leftToTidy[0]; tidy !== undefined; tidy = this.#leftToTidy[0]) {
      await tidy();
      this.#leftToTidy.shift();
    }
    const loadIds: string[] = [];
    for (const loadId of await this.#folders(place)) if (await this.isCommitted(place, loadId)) loadIds.push(loadId);
    return loadIds;
  }

  /** @throws E466 when the file is not a manifest, E467 when it is one of a newer version */
  async manifest(place: PackagePlace, loadId: string): Promise<PackageManifest> {
    const path = `${this.packagePath(place, loadId)}/package.json`;
    const value: unknown = upToDate(manifestFormat, await this.#json(path), { path, pipeline: this.#pipelineName });
    if (!isManifest(value)) throw pipelineError("E466", { path, pipeline: this.#pipelineName, reason: "it is not a package of this version" });
    return value;
  }

  async schema(place: PackagePlace, loadId: string): Promise<StoredSchema> {
    const path = `${this.packagePath(place, loadId)}/schema.json`;
    return upToDate(schemaFormat, await this.#json(path), { path, pipeline: this.#pipelineName }) as unknown as StoredSchema;
  }

  /**
   * Makes packages exist, each in a place where its job files already are: after a crash all of them exist or none. The
   * packages of one extract must appear this way, since each carries the state that counts the rows of all of them.
   * A package that is normalized now is removed from where extract left it.
   *
   * @param more texts that belong to them: the pipeline's schemas and its state
   * @throws E460 and E462; nothing of it counts then
   */
  async commit(packages: readonly PackageToCommit[], more: ReadonlyMap<string, string> = new Map()): Promise<void> {
    await this.#files.writeTexts(new Map([...packages.flatMap(({ place, manifest, schema }) => this.#texts(place, manifest, schema)), ...more]));
    for (const { place, manifest } of packages) if (place === "normalized") await this.#tidy(() => this.discard("extracted", manifest.loadId));
  }

  /** Marks a normalized package as loaded or aborted, then moves its files after it. @throws E460 and E462; it is normalized still then */
  async commitLoaded(manifest: PackageManifest, schema: StoredSchema): Promise<void> {
    await this.commit([{ place: "loaded", manifest, schema }]);
    await this.#tidy(() => this.#moveJobs(manifest));
  }

  /** Removes a package, its `package.json` first, so that half a removal is unfinished work and not a broken package. */
  async discard(place: PackagePlace, loadId: string): Promise<void> {
    const path = this.packagePath(place, loadId);
    this.#known.delete(path);
    await this.#files.remove(`${path}/package.json`);
    await this.#files.remove(path);
  }

  /** Forgets what was found before, because changes that were held have been given up. */
  forgetKnown(): void {
    this.#known.clear();
    this.#leftToTidy = [];
  }

  /** Brings every package into exactly one state after a crash, a closed tab or an error. */
  async recover(): Promise<void> {
    for (const place of ["loaded", "normalized", "extracted"] as const) {
      for (const loadId of await this.#folders(place)) {
        if (!(await this.isCommitted(place, loadId))) await this.discard(place, loadId);
      }
    }
    for (const loadId of await this.list("normalized")) {
      if (await this.isCommitted("loaded", loadId)) await this.#moveJobs(await this.manifest("loaded", loadId));
    }
    for (const loadId of await this.list("extracted")) {
      if ((await this.isCommitted("normalized", loadId)) || (await this.isCommitted("loaded", loadId))) await this.discard("extracted", loadId);
    }
  }

  /** Removes what a commit has made useless. The commit is done: a failure here is for the next who looks, not for its caller. */
  async #tidy(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      this.#leftToTidy.push(work);
    }
  }

  #texts(place: PackagePlace, manifest: PackageManifest, schema: StoredSchema): [path: string, text: string][] {
    const path = this.packagePath(place, manifest.loadId);
    return [
      [`${path}/schema.json`, JSON.stringify(schema, null, 2)],
      [`${path}/package.json`, JSON.stringify(manifest, null, 2)],
    ];
  }

  async #moveJobs(manifest: PackageManifest): Promise<void> {
    for (const job of manifest.jobs) {
      for (const state of new Set(["new_jobs", job.state] as const)) {
        const from = this.jobPath("normalized", manifest.loadId, { file: job.file, state });
        if (await this.#files.exists(from)) await this.#files.move(from, this.jobPath("loaded", manifest.loadId, job));
      }
    }
    await this.discard("normalized", manifest.loadId);
  }

  /** Whether a package exists in a place: its `package.json` is written. */
  async isCommitted(place: PackagePlace, loadId: string): Promise<boolean> {
    const path = this.packagePath(place, loadId);
    const isThere = this.#known.has(path) || (await this.#files.exists(`${path}/package.json`));
    if (isThere) this.#known.add(path);
    return isThere;
  }

  async #folders(place: PackagePlace): Promise<string[]> {
    const folders = await this.#files.list(`${this.#root}/${places[place]}`);
    return folders.map((name) => name.replace(/\/$/, "")).sort((a, b) => Number(a) - Number(b));
  }

  async #json(path: string): Promise<unknown> {
    const text = await this.#files.readText(path);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw pipelineError("E466", { path, pipeline: this.#pipelineName, reason: String(cause) }, { cause });
    }
  }
}
