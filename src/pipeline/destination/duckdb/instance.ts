/** The one DuckDB of a host, and in it one database per pipeline. It starts when it is first needed, and anew after a failure. */
import type { Table } from "apache-arrow";
import { CodedError } from "../../../diagnostic/codedError.ts";
import { pipelineError } from "../../errors.ts";
import type { PipelineHost } from "../../host.ts";
import type { DuckDbConnection, DuckDbEngine, StatementOptions } from "./engine.ts";
import { qualified, quoteName } from "./sqlNames.ts";
import { startReason } from "./startReason.ts";

/** The database of one pipeline, with a connection that loads and one that reads. */
export class PipelineDatabase {
  readonly catalog: string;
  readonly writer: DuckDbConnection;
  readonly reader: DuckDbConnection;
  readonly #engine: DuckDbEngine;
  #readsIn: string | undefined;
  #reading: Promise<unknown> = Promise.resolve();
  #revision = 0;
  /** Bytes loaded since the last checkpoint, which compresses what is in memory. */
  bytesSinceCheckpoint = 0;

  constructor(catalog: string, writer: DuckDbConnection, reader: DuckDbConnection, engine: DuckDbEngine) {
    this.catalog = catalog;
    this.writer = writer;
    this.reader = reader;
    this.#engine = engine;
  }

  /** Runs SQL on the loading connection. @throws E483, E484 */
  write(sql: string): Promise<Table> {
    return this.alive(this.writer.query(sql));
  }

  /** Runs SQL on the reading connection, which sees what is committed. @throws E483, E484 */
  read(sql: string): Promise<Table> {
    return this.alive(this.reader.query(sql));
  }

  /** Runs SQL on the reading connection, with table names standing for those of a dataset. @throws E483, E484 */
  readIn(dataset: string, sql: string, options?: StatementOptions): Promise<Table> {
    const result = this.#reading.then(async () => {
      if (this.#readsIn !== dataset) await this.alive(this.reader.query(`USE ${qualified(this.catalog, dataset)}`));
      this.#readsIn = dataset;
      if (mayChange(sql)) this.#revision++;
      return this.alive(this.reader.query(sql, options));
    });
    this.#reading = result.catch(() => undefined);
    return result;
  }

  /** Counts what may have changed a table: packages, and statements that are no mere questions. */
  get revision(): number {
    return this.#revision;
  }

  noteChange(): void {
    this.#revision++;
  }

  /** A connection of its own, for a transaction; table names stand for those of a dataset. To be closed by the caller. @throws E483, E484 */
  async connectIn(dataset: string): Promise<DuckDbConnection> {
    const connection = await this.alive(this.#engine.connect());
    await this.alive(connection.query(`USE ${qualified(this.catalog, dataset)}`));
    return connection;
  }

  /** The promise, or E484 when the engine dies first. */
  alive<Value>(promise: Promise<Value>): Promise<Value> {
    return Promise.race([promise, this.#engine.died]);
  }
}

/** False for statements that only read. */
function mayChange(sql: string): boolean {
  return !/^[\s(]*(select|from|with|describe|show|summarize|explain|values|use|create (or replace )?temp|drop table (if exists )?temp)\b/i.test(sql);
}

interface Instance {
  readonly engine: DuckDbEngine;
  readonly databases: Map<string, Promise<PipelineDatabase>>;
}

const instances = new WeakMap<PipelineHost, Promise<Instance>>();

/** Begins to start DuckDB without waiting for it: it takes about a second, which extract can use. */
export function warmDuckDb(host: PipelineHost): void {
  instance(host).catch(() => {});
}

/** The running engine, for tables that are no pipeline's. @throws E480 when DuckDB does not start, E487 where it cannot */
export async function duckDbEngine(host: PipelineHost): Promise<DuckDbEngine> {
  return (await instance(host)).engine;
}

/**
 * The database of a pipeline; made empty if it is not there.
 *
 * @throws E480 when DuckDB does not start, E487 where it cannot; the next call tries again
 */
export async function pipelineDatabase(host: PipelineHost, pipelineName: string): Promise<PipelineDatabase> {
  const { engine, databases } = await instance(host);
  const known = databases.get(pipelineName);
  if (known !== undefined) return known;
  const opening = openDatabase(engine, pipelineName);
  databases.set(pipelineName, opening);
  opening.catch(() => databases.delete(pipelineName));
  return opening;
}

/** Drops the database of a pipeline, if there is one. */
export async function dropDatabase(host: PipelineHost, pipelineName: string): Promise<void> {
  const running = await instances.get(host)?.catch(() => undefined);
  const opened = running?.databases.get(pipelineName);
  if (running === undefined || opened === undefined) return;
  running.databases.delete(pipelineName);
  const database = await opened;
  await database.writer.close();
  await database.reader.close();
  const connection = await running.engine.connect();
  await connection.query(`DETACH DATABASE IF EXISTS ${quoteName(database.catalog)}`);
  await connection.close();
}

function instance(host: PipelineHost): Promise<Instance> {
  const known = instances.get(host);
  if (known !== undefined) return known;
  const starting = start(host);
  instances.set(host, starting);
  const forget = (): void => {
    if (instances.get(host) === starting) instances.delete(host);
  };
  starting.then(({ engine }) => engine.died.catch(forget), forget);
  return starting;
}

async function start(host: PipelineHost): Promise<Instance> {
  try {
    return { engine: await host.startDuckDb(), databases: new Map() };
  } catch (cause) {
    if (cause instanceof CodedError && cause.code === "E487") throw cause;
    throw pipelineError("E480", { reason: startReason(cause) }, { cause });
  }
}

/** The database is called as dlt's file would be: no dataset and none of DuckDB's own databases has such a name. */
async function openDatabase(engine: DuckDbEngine, pipelineName: string): Promise<PipelineDatabase> {
  const catalog = `${pipelineName}.duckdb`;
  const [writer, reader] = [await engine.connect(), await engine.connect()];
  await writer.query(`ATTACH IF NOT EXISTS ':memory:' AS ${quoteName(catalog)}`);
  for (const connection of [writer, reader]) await connection.query(`USE ${quoteName(catalog)}`);
  return new PipelineDatabase(catalog, writer, reader, engine);
}
