/** The work folder of a pipeline, opened: its state, its schemas and its packages. One per name and host; several `Pipeline` objects of a name share it. */
import { pipelineError } from "../errors.ts";
import type { PipelineHost } from "../host.ts";
import { newSchema } from "../schema/schema.ts";
import type { StoredSchema } from "../schema/types.ts";
import type { FileStore } from "../storage/fileStore.ts";
import { HoldingStore } from "../storage/holdingStore.ts";
import { PackageStorage } from "../storage/packageStorage.ts";
import { schemaFormat, stateFormat, upToDate } from "../storage/storedFormat.ts";
import type { StoredFormat } from "../storage/storedFormat.ts";
import type { PackageToCommit } from "../storage/packageStorage.ts";
import { Mutex } from "./mutex.ts";
import { newState } from "./state.ts";
import type { PipelineState } from "./state.ts";

export class PipelineSession {
  /** The files of the work folder. `files.hold` keeps small changes in memory until they are written together. */
  readonly files: HoldingStore;
  readonly packages: PackageStorage;
  /** The work folder in the store. */
  readonly root: string;
  readonly #name: string;
  readonly #schemas = new Map<string, StoredSchema>();
  /** Steps of the pipeline follow each other, whoever asks for them. */
  readonly steps = new Mutex();
  /** Held while the dataset is filled again after a reload; not by steps, so that a resource can read its own dataset. */
  readonly dataset = new Mutex();
  /** Load ids of packages whose files lie in place but that do not count yet. */
  readonly drafts = new Set<string>();
  /** Load ids of the packages that each dataset is known to hold. */
  readonly #loaded = new Map<string, Set<string>>();
  #state: PipelineState | undefined;
  #hasLoaded = false;

  private constructor(files: FileStore, name: string) {
    this.#name = name;
    this.root = name;
    this.files = new HoldingStore(files, this.root);
    this.packages = new PackageStorage(this.files, name, this.root);
  }

  /**
   * Opens the work folder of a pipeline, and finishes what a crash left half done.
   *
   * @throws E465 when another tab has it, E466 when it cannot be read
   */
  static async open(host: PipelineHost, name: string): Promise<PipelineSession> {
    if (!(await host.claim(`watercourse-pipeline:${name}`))) throw pipelineError("E465", { pipeline: name });
    const session = new PipelineSession(await host.files(), name);
    await session.#recover();
    return session;
  }

  /** The state as it was saved last; undefined before the first extract. */
  get state(): PipelineState | undefined {
    return this.#state;
  }

  get schemaNames(): readonly string[] {
    return [...this.#schemas.keys()];
  }

  schema(name: string): StoredSchema | undefined {
    return this.#schemas.get(name);
  }

  /** A copy of a schema to work on, or a new one. */
  draftSchema(name: string): StoredSchema {
    const known = this.#schemas.get(name);
    return known === undefined ? newSchema(name) : structuredClone(known);
  }

  /**
   * Makes packages exist, with the schemas and the state as of them: all of it or nothing, whatever happens meanwhile.
   *
   * @throws E460 and E462; nothing of it counts then
   */
  async commit(packages: readonly PackageToCommit[], state: PipelineState | undefined = this.#state): Promise<void> {
    if (packages.length === 0) return;
    const schemas = packages.map(({ schema }) => schema);
    await this.packages.commit(packages, this.#texts(schemas, state));
    this.#keep(schemas, state);
  }

  /** Takes over schemas and a state that were found elsewhere. */
  async adopt(schemas: readonly StoredSchema[], state: PipelineState): Promise<void> {
    await this.files.writeTexts(this.#texts(schemas, state));
    this.#keep(schemas, state);
  }

  #keep(schemas: readonly StoredSchema[], state: PipelineState | undefined): void {
    for (const schema of schemas) this.#schemas.set(schema.name, schema);
    this.#state = state;
  }

  /** Files of what is new among schemas and state. */
  #texts(schemas: readonly StoredSchema[], state: PipelineState | undefined): Map<string, string> {
    const texts = new Map<string, string>();
    for (const schema of schemas) {
      if (schema.version_hash !== this.#schemas.get(schema.name)?.version_hash) texts.set(`${this.root}/schemas/${schema.name}.schema.json`, JSON.stringify(schema, null, 2));
    }
    if (state !== undefined && state !== this.#state) texts.set(`${this.root}/state.json`, JSON.stringify(state, null, 2));
    return texts;
  }

  /** The state to begin a step with. */
  draftState(datasetName: string): PipelineState {
    return this.#state === undefined ? newState(this.#name, datasetName) : { ...this.#state, dataset_name: datasetName };
  }

  /** Whether packages wait to be normalized or loaded. */
  async hasPending(): Promise<boolean> {
    return (await this.packages.list("extracted")).length + (await this.packages.list("normalized")).length > 0;
  }

  /** True once a package has been loaded. */
  get hasLoaded(): boolean {
    return this.#hasLoaded;
  }

  /** Load ids of packages that are loaded into a dataset; undefined as long as nobody has looked. */
  loadedInto(datasetName: string): ReadonlySet<string> | undefined {
    return this.#loaded.get(datasetName);
  }

  /** Notes that a dataset holds packages: all of them the first time, one more later. */
  noteLoaded(datasetName: string, loadIds: readonly string[]): void {
    if (loadIds.length > 0) this.#hasLoaded = true;
    const known = this.#loaded.get(datasetName);
    if (known === undefined) this.#loaded.set(datasetName, new Set(loadIds));
    else for (const loadId of loadIds) known.add(loadId);
  }

  /**
   * Does work whose files are written together at its end, as far as they are small.
   *
   * @param forget called when they could not be written: nothing of the work counts then, and what a destination has of it must go
   */
  hold<Result>(work: () => Promise<Result>, forget: () => Promise<void>): Promise<Result> {
    return this.files.hold(work, async () => {
      this.packages.forgetKnown();
      this.#state = undefined;
      this.#schemas.clear();
      this.#loaded.clear();
      await this.#recover();
      await forget();
    });
  }

  /** Removes everything. The session can be used on, as if it were new. */
  async wipe(): Promise<void> {
    await this.files.remove(this.root);
    this.#state = undefined;
    this.#schemas.clear();
    this.#loaded.clear();
    this.#hasLoaded = false;
  }

  async #recover(): Promise<void> {
    await this.files.recover();
    await this.packages.recover();
    this.#hasLoaded = (await this.packages.list("loaded")).length > 0;
    if (await this.files.exists(`${this.root}/state.json`)) this.#state = (await this.#stored(stateFormat, "state.json")) as unknown as PipelineState;
    for (const file of await this.files.list(`${this.root}/schemas`)) {
      const schema = (await this.#stored(schemaFormat, `schemas/${file}`)) as unknown as StoredSchema;
      this.#schemas.set(schema.name, schema);
    }
    await this.#adoptFromPackages();
  }

  /** A package carries the schema and the state as of its step: they count when the tab was closed before both were saved. */
  async #adoptFromPackages(): Promise<void> {
    for (const place of ["extracted", "normalized", "loaded"] as const) {
      const loadIds = await this.packages.list(place);
      // A package that was loaded before the last one had its state saved after it.
      for (const loadId of place === "loaded" ? loadIds.slice(-1) : loadIds) {
        const schema = await this.packages.schema(place, loadId);
        const { pipelineState } = await this.packages.manifest(place, loadId);
        const carried = pipelineState as PipelineState | undefined;
        const schemas = schema.version > (this.#schemas.get(schema.name)?.version ?? 0) ? [schema] : [];
        const state = carried !== undefined && carried._state_version > (this.#state?._state_version ?? 0) ? carried : this.#state;
        await this.files.writeTexts(this.#texts(schemas, state));
        this.#keep(schemas, state);
      }
    }
  }

  async #stored(format: StoredFormat, file: string): Promise<Record<string, unknown>> {
    const path = `${this.root}/${file}`;
    return upToDate(format, await this.#json(path), { path, pipeline: this.#name });
  }

  async #json(path: string): Promise<unknown> {
    try {
      return JSON.parse(await this.files.readText(path));
    } catch (cause) {
      throw pipelineError("E466", { path, pipeline: this.#name, reason: String(cause) }, { cause });
    }
  }
}

const sessions = new WeakMap<PipelineHost, Map<string, Promise<PipelineSession>>>();

/** The session of a name; opened at the first call. @throws E465, E466; the next call tries again */
export function pipelineSession(host: PipelineHost, name: string): Promise<PipelineSession> {
  const byName = sessions.get(host) ?? new Map<string, Promise<PipelineSession>>();
  sessions.set(host, byName);
  const known = byName.get(name);
  if (known !== undefined) return known;
  const opening = PipelineSession.open(host, name);
  byName.set(name, opening);
  opening.catch(() => byName.delete(name));
  return opening;
}
