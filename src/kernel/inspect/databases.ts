/** What the pipelines of a notebook have loaded: datasets, their tables and columns. */
import type { Pipeline } from "../../pipeline/index.ts";
import type { DatabaseInfo, DatabaseTable } from "./inspection.ts";

/** What is asked of a pipeline: its public face. */
export type InspectedPipeline = Pick<Pipeline, "pipelineName" | "datasetName" | "destination" | "hasData" | "dataset">;

const columnsQuery = `SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE database_name = current_database() AND schema_name = current_schema() ORDER BY table_name, column_index`;

/** One after the other, in the order in which they were made; a pipeline that cannot be read says why. */
export async function describeDatabases(pipelines: Iterable<InspectedPipeline>): Promise<DatabaseInfo[]> {
  const found: DatabaseInfo[] = [];
  for (const pipeline of pipelines) found.push(await describe(pipeline));
  return found;
}

async function describe(pipeline: InspectedPipeline): Promise<DatabaseInfo> {
  const { pipelineName, datasetName, destination } = pipeline;
  const about = { pipeline: pipelineName, dataset: datasetName, destination };
  try {
    if (!(await pipeline.hasData())) return { ...about, tables: [], problem: "Nothing has been loaded yet." };
    return { ...about, tables: await describeTables(pipeline), problem: null };
  } catch (error) {
    return { ...about, tables: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

async function describeTables(pipeline: InspectedPipeline): Promise<DatabaseTable[]> {
  const dataset = pipeline.dataset();
  const columns = await dataset.query<{ table_name: string; column_name: string; data_type: string }>(columnsQuery).rows();
  const byTable = Map.groupBy(columns, (column) => column.table_name);
  const counts = await dataset.rowCounts({ tableNames: [...byTable.keys()] });
  const tables = [...byTable].map(
    ([name, members]): DatabaseTable => ({
      name,
      rowCount: counts[name] ?? 0,
      isInternal: name.startsWith("_dlt_"),
      columns: members.map(({ column_name, data_type }) => ({ name: column_name, type: data_type })),
    }),
  );
  return tables.sort((a, b) => Number(a.isInternal) - Number(b.isInternal) || (a.name < b.name ? -1 : 1));
}
