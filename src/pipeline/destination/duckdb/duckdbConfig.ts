/** Settings of the destination, read anew for each package (dlt: destination configuration). */
import { resolveConfig } from "../../config/resolve.ts";
import type { ExplicitConfig } from "../../config/settings.ts";
import type { ReplaceStrategy } from "../destination.ts";
import { replaceStrategies } from "./loadStrategy.ts";

export interface DuckDbConfig {
  /** How `replace` is loaded where the table does not say. `DESTINATION__DUCKDB__REPLACE_STRATEGY`, `DESTINATION__REPLACE_STRATEGY`, `REPLACE_STRATEGY`. */
  readonly replaceStrategy: ReplaceStrategy | undefined;
  /** Name of the staging dataset, `%s` standing for the dataset. Default `%s_staging`. */
  readonly stagingDatasetNameLayout: string;
  /** Default false: staged rows stay until the next package needs the table. `LOAD__TRUNCATE_STAGING_DATASET`. */
  readonly truncateStagingDataset: boolean;
}

/** @throws E400 for a value that is none */
export function duckDbConfig(pipelineName: string, explicit: ExplicitConfig): DuckDbConfig {
  const place = { sections: ["destination", "duckdb"], pipelineName };
  const given = explicit as { readonly destination?: Partial<DuckDbConfig>; readonly load?: { readonly truncateStagingDataset?: boolean } };
  return {
    replaceStrategy: resolveConfig<ReplaceStrategy | undefined>({ ...place, key: "replace_strategy", type: replaceStrategies, default: undefined }, given.destination?.replaceStrategy),
    stagingDatasetNameLayout: resolveConfig<string>({ ...place, key: "staging_dataset_name_layout", type: "str", default: "%s_staging" }, given.destination?.stagingDatasetNameLayout),
    truncateStagingDataset: resolveConfig<boolean>({ sections: ["load"], pipelineName, key: "truncate_staging_dataset", type: "bool", default: false }, given.load?.truncateStagingDataset),
  };
}

/** `mydata` in the layout `%s_staging` → `mydata_staging`; a layout without `%s` is the name itself. */
export function stagingDatasetName(dataset: string, layout: string): string {
  return layout.replaceAll("%s", dataset);
}
