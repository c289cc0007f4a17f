/**
 * What to do with each key of an object at one place of a document. Made once per place and kept, so that a row costs
 * one comparison per key instead of names, paths and look-ups: objects of one shape bring their keys in one order.
 */
import type { NamingConvention } from "../schema/naming/convention.ts";
import { preferredType } from "../schema/columnHints.ts";
import { rowIdColumn } from "../schema/systemTables.ts";
import type { Slot } from "./slot.ts";
import type { TableBuilder } from "./tableBuilder.ts";

/** Name of a column or table whose key is blank. */
const emptyKeyName = "_empty";

/** One key of an object. */
export class Field {
  readonly key: string;
  /** Place of the key in the order in which keys were first met. */
  readonly index: number;
  /** Normalized path of the key within its row. */
  readonly path: readonly string[];
  readonly column: string;
  /**
   * `data` for the source's values, `kept` for those that the row's id or its nested rows need as well, `id` for a row id
   * that the source brings, `reserved` for columns that the library fills or that a filter excludes.
   */
  readonly role: "data" | "kept" | "id" | "reserved";
  /** True if objects and lists stay JSON here. */
  readonly keepsJson: boolean;
  readonly #table: TableBuilder;
  #slot: Slot | undefined;
  /** Plan for objects under this key; made by the normalizer. */
  object: ObjectPlan | undefined;
  /** Plan for the elements of lists under this key; made by the normalizer. */
  list: ObjectPlan | undefined;

  constructor(plan: ObjectPlan, key: string, index: number) {
    const { table, naming } = plan;
    this.key = key;
    this.index = index;
    this.path = [...plan.path, normalizeKey(naming, key)];
    this.column = naming.joinPath(...this.path);
    this.role = this.column === rowIdColumn ? "id" : table.isReserved(this.column) ? "reserved" : table.isKept(this.column) ? "kept" : "data";
    this.#table = table;
    this.keepsJson = plan.levels <= 0 || table.typeOf(this.column) === "json" || preferredType(table.settings, this.column) === "json";
  }

  /** The column for values under this key that are no object and no list. */
  get slot(): Slot {
    return (this.#slot ??= this.#table.slot(this.column));
  }
}

export class ObjectPlan {
  readonly table: TableBuilder;
  readonly naming: NamingConvention;
  /** Path from the row to this object; empty for the row itself. */
  readonly path: readonly string[];
  /** Path from the root table to this row's table, for the names of tables nested in it. */
  readonly tablePath: readonly string[];
  /** Levels of nesting that may still become columns and tables. */
  readonly levels: number;
  readonly fields: Field[] = [];
  #wrapped: ObjectPlan | undefined;
  readonly #byKey = new Map<string, Field>();

  constructor(table: TableBuilder, naming: NamingConvention, tablePath: readonly string[], path: readonly string[], levels: number) {
    this.table = table;
    this.naming = naming;
    this.tablePath = tablePath;
    this.path = path;
    this.levels = levels;
  }

  /** Plan for lists that are themselves elements of a list: they stand one level deeper than objects do. */
  get wrapped(): ObjectPlan {
    return (this.#wrapped ??= new ObjectPlan(this.table, this.naming, this.tablePath, this.path, this.levels - 1));
  }

  /** The field of a key, made at first sight. */
  field(key: string): Field {
    let field = this.#byKey.get(key);
    if (field === undefined) {
      field = new Field(this, key, this.fields.length);
      this.fields.push(field);
      this.#byKey.set(key, field);
    }
    return field;
  }
}

function normalizeKey(naming: NamingConvention, key: string): string {
  return naming.breakPath(key).length === 0 ? emptyKeyName : naming.normalizePath(key);
}
