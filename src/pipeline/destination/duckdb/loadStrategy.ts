/** How the rows of a root table, and of those nested in it, get into the dataset. */
import type { CodedError } from "../../../diagnostic/codedError.ts";
import { pipelineError } from "../../errors.ts";
import type { ErrorDetails } from "../../../diagnostic/codedError.ts";
import type { TableSchema } from "../../schema/types.ts";
import type { MergeStrategy, ReplaceStrategy } from "../destination.ts";
import { TerminalError } from "../terminalError.ts";
import { hintedColumns } from "./merge/mergeChain.ts";

export type LoadStrategy = "append" | ReplaceStrategy | MergeStrategy;

export const mergeStrategies = ["delete-insert", "upsert", "scd2", "insert-only"] as const satisfies readonly MergeStrategy[];
export const replaceStrategies = ["truncate-and-insert", "insert-from-staging"] as const satisfies readonly ReplaceStrategy[];

/** True when the rows wait in the staging dataset until the package is complete. */
export function isStaged(strategy: LoadStrategy): boolean {
  return strategy !== "append" && strategy !== "truncate-and-insert";
}

/**
 * The strategy of a root table (dlt: resolve_merge_strategy, resolve_replace_strategy): the one its schema names, else the
 * configured way to replace, else the destination's first.
 *
 * @throws E482 for one that there is not, E851 and E852 for keys that it does not go with, E853 for a hint on several columns
 */
export function loadStrategyOf(root: TableSchema, configured: ReplaceStrategy | undefined): LoadStrategy {
  if (root.write_disposition === "replace") return known(root, replaceStrategies, root["x-replace-strategy"] ?? configured ?? "truncate-and-insert");
  if (root.write_disposition !== "merge") return "append";
  const strategy = known(root, mergeStrategies, root["x-merge-strategy"] ?? "delete-insert");
  for (const hint of ["hard_delete", "dedup_sort"] as const) {
    const columns = hintedColumns(root, hint).map(({ name }) => name);
    if (columns.length > 1) throw refused("E853", { table: root.name, hint, columns: columns.join(", ") });
  }
  if (strategy === "upsert" || strategy === "insert-only") {
    if (hintedColumns(root, "primary_key").length === 0) throw refused("E851", { table: root.name, strategy });
    if (hintedColumns(root, "merge_key").length > 0) throw refused("E852", { table: root.name, strategy });
  }
  return strategy;
}

function known<Strategy extends LoadStrategy>(root: TableSchema, strategies: readonly Strategy[], asked: unknown): Strategy {
  const strategy = strategies.find((name) => name === asked);
  if (strategy === undefined) throw refused("E482", { table: root.name, disposition: `${root.write_disposition} with the strategy \`${String(asked)}\``, reason: `There are ${strategies.join(", ")}.` });
  return strategy;
}

function refused(code: "E482" | "E851" | "E852" | "E853", details: ErrorDetails): CodedError {
  return pipelineError(code, details, { cause: new TerminalError(code) });
}
