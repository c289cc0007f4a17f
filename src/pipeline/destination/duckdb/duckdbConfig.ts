/** Settings of the destination, read anew for each package (dlt: destination configuration). */
import { destinationConfig, loadConfig } from "../../config/settings.ts";
import type { DestinationConfig, ExplicitConfig, LoadConfig } from "../../config/settings.ts";

export type DuckDbConfig = Pick<DestinationConfig, "replaceStrategy" | "stagingDatasetNameLayout"> & Pick<LoadConfig, "truncateStagingDataset">;

/** @throws E400 for a value that is none */
export function duckDbConfig(pipelineName: string, explicit: ExplicitConfig): DuckDbConfig {
  const { replaceStrategy, stagingDatasetNameLayout } = destinationConfig("duckdb", { pipelineName }, explicit);
  const { truncateStagingDataset } = loadConfig({ pipelineName }, explicit);
  return { replaceStrategy, stagingDatasetNameLayout, truncateStagingDataset };
}

/** `mydata` in the layout `%s_staging` → `mydata_staging`; a layout without `%s` is the name itself. */
export function stagingDatasetName(dataset: string, layout: string): string {
  return layout.replaceAll("%s", dataset);
}
