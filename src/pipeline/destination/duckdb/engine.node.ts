/** DuckDB-WASM inside this Node process: the engine of the browser, without a worker. For tests and benchmarks. */
import { createRequire } from "node:module";
import { createDuckDB, NODE_RUNTIME, VoidLogger } from "@duckdb/duckdb-wasm/blocking";
import { openingConfig, openingStatements } from "./engine.ts";
import type { DuckDbConnection, DuckDbEngine } from "./engine.ts";
import { queryError } from "./queryError.ts";

const require = createRequire(import.meta.url);

let program: ReturnType<typeof createDuckDB> | undefined;

function loadProgram(): ReturnType<typeof createDuckDB> {
  const bundle = (name: string) => ({ mainModule: require.resolve(`@duckdb/duckdb-wasm/dist/duckdb-${name}.wasm`), mainWorker: "" });
  return createDuckDB({ mvp: bundle("mvp"), eh: bundle("eh") }, new VoidLogger(), NODE_RUNTIME).then((database) => database.instantiate(() => {}));
}

/** Starts an engine with an empty database in memory. There is one in a process: an earlier one is emptied. Its calls block the thread. */
export async function startNodeDuckDb(): Promise<DuckDbEngine> {
  const database = await (program ??= loadProgram());
  database.reset();
  database.open(openingConfig);
  const settings = database.connect();
  for (const statement of openingStatements) settings.query(statement);
  settings.close();
  return {
    async connect(): Promise<DuckDbConnection> {
      const connection = database.connect();
      return {
        async query(sql, { params = [] } = {}) {
          try {
            if (params.length === 0) return connection.query(sql);
            const statement = connection.prepare(sql);
            try {
              return statement.query(...params);
            } finally {
              statement.close();
            }
          } catch (error) {
            throw queryError(error, sql);
          }
        },
        async insertArrow(bytes, { schema, table, create }) {
          try {
            connection.insertArrowFromIPCStream(bytes, { schema, name: table, create });
          } catch (error) {
            throw queryError(error, `insert into ${schema}.${table}`);
          }
        },
        async close() {
          connection.close();
        },
      };
    },
    async terminate() {
      database.reset();
    },
    died: new Promise<never>(() => {}),
  };
}
