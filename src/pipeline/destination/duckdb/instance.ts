/** The one DuckDB of a host, and in it one database per pipeline. It starts when it is first needed, and anew after a failure. */
import type { Table } from "apache-arrow";
import { CodedError } from "../../../diagnostic/codedError.ts";
import { pipelineError } from "../../errors.ts";
import type { PipelineHost } from "../../host.ts";
import type { DuckDbConnection, DuckDbEngine } from "./engine.ts";
import { qualified, quoteName } from "./sqlNames.ts";
import { startReason } from "./startReason.ts";

/** The database of one pipeline, with a connection that loads and one that reads. */
export class PipelineDatabase {
  readonly catalog: string;
  readonly writer: DuckDbConnection;
  readonly reader: DuckDbConnection;
  readonly #died: Promise<never>;
  #readsIn: string | undefined;
  /** Rows loaded since the last checkpoint, which compresses what is in memory. */
  rowsSinceCheckpoint = 0;

  constructor(catalog: string, writer: DuckDbConnection, reader: DuckDbConnection, died: Promise<never>) {
    this.catalog = catalog;
    this.writer = writer;
    this.reader = reader;
    this.#died = died;
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
  async readIn(dataset: string, sql: string, signal?: AbortSignal): Promise<Table> {
    if (this.#readsIn !== dataset) await this.alive(this.reader.query(`USE ${qualified(this.catalog, dataset)}`));
    this.#readsIn = dataset;
    return this.alive(this.reader.query(sql, signal));
  }

  /** The promise, or E484 when the engine dies first. */
  alive<Value>(promise: Promise<Value>): Promise<Value> {
    return Promise.race([promise, this.#died]);
  }
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
  return new PipelineDatabase(catalog, writer, reader, engine.died);
}
