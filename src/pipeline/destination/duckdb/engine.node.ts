/** DuckDB-WASM inside this Node process: the engine of the browser, without a worker. For tests and benchmarks. */
import { createRequire } from "node:module";
import { createDuckDB, NODE_RUNTIME, VoidLogger } from "@duckdb/duckdb-wasm/blocking";
import { openingConfig, openingStatements } from "./engine.ts";
import type { DuckDbConnection, DuckDbEngine } from "./engine.ts";
import { queryError } from "./queryError.ts";

const require = createRequire(import.meta.url);

/** Starts an engine with an empty database in memory. Its calls block the thread. */
export async function startNodeDuckDb(): Promise<DuckDbEngine> {
  const bundle = (name: string) => ({ mainModule: require.resolve(`@duckdb/duckdb-wasm/dist/duckdb-${name}.wasm`), mainWorker: "" });
  const database = await createDuckDB({ mvp: bundle("mvp"), eh: bundle("eh") }, new VoidLogger(), NODE_RUNTIME);
  await database.instantiate(() => {});
  database.open(openingConfig);
  const settings = database.connect();
  for (const statement of openingStatements) settings.query(statement);
  settings.close();
  return {
    async connect(): Promise<DuckDbConnection> {
      const connection = database.connect();
      return {
        async query(sql) {
          try {
            return connection.query(sql);
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
