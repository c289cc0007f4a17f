import { tableFromArrays, tableToIPC } from "apache-arrow";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { rowsOf } from "../../dataset/arrowRows.ts";
import { nodeHost } from "../../host.node.ts";
import { newSchema } from "../../schema/schema.ts";
import type { ColumnSchema, DataType, StoredSchema, TableSchema } from "../../schema/types.ts";
import type { PackageToLoad, PreparedJob } from "../destination.ts";
import { isTerminal } from "../terminalError.ts";
import type { DuckDbConfig } from "./duckdbConfig.ts";
import { startNodeDuckDb } from "./engine.node.ts";
import { pipelineDatabase } from "./instance.ts";
import type { PipelineDatabase } from "./instance.ts";
import { DuckDbPackageLoad } from "./packageLoad.ts";

const config: DuckDbConfig = { replaceStrategy: undefined, stagingDatasetNameLayout: "%s_staging", truncateStagingDataset: false };
let database: PipelineDatabase;

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);
beforeEach(async () => {
  database = await pipelineDatabase(nodeHost(), "p");
});

type Columns = Record<string, DataType | Omit<ColumnSchema, "name">>;

function schemaOf(tables: Record<string, Columns>, hints: Partial<TableSchema> = {}): StoredSchema {
  const schema = newSchema("p");
  for (const [name, columns] of Object.entries(tables)) {
    const parent = name.includes("__") ? { parent: name.slice(0, name.lastIndexOf("__")) } : hints;
    schema.tables[name] = { name, ...parent, columns: Object.fromEntries(Object.entries(columns).map(([column, type]) => [column, { name: column, ...(typeof type === "string" ? { data_type: type } : type) }])) };
  }
  return schema;
}

const numbers = (...values: number[]): BigInt64Array => BigInt64Array.from(values, BigInt);

function job(table: string, columns: Record<string, BigInt64Array | Float64Array | readonly string[]>): PreparedJob {
  const bytes = tableToIPC(tableFromArrays(columns as Record<string, BigInt64Array>), "stream");
  return { file: `${table}.1.0.arrow`, table, format: "arrow", columns: Object.keys(columns), rows: Object.values(columns)[0]?.length ?? 0, bytes };
}

let loads = 0;

async function begun(spec: Partial<PackageToLoad> & { readonly schema: StoredSchema }, settings: Partial<DuckDbConfig> = {}): Promise<DuckDbPackageLoad> {
  const createdAt = "2024-01-01T00:00:00.000Z";
  const load = new DuckDbPackageLoad(database, "d", { loadId: `1.${++loads}`, tables: [], replacedTables: [], createdAt, insertedAt: createdAt, folder: "", ...spec }, { ...config, ...settings });
  await load.begin();
  return load;
}

async function loaded(schema: StoredSchema, jobs: readonly PreparedJob[], spec: Partial<PackageToLoad> = {}, settings: Partial<DuckDbConfig> = {}): Promise<void> {
  const load = await begun({ schema, tables: jobs.map(({ table }) => table), ...spec }, settings);
  for (const one of jobs) await load.write(one);
  await load.complete();
}

const rows = async (sql: string) => rowsOf(await database.read(sql));
const typesOf = async (table: string) => Object.fromEntries((await rows(`DESCRIBE "p.duckdb".d.${table}`)).map((column) => [column["column_name"], column["column_type"]]));

test("tables and columns that appear while the package is loading are made in the same transaction", async () => {
  const load = await begun({ schema: schemaOf({ t: { id: "bigint" } }), tables: ["t"] });
  await load.write(job("t", { id: numbers(1) }));
  const schema = schemaOf({ t: { id: "bigint", v: "text" }, t__l: { value: "text" }, u: { n: "bigint" } });
  await load.extend({ schema, tables: ["t", "t__l", "u"], replacedTables: [] });
  await load.write(job("t", { id: numbers(2), v: ["b"] }));
  await load.write(job("t", { id: numbers(3) }));
  await load.write(job("t__l", { value: ["x"] }));
  await load.write(job("u", { n: numbers(4) }));
  expect(await rows("SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'd'")).toEqual([{ n: 0 }]);
  await load.complete();
  expect(await rows("SELECT * FROM d.t ORDER BY id")).toEqual([{ id: 1, v: null }, { id: 2, v: "b" }, { id: 3, v: null }]);
  expect(await rows("SELECT * FROM d.t__l, d.u")).toEqual([{ value: "x", n: 4 }]);
});

test("a column of this package widens from bigint to double, with rows in it and files of either type", async () => {
  const load = await begun({ schema: schemaOf({ t: { id: "bigint", v: "bigint" } }), tables: ["t"] });
  await load.write(job("t", { id: numbers(1), v: numbers(1) }));
  await load.extend({ schema: schemaOf({ t: { id: "bigint", v: "double" } }), tables: ["t"], replacedTables: [] });
  await load.write(job("t", { id: numbers(2), v: numbers(2) }));
  await load.write(job("t", { id: numbers(3), v: Float64Array.of(2.5) }));
  await load.complete();
  expect(await rows("SELECT * FROM d.t ORDER BY id")).toEqual([{ id: 1, v: 1 }, { id: 2, v: 2 }, { id: 3, v: 2.5 }]);
});

test("a replaced table is emptied once, whatever comes later in the package", async () => {
  const replace = { write_disposition: "replace" } as const;
  await loaded(schemaOf({ t: { id: "bigint" }, t__l: { value: "text" } }, replace), [job("t", { id: numbers(1, 2) }), job("t__l", { value: ["x"] })]);
  const load = await begun({ schema: schemaOf({ t: { id: "bigint" }, t__l: { value: "text" } }, replace), tables: ["t"], replacedTables: ["t"] });
  await load.write(job("t", { id: numbers(3) }));
  await load.extend({ schema: schemaOf({ t: { id: "bigint", v: "text" }, t__l: { value: "text" } }, replace), tables: ["t"], replacedTables: ["t"] });
  await load.write(job("t", { id: numbers(4), v: ["d"] }));
  await load.complete();
  expect(await rows("SELECT * FROM d.t ORDER BY id")).toEqual([{ id: 3, v: null }, { id: 4, v: "d" }]);
  expect(await rows("SELECT * FROM d.t__l")).toEqual([]);
});

test("tables to empty are emptied whatever their disposition, when they are first named", async () => {
  const schema = schemaOf({ t: { id: "bigint" }, u: { id: "bigint" } });
  await loaded(schema, [job("t", { id: numbers(1) }), job("u", { id: numbers(1) })]);
  const load = await begun({ schema, tables: [], replacedTables: ["t"] });
  await load.extend({ schema, tables: ["t", "u"], replacedTables: ["t", "u"] });
  await load.write(job("t", { id: numbers(2) }));
  await load.extend({ schema, tables: ["t", "u"], replacedTables: ["t", "u"] });
  await load.complete();
  expect(await rows("SELECT id FROM d.t")).toEqual([{ id: 2 }]);
  expect(await rows("SELECT id FROM d.u")).toEqual([]);
});

test("dropped tables go before all else, their staged rows too, and are made anew as the schema has them", async () => {
  const keyed = schemaOf({ t: { id: { data_type: "bigint", primary_key: true }, old: "text", _dlt_id: "text" }, gone: { id: "bigint" } }, { write_disposition: "merge" });
  await loaded(keyed, [job("t", { id: numbers(1), old: ["x"], _dlt_id: ["a"] }), job("gone", { id: numbers(1) })]);
  const load = await begun({ schema: schemaOf({ t: { id: "double" } }), tables: ["t"], droppedTables: ["t", "gone", "never"] });
  await load.write(job("t", { id: Float64Array.of(0.5) }));
  await load.complete();
  expect(await rows("SELECT * FROM d.t")).toEqual([{ id: 0.5 }]);
  expect(await rows("SELECT schema_name, table_name FROM duckdb_tables() WHERE table_name IN ('t', 'gone')")).toEqual([{ schema_name: "d", table_name: "t" }]);
});

test("a package counts as loaded even if the database cannot be tidied up after it", async () => {
  const schema = schemaOf({ t: { id: "bigint" } });
  await loaded(schema, [job("t", { id: numbers(1) })]);
  database.bytesSinceCheckpoint = Number.MAX_SAFE_INTEGER;
  const other = await database.connectIn("d");
  await other.query("BEGIN TRANSACTION");
  await other.query("INSERT INTO t VALUES (3)");
  await loaded(schema, [job("t", { id: numbers(2) })]);
  await other.query("ROLLBACK");
  await other.close();
  expect(await rows("SELECT id FROM d.t ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a replaced table keeps columns that were added by hand, and which columns may not be null", async () => {
  const schema = schemaOf({ t: { id: { data_type: "bigint", nullable: false } } }, { write_disposition: "replace" });
  await loaded(schema, [job("t", { id: numbers(1) })]);
  await database.read("ALTER TABLE d.t ADD COLUMN note VARCHAR");
  await loaded(schema, [job("t", { id: numbers(2) })], { replacedTables: ["t"] });
  expect(await rows("SELECT * FROM d.t")).toEqual([{ id: 2, note: null }]);
  await expect(database.read("INSERT INTO d.t(note) VALUES ('x')")).rejects.toMatchObject({ code: "E483", message: expect.stringContaining("NOT NULL") });
});

test("nothing is left of a package that is given up", async () => {
  await loaded(schemaOf({ t: { id: "bigint" } }, { write_disposition: "replace" }), [job("t", { id: numbers(1) })]);
  const load = await begun({ schema: schemaOf({ t: { id: "bigint", v: "text" }, u: { n: "bigint" } }, { write_disposition: "replace" }), tables: ["t", "u"], replacedTables: ["t"] });
  await load.write(job("t", { id: numbers(2), v: ["b"] }));
  await load.abort();
  expect(await rows("SELECT * FROM d.t")).toEqual([{ id: 1 }]);
  expect(await rows("SELECT count(*) AS n FROM d._dlt_loads")).toEqual([{ n: 1 }]);
});

test("a column that has another type in the dataset than in the schema is refused for good, not rounded", async () => {
  await loaded(schemaOf({ t: { id: "bigint", v: "bigint" } }), [job("t", { id: numbers(1), v: numbers(1) })]);
  const error: unknown = await begun({ schema: schemaOf({ t: { id: "bigint", v: "double" } }), tables: ["t"] }).catch((caught: unknown) => caught);
  await database.write("ROLLBACK");
  expect(error).toMatchObject({ code: "E850", message: "Column `v` of table `t` is BIGINT in the dataset, and DOUBLE in the schema." });
  expect(isTerminal(error)).toBe(true);
});

test("a column that was dropped by hand is made again", async () => {
  const schema = schemaOf({ t: { id: "bigint", v: "text" } });
  await loaded(schema, [job("t", { id: numbers(1), v: ["a"] })]);
  await database.read("ALTER TABLE d.t DROP COLUMN v");
  await loaded(schema, [job("t", { id: numbers(2), v: ["b"] })]);
  expect(await rows("SELECT * FROM d.t ORDER BY id")).toEqual([{ id: 1, v: null }, { id: 2, v: "b" }]);
});

test("staged rows stay until the next package needs the table, and the staging dataset notes the schema", async () => {
  const schema = schemaOf({ t: { id: { data_type: "bigint", primary_key: true, nullable: false }, _dlt_id: "text" } }, { write_disposition: "merge" });
  await loaded(schema, [job("t", { id: numbers(1), _dlt_id: ["a"] })]);
  expect(await rows("SELECT id FROM d_staging.t")).toEqual([{ id: 1 }]);
  await loaded(schema, [job("t", { id: numbers(2), _dlt_id: ["b"] })]);
  expect(await rows("SELECT id FROM d_staging.t")).toEqual([{ id: 2 }]);
  expect(await rows("SELECT count(*) AS n FROM d_staging._dlt_version")).toEqual([{ n: 1 }]);
  await loaded(schema, [job("t", { id: numbers(3), _dlt_id: ["c"] })], {}, { truncateStagingDataset: true });
  expect(await rows("SELECT id FROM d_staging.t")).toEqual([]);
  expect(await rows("SELECT id FROM d.t ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
});

test("the staging dataset is named as configured", async () => {
  const schema = schemaOf({ t: { id: "bigint" } }, { write_disposition: "replace" });
  await loaded(schema, [job("t", { id: numbers(1) })], { replacedTables: ["t"] }, { replaceStrategy: "insert-from-staging", stagingDatasetNameLayout: "tmp_%s" });
  expect(await rows("SELECT a.id AS staged, b.id AS loaded FROM tmp_d.t AS a, d.t AS b")).toEqual([{ staged: 1, loaded: 1 }]);
});

test("a staging dataset that would be the dataset itself is refused", async () => {
  const schema = schemaOf({ t: { id: "bigint" } }, { write_disposition: "merge" });
  await expect(begun({ schema, tables: ["t"] }, { stagingDatasetNameLayout: "D" })).rejects.toMatchObject({ code: "E856" });
  await database.write("ROLLBACK");
});

test("a version of the schema is noted once", async () => {
  const schema = schemaOf({ t: { id: "bigint" } });
  for (let load = 0; load < 2; load++) await loaded(schema, [job("t", { id: numbers(load) })]);
  expect(await rows("SELECT version, engine_version, schema_name, version_hash FROM d._dlt_version")).toEqual([{ version: schema.version, engine_version: 11, schema_name: "p", version_hash: schema.version_hash }]);
  expect(await rows("SELECT schema_name, status, schema_version_hash FROM d._dlt_loads")).toEqual(Array.from({ length: 2 }, () => ({ schema_name: "p", status: 0, schema_version_hash: schema.version_hash })));
});

test("system tables have dlt's columns, types and constraints in dlt's order", async () => {
  await loaded(schemaOf({ t: { id: "bigint" } }), [job("t", { id: numbers(1) })]);
  expect(await typesOf("_dlt_version")).toEqual({ version: "BIGINT", engine_version: "BIGINT", inserted_at: "TIMESTAMP", schema_name: "VARCHAR", version_hash: "VARCHAR", schema: "VARCHAR" });
  expect(await rows("SELECT column_name, is_nullable FROM duckdb_columns() WHERE schema_name = 'd' AND table_name = '_dlt_loads' ORDER BY column_index")).toEqual([
    { column_name: "load_id", is_nullable: false },
    { column_name: "schema_name", is_nullable: true },
    { column_name: "status", is_nullable: false },
    { column_name: "inserted_at", is_nullable: false },
    { column_name: "schema_version_hash", is_nullable: true },
  ]);
});

test("a table of five thousand columns takes more of them, and widens some", async () => {
  const wide = (from: number, to: number, type: DataType): Columns => Object.fromEntries(Array.from({ length: to - from }, (_, at) => [`Column_${from + at}`, type]));
  const load = await begun({ schema: schemaOf({ t: wide(0, 4_990, "bigint") }), tables: ["t"] });
  await load.extend({ schema: schemaOf({ t: { ...wide(0, 10, "double"), ...wide(10, 4_990, "bigint"), ...wide(4_990, 5_000, "text") } }), tables: ["t"], replacedTables: [] });
  await load.write(job("t", { Column_3: Float64Array.of(0.5), Column_4999: ["x"] }));
  await load.complete();
  expect(await rows("SELECT column_3, column_10, column_4999 FROM d.t")).toEqual([{ Column_3: 0.5, Column_10: null, Column_4999: "x" }]);
});
