/** The `duckdb` destination: a database in memory, filled again from the work folder after a reload. */
import type { Destination, DestinationClient } from "../destination.ts";
import { duckDbConfig } from "./duckdbConfig.ts";
import { mergeStrategies, replaceStrategies } from "./loadStrategy.ts";
import { dropDatabase, pipelineDatabase } from "./instance.ts";
import { DuckDbPackageLoad } from "./packageLoad.ts";
import { qualified, quoteText } from "./sqlNames.ts";

export const duckdb: Destination = {
  name: "duckdb",
  capabilities: {
    loaderFileFormats: ["arrow"],
    mergeStrategies,
    replaceStrategies,
    volatile: true,
    transactional: true,
    maxParallelWrites: 1,
  },
  async open({ host, pipelineName, datasetName, config }): Promise<DestinationClient> {
    const database = await pipelineDatabase(host, pipelineName);
    return {
      location: `duckdb: in memory, dataset ${datasetName}`,
      async loadedIds() {
        const loads = await database.read(`SELECT 1 FROM information_schema.tables WHERE table_catalog = ${quoteText(database.catalog)} AND table_schema = ${quoteText(datasetName)} AND table_name = '_dlt_loads'`);
        if (loads.numRows === 0) return new Set();
        const ids = await database.read(`SELECT load_id FROM ${qualified(database.catalog, datasetName, "_dlt_loads")} WHERE status = 0`);
        return new Set(Array.from({ length: ids.numRows }, (_, row) => String(ids.getChildAt(0)?.get(row))));
      },
      async begin(load) {
        const packageLoad = new DuckDbPackageLoad(database, datasetName, load, duckDbConfig(pipelineName, config));
        try {
          await packageLoad.begin();
        } catch (error) {
          await packageLoad.abort().catch(() => {});
          throw error;
        }
        return packageLoad;
      },
      query: (sql, signal) => database.readIn(datasetName, sql, signal),
    };
  },
  async forget({ host, pipelineName }) {
    await dropDatabase(host, pipelineName);
  },
};
