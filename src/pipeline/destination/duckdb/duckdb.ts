/** The `duckdb` destination: a database in memory, filled again from the work folder after a reload. */
import type { Destination, DestinationClient } from "../destination.ts";
import { DatasetState } from "./datasetState.ts";
import { duckDbConfig, stagingDatasetName } from "./duckdbConfig.ts";
import { dropDatabase, pipelineDatabase } from "./instance.ts";
import { mergeStrategies, replaceStrategies } from "./loadStrategy.ts";
import { DuckDbPackageLoad } from "./packageLoad.ts";

export const duckdb: Destination = {
  name: "duckdb",
  capabilities: {
    loaderFileFormats: ["arrow", "jsonl", "csv", "parquet", "insert_values"],
    mergeStrategies,
    replaceStrategies,
    volatile: true,
    transactional: true,
    maxParallelWrites: 1,
  },
  async open({ host, pipelineName, datasetName, config }): Promise<DestinationClient> {
    const database = await pipelineDatabase(host, pipelineName);
    const settings = () => duckDbConfig(pipelineName, config);
    const stagingName = () => stagingDatasetName(datasetName, settings().stagingDatasetNameLayout);
    const known = () => new DatasetState(database, { dataset: datasetName, staging: stagingName(), pipelineName });
    return {
      location: `duckdb: in memory, dataset ${datasetName}`,
      loadedIds: () => known().loadedIds(),
      async begin(load) {
        const packageLoad = new DuckDbPackageLoad(database, datasetName, load, settings());
        try {
          await packageLoad.begin();
        } catch (error) {
          await packageLoad.abort().catch(() => {});
          throw error;
        }
        return packageLoad;
      },
      storedState: () => known().state(),
      storedSchema: (name) => known().schema(name),
      dropTables: (names) => known().dropTables(names),
      query: (sql, signal, params) => database.readIn(datasetName, sql, { signal, params }),
      async connect(place) {
        const name = place === "staging" ? stagingName() : datasetName;
        const connection = await database.connectIn(name);
        return {
          datasetName: name,
          async query(sql, params) {
            database.noteChange();
            return database.alive(connection.query(sql, { params }));
          },
          close: () => connection.close(),
        };
      },
      revision: () => database.revision,
    };
  },
  async forget({ host, pipelineName }) {
    await dropDatabase(host, pipelineName);
  },
};
