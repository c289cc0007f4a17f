/** DuckDB-WASM in a worker of its own, from this origin. Loaded when the first table is. */
import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import type { AsyncDuckDBConnection } from "@duckdb/duckdb-wasm";
import wasmUrl from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url";
import duckDbScriptUrl from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url";
import { Table } from "apache-arrow";
import { pipelineError } from "../../errors.ts";
import workerUrl from "./duckdbWorker.js?url";
import { watchLock } from "../../extract/parallel/aliveLock.ts";
import { openingConfig, openingStatements } from "./engine.ts";
import type { BoundValue, DuckDbConnection, DuckDbEngine } from "./engine.ts";
import { queryError, queryMessage } from "./queryError.ts";

/** Messages of a WebAssembly trap: the engine's memory cannot be trusted after one. */
const traps = /memory access out of bounds|unreachable|table index is out of bounds|function signature mismatch|null function|RuntimeError/;

/**
 * Starts an engine with an empty database in memory. Takes about a second, and 34 MB the first time.
 *
 * @throws E487 without WebAssembly; what the browser says when the script or the program cannot be fetched or started.
 *   Nothing is left running then
 */
export async function startBrowserDuckDb(): Promise<DuckDbEngine> {
  if (typeof WebAssembly !== "object") throw pipelineError("E487");
  const url = new URL(workerUrl, import.meta.url);
  url.searchParams.set("script", new URL(duckDbScriptUrl, import.meta.url).href);
  const lock = `watercourse-duckdb-${crypto.randomUUID()}`;
  url.searchParams.set("lock", lock);
  const worker = new Worker(url, { name: "duckdb" });
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  const watch = new AbortController();
  let isOpen = false;
  let die = (_reason: string): void => {};
  const died = new Promise<never>((_resolve, reject) => {
    die = (reason) => {
      watch.abort();
      worker.terminate();
      reject(isOpen ? pipelineError("E484", { reason }) : new Error(reason));
    };
  });
  died.catch(() => {});
  worker.addEventListener("error", (event) => die(event.message || "failed to fetch the worker's script"));
  try {
    await Promise.race([open(database), died]);
    isOpen = true;
    watchLock(lock, watch.signal, () => die("its worker is gone, most likely for want of memory"));
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    died,
    async connect() {
      return browserConnection(await Promise.race([database.connect(), died]), die);
    },
    async terminate() {
      watch.abort();
      worker.terminate();
    },
  };
}

async function open(database: AsyncDuckDB): Promise<void> {
  await database.instantiate(new URL(wasmUrl, import.meta.url).href);
  await database.open(openingConfig);
  const settings = await database.connect();
  for (const statement of openingStatements) await settings.query(statement);
  await settings.close();
}

function browserConnection(connection: AsyncDuckDBConnection, die: (reason: string) => void): DuckDbConnection {
  const guarded = async <Value>(sql: string, work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      const message = queryMessage(error);
      if (!traps.test(message)) throw queryError(error, sql);
      die(message);
      throw pipelineError("E484", { reason: message }, { cause: error });
    }
  };
  // A statement that is sent while another one's rows are still being fetched would end that one with what it has so far.
  let previous: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const result = previous.then(work);
    previous = result.catch(() => {});
    return result;
  };
  return {
    query: (sql, { signal, params = [] } = {}) =>
      inTurn(async () => {
        if (params.length > 0) {
          signal?.throwIfAborted();
          return guarded(sql, () => queryBound(connection, sql, params));
        }
        if (signal === undefined) return guarded(sql, () => connection.query(sql));
        signal.throwIfAborted();
        const cancel = (): void => void connection.cancelSent();
        signal.addEventListener("abort", cancel, { once: true });
        try {
          return await guarded(sql, async () => {
            const reader = await connection.send(sql, true);
            const batches = await reader.readAll();
            return batches.length === 0 ? new Table(reader.schema) : new Table(batches);
          });
        } finally {
          signal.removeEventListener("abort", cancel);
          signal.throwIfAborted();
        }
      }),
    insertArrow: (bytes, { schema, table, create }) =>
      guarded(`insert into ${schema}.${table}`, () => connection.insertArrowFromIPCStream(bytes, { schema, name: table, create })),
    close: () => connection.close(),
  };
}

async function queryBound(connection: AsyncDuckDBConnection, sql: string, params: readonly BoundValue[]): Promise<Table> {
  const statement = await connection.prepare(sql);
  try {
    return await statement.query(...params);
  } finally {
    await statement.close();
  }
}
