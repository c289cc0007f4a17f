/** A dataset of files as SQL sees it: DuckDB, filled from the complete packages when they have changed since the last look. */
import type { Table } from "apache-arrow";
import type { BoundValue } from "../duckdb/engine.ts";
import type { ExplicitConfig } from "../../config/settings.ts";
import { decodeFile } from "../../formats/decodeFile.ts";
import type { LoaderFileFormat } from "../../formats/format.ts";
import type { PipelineHost } from "../../host.ts";
import { tableOf } from "../../schema/schema.ts";
import type { StoredSchema, TableSchema } from "../../schema/types.ts";
import { newJobFile, printJobFile } from "../../storage/jobFile.ts";
import type { DestinationClient } from "../destination.ts";
import type { DataFile, DatasetFiles } from "./datasetFiles.ts";

interface Looked {
  /** Which packages were there, as text. */
  readonly packages: string;
  readonly client: DestinationClient;
}

const looks = new WeakMap<PipelineHost, Map<string, Promise<Looked>>>();

export interface FilesDatasetSpec {
  readonly host: PipelineHost;
  readonly pipelineName: string;
  readonly dataset: DatasetFiles;
  /** Where the files are; tells datasets of the same name apart. */
  readonly location: string;
  readonly config: ExplicitConfig;
}

/** Runs SQL over the files. @throws E483 for an SQL error, E863 for a file that cannot be read */
export async function queryFiles(spec: FilesDatasetSpec, sql: string, signal?: AbortSignal, params?: readonly BoundValue[]): Promise<Table> {
  const { client } = await look(spec);
  if (client.query === undefined) throw new TypeError("DuckDB answers queries");
  return client.query(sql, signal, params);
}

async function look(spec: FilesDatasetSpec): Promise<Looked> {
  const known = looks.get(spec.host) ?? new Map<string, Promise<Looked>>();
  looks.set(spec.host, known);
  const key = databaseName(spec);
  const packages = [...(await spec.dataset.loadedIds())].sort().join(" ");
  const last = await known.get(key)?.catch(() => undefined);
  if (last?.packages === packages && (await last.client.loadedIds()).size > 0) return last;
  const looking = fill(spec, packages);
  known.set(key, looking);
  looking.catch(() => known.delete(key));
  return looking;
}

async function fill(spec: FilesDatasetSpec, packages: string): Promise<Looked> {
  const { host, dataset, config } = spec;
  const { duckdb } = await import("../duckdb/duckdb.ts");
  const target = { host, pipelineName: databaseName(spec), datasetName: dataset.name, config };
  await duckdb.forget(target);
  const client = await duckdb.open(target);
  const loads = await dataset.loads();
  const files = await dataset.data();
  const loaded = new Set(loads.map((load) => load.load_id));
  for (const name of new Set(loads.map((load) => load.schema_name))) {
    const schema = await dataset.schema(name);
    const ofSchema = new Set(loads.filter((load) => load.schema_name === name).map((load) => load.load_id));
    if (schema !== undefined) await loadFiles(client, dataset, appendOnly(schema), files.filter((file) => loaded.has(file.loadId) && ofSchema.has(file.loadId)));
  }
  return { packages, client };
}

/** All files of a schema as one package, whose rows are only added. */
async function loadFiles(client: DestinationClient, dataset: DatasetFiles, schema: StoredSchema, files: readonly DataFile[]): Promise<void> {
  const known = files.filter(({ table }) => tableOf(schema, table) !== undefined);
  const now = new Date().toISOString();
  const load = await client.begin({ loadId: files.at(-1)?.loadId ?? "0", schema, tables: Object.keys(schema.tables).filter((name) => !name.startsWith("_dlt")), replacedTables: [], createdAt: now, insertedAt: now, folder: "" });
  try {
    for (const file of known) {
      const table = tableOf(schema, file.table) as TableSchema;
      const { bytes, columns, rows } = await decodeFile(file.ext as LoaderFileFormat, await dataset.read(file.path), table);
      await load.write(await load.prepare({ file: printJobFile(newJobFile(file.table, "arrow", false)), table: file.table, format: "arrow", columns, rows, read: () => Promise.resolve(bytes) }));
    }
    await load.complete();
  } catch (error) {
    await load.abort().catch(() => undefined);
    throw error;
  }
}

function appendOnly(schema: StoredSchema): StoredSchema {
  const tables = Object.values(schema.tables).map((table) => [table.name, table.write_disposition === undefined ? table : { ...table, write_disposition: "append" as const }] as const);
  return { ...schema, tables: Object.fromEntries(tables) };
}

/** No pipeline can have such a name. */
function databaseName({ pipelineName, location }: FilesDatasetSpec): string {
  return `${pipelineName} at ${location}`;
}
