/** Staged rows → the dataset, when all files of a package are in. */
import type { TableSchema } from "../../schema/types.ts";
import type { DatasetTables } from "./datasetTables.ts";
import type { PipelineDatabase } from "./instance.ts";
import type { LoadStrategy } from "./loadStrategy.ts";
import { deleteInsert, stagedRowsQuery } from "./merge/deleteInsert.ts";
import { insertStaged } from "./merge/mergeChain.ts";
import type { MergeChain, MergePlace } from "./merge/mergeChain.ts";
import { scd2 } from "./merge/scd2.ts";
import { insertOnly, upsert } from "./merge/upsert.ts";

export class MergeRun {
  readonly #database: PipelineDatabase;
  readonly #dataset: DatasetTables;
  readonly #staging: DatasetTables;
  readonly #createdAt: string;

  constructor(database: PipelineDatabase, dataset: DatasetTables, staging: DatasetTables, createdAt: string) {
    this.#database = database;
    this.#dataset = dataset;
    this.#staging = staging;
    this.#createdAt = createdAt;
  }

  /** Merges one root table and the tables nested in it; those without a staging table have no columns yet. */
  async run(root: TableSchema, nested: readonly TableSchema[], strategy: LoadStrategy): Promise<void> {
    if (!this.#staging.has(root.name)) return;
    const chain = { root: this.#placeOf(root), nested: nested.filter(({ name }) => this.#staging.has(name)).map((table) => this.#placeOf(table)) };
    const statements = await this.#statements(chain, strategy);
    if (statements.length > 0) await this.#database.write(statements.join(";\n"));
  }

  async #statements(chain: MergeChain, strategy: LoadStrategy): Promise<string[]> {
    switch (strategy) {
      case "delete-insert": {
        const query = stagedRowsQuery(chain);
        const found = query === undefined ? undefined : await this.#database.write(query);
        return deleteInsert(chain, found && { uniqueKeys: found.getChildAt(0)?.get(0) === true, uniqueIds: found.getChildAt(1)?.get(0) === true });
      }
      case "upsert":
        return upsert(chain);
      case "insert-only":
        return insertOnly(chain);
      case "scd2":
        return scd2(chain, this.#createdAt);
      case "insert-from-staging":
        return [chain.root, ...chain.nested].flatMap((place) => [`DELETE FROM ${place.target}`, insertStaged(place)]);
      case "append":
      case "truncate-and-insert":
        return [];
    }
  }

  #placeOf(table: TableSchema): MergePlace {
    return { table, target: this.#dataset.place(table.name), staging: this.#staging.place(table.name) };
  }
}
