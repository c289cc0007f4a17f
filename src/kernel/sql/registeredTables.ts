/** Values of the notebook under their names: a view for each, so that SQL finds `df` as it finds any table. */
import { quoteName } from "../../pipeline/destination/duckdb/sqlNames.ts";
import type { NotebookDatabase } from "./notebookDatabase.ts";
import type { TableValue } from "./tableValues.ts";

interface Registration {
  table: TableValue;
  /** The runs that read the name. */
  readonly users: Set<object>;
}

export class RegisteredTables {
  readonly #database: NotebookDatabase;
  readonly #names = new Map<string, Registration>();

  constructor(database: NotebookDatabase) {
    this.#database = database;
  }

  /** Puts a value under a name for a run. An older value of the name goes. */
  async register(name: string, table: TableValue, user: object): Promise<void> {
    await this.#database.write(`CREATE OR REPLACE TEMP VIEW ${quoteName(name)} AS SELECT * FROM ${table.sql}`);
    const known = this.#names.get(name);
    if (known === undefined) this.#names.set(name, { table, users: new Set([user]) });
    else {
      const { kept } = known.table;
      known.table = table;
      known.users.add(user);
      await this.dropKept(kept);
    }
  }

  /** The run no longer needs its names. */
  async release(user: object): Promise<void> {
    for (const [name, { table, users }] of this.#names) {
      if (!users.delete(user) || users.size > 0) continue;
      this.#names.delete(name);
      await this.#database.write(`DROP VIEW IF EXISTS temp.main.${quoteName(name)}`);
      await this.dropKept(table.kept);
    }
  }

  async dropKept(kept: string | null): Promise<void> {
    if (kept !== null) await this.#database.write(`DROP TABLE IF EXISTS ${this.#database.keptName(kept)}`);
  }
}
