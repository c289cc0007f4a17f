/** The files of one dataset: data by the layout, and the library's own tables, one JSON document a file, as dlt's filesystem keeps them. */
import type { StoredSchema } from "../../schema/types.ts";
import { loadsTableName, stateTableName, versionTableName } from "../../schema/systemTables.ts";
import type { StoredState } from "../destination.ts";
import type { Bucket } from "./bucket.ts";
import type { Layout } from "./layout.ts";

/** A data file. */
export interface DataFile {
  /** Below the dataset. */
  readonly path: string;
  readonly table: string;
  readonly loadId: string;
  readonly ext: string;
}

/** A row of `_dlt_loads`. `pipeline_name` is ours: it says whose files `forget` may remove. */
export interface LoadEntry {
  readonly load_id: string;
  readonly schema_name: string;
  readonly status: 0;
  readonly inserted_at: string;
  readonly schema_version_hash: string;
  readonly pipeline_name: string;
}

/** A row of `_dlt_pipeline_state`, with the package that brought it. */
export interface StateEntry {
  readonly version: number;
  readonly engine_version: number;
  readonly pipeline_name: string;
  readonly state: string;
  readonly created_at: string;
  readonly version_hash: string;
  readonly _dlt_load_id: string;
}

interface VersionEntry {
  readonly version: number;
  readonly engine_version: number;
  readonly inserted_at: string;
  readonly schema_name: string;
  readonly version_hash: string;
  /** JSON. */
  readonly schema: string;
}

/** Marks a folder as made by the library. */
const initFile = "init";

export class DatasetFiles {
  readonly #bucket: Bucket;
  readonly #layout: Layout;
  readonly name: string;

  constructor(bucket: Bucket, layout: Layout, name: string) {
    this.#bucket = bucket;
    this.#layout = layout;
    this.name = name;
  }

  async init(): Promise<void> {
    for (const folder of ["", versionTableName, loadsTableName, stateTableName]) {
      const path = this.#at(folder === "" ? initFile : `${folder}/${initFile}`);
      if (!(await this.#bucket.exists(path))) await this.#bucket.write(path, "");
    }
  }

  write(path: string, content: Uint8Array): Promise<void> {
    return this.#bucket.write(this.#at(path), content);
  }

  read(path: string): Promise<Uint8Array> {
    return this.#bucket.read(this.#at(path));
  }

  /** Data files, also those of packages that are not complete. */
  async data(): Promise<DataFile[]> {
    const files = await this.#paths();
    return files.flatMap((path) => {
      if (path.startsWith("_dlt_")) return [];
      const facts = this.#layout.read(path);
      return facts === undefined ? [] : [{ path, table: facts.tableName, loadId: facts.loadId, ext: facts.ext }];
    });
  }

  async removeData(isDue: (file: DataFile) => boolean): Promise<void> {
    for (const file of await this.data()) if (isDue(file)) await this.#bucket.remove(this.#at(file.path));
  }

  async loads(): Promise<LoadEntry[]> {
    const loads: LoadEntry[] = [];
    for (const name of await this.#entries(loadsTableName)) loads.push((await this.#entry(loadsTableName, name)) as LoadEntry);
    return loads.sort((a, b) => Number(a.load_id) - Number(b.load_id));
  }

  /** Ids of complete packages; read from the names alone. */
  async loadedIds(): Promise<Set<string>> {
    return new Set((await this.#entries(loadsTableName)).map((name) => partsOf(name).at(1) ?? ""));
  }

  async noteLoad(load: LoadEntry): Promise<void> {
    await this.#note(loadsTableName, [load.schema_name, load.load_id], load);
  }

  async noteState(state: StateEntry): Promise<void> {
    await this.#note(stateTableName, [state.pipeline_name, state._dlt_load_id, hexOf(state.version_hash)], state);
  }

  /** Notes a version of a schema, unless it is there. */
  async noteSchema(schema: StoredSchema, loadId: string, insertedAt: string): Promise<void> {
    const hash = hexOf(schema.version_hash);
    const known = await this.#entries(versionTableName);
    if (known.some((name) => partsOf(name)[0] === schema.name && partsOf(name)[2] === hash)) return;
    const { version, engine_version, name, version_hash } = schema;
    await this.#note(versionTableName, [name, loadId, hash], { version, engine_version, inserted_at: insertedAt, schema_name: name, version_hash, schema: JSON.stringify(schema) } satisfies VersionEntry);
  }

  /** The newest state that came with a complete package. */
  async state(pipelineName: string): Promise<StoredState | undefined> {
    const loaded = await this.loadedIds();
    const newest = newestFirst(await this.#entries(stateTableName)).find((name) => partsOf(name)[0] === pipelineName && loaded.has(partsOf(name)[1] ?? ""));
    if (newest === undefined) return undefined;
    const { version, version_hash: versionHash, state } = (await this.#entry(stateTableName, newest)) as StateEntry;
    return { version, versionHash, state };
  }

  /** The newest schema of a name. */
  async schema(schemaName: string): Promise<StoredSchema | undefined> {
    const newest = newestFirst(await this.#entries(versionTableName)).find((name) => partsOf(name)[0] === schemaName);
    return newest === undefined ? undefined : (JSON.parse(((await this.#entry(versionTableName, newest)) as VersionEntry).schema) as StoredSchema);
  }

  /** Removes the packages of one pipeline with all they brought, and the dataset when nothing else is in it. */
  async forget(pipelineName: string): Promise<void> {
    const mine = new Set((await this.loads()).filter((load) => load.pipeline_name === pipelineName).map((load) => load.load_id));
    for (const name of await this.#entries(stateTableName)) {
      if (partsOf(name)[0] === pipelineName) mine.add(partsOf(name)[1] ?? "");
    }
    await this.removeData(({ loadId }) => mine.has(loadId));
    for (const table of [stateTableName, versionTableName, loadsTableName]) {
      for (const name of await this.#entries(table)) if (mine.has(partsOf(name)[1] ?? "")) await this.#bucket.remove(this.#at(`${table}/${name}`));
    }
    const left = await this.#paths();
    if (left.every((path) => path === initFile || path.endsWith(`/${initFile}`))) await this.#bucket.remove(this.name);
  }

  /** Paths of all files below the dataset. */
  async #paths(): Promise<string[]> {
    return (await this.#bucket.walk(this.name)).map((path) => path.slice(this.name.length + 1));
  }

  #at(path: string): string {
    return `${this.name}/${path}`;
  }

  async #entries(table: string): Promise<string[]> {
    return (await this.#bucket.list(this.#at(table))).filter((name) => name.endsWith(".jsonl"));
  }

  async #entry(table: string, name: string): Promise<unknown> {
    return JSON.parse(await this.#bucket.readText(this.#at(`${table}/${name}`)));
  }

  async #note(table: string, parts: readonly string[], entry: object): Promise<void> {
    await this.#bucket.write(this.#at(`${table}/${parts.join("__")}.jsonl`), `${JSON.stringify(entry)}\n`);
  }
}

/** `shop__1700000000.5__af01.jsonl` → its three parts. A name with `__` in it keeps them, since the parts are read from the end. */
function partsOf(name: string): readonly [string, string, string?] {
  const parts = name.slice(0, -".jsonl".length).split("__");
  const idAt = parts.findLastIndex((part) => /^\d+(\.\d+)?$/.test(part) && parts.indexOf(part) > 0);
  return [parts.slice(0, idAt).join("__"), parts[idAt] ?? "", parts[idAt + 1]];
}

function newestFirst(names: readonly string[]): string[] {
  return [...names].sort((a, b) => Number(partsOf(b)[1]) - Number(partsOf(a)[1]));
}

/** A base64 hash as a name that every file system takes. */
function hexOf(base64: string): string {
  return Array.from(atob(base64), (character) => character.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
