/** Documents → rows of related tables: objects become columns, lists become nested tables (dlt: relational normaliser). */
import { tableChain, tableOf } from "../schema/schema.ts";
import { rootIdColumn, rowIdColumn } from "../schema/systemTables.ts";
import type { StoredSchema, TableSchema } from "../schema/types.ts";
import { ObjectPlan } from "./objectPlan.ts";
import type { Field } from "./objectPlan.ts";
import { nestedRowId } from "./rowId.ts";
import { TableBuilder } from "./tableBuilder.ts";
import type { BuilderContext } from "./tableBuilder.ts";

/** dlt's default. */
const defaultMaxNesting = 1000;

type JsonObject = Readonly<Record<string, unknown>>;

export class RelationalNormalizer {
  /** In the order in which they were met. */
  readonly tables = new Map<string, TableBuilder>();
  readonly #context: BuilderContext;
  readonly #root: TableBuilder;
  readonly #rootPlan: ObjectPlan;
  readonly #propagatesRoot: boolean;
  #rootRow = 0;
  #hasOwnId = false;
  /** Objects of the current row that are still to be flattened; the last goes first, as dlt's stack does. */
  readonly #objectPlans: ObjectPlan[] = [];
  readonly #objects: JsonObject[] = [];
  /** Lists of the rows under construction, in the order in which they were met. */
  readonly #listPlans: ObjectPlan[] = [];
  readonly #lists: (readonly unknown[])[] = [];

  /** @param table normalized name of the root table */
  constructor(table: string, context: BuilderContext) {
    this.#context = context;
    this.#propagatesRoot = propagatesRootKey(context.schema, table);
    this.#root = this.#tableNamed(table, undefined);
    this.#rootPlan = new ObjectPlan(this.#root, context.naming, [table], [], maxNesting(context.schema, table));
  }

  /** Adds one item of the source: an object, or anything else as a row with the column `value`. */
  write(item: unknown): void {
    this.#rootRow = this.#root.rows;
    this.#writeRow(this.#rootPlan, item, undefined, 0, false, 0);
  }

  /** @param isExact true if the parent's id follows from the data, so that this row's must follow from it */
  #writeRow(plan: ObjectPlan, item: unknown, parent: TableBuilder | undefined, parentRow: number, isExact: boolean, index: number): void {
    const { table } = plan;
    const row = table.beginRow();
    const firstList = this.#lists.length;
    this.#hasOwnId = false;
    if (isObject(item)) this.#flatten(plan, row, item);
    else this.#put(plan, plan.field(Array.isArray(item) && parent !== undefined ? "list" : "value"), row, item);
    this.#flattenWaiting(row);
    if (parent !== undefined) this.#link(table, row, parent, parentRow, index);
    const hasOwnId = this.#hasOwnId;
    if (!hasOwnId) {
      if (isExact && parent !== undefined) table.ids.writeText(row, nestedRowId(parent.ids.textAt(parentRow), table.name, index));
      else table.ids.writeRandom(row);
    }
    table.endRow(row);
    if (this.#lists.length > firstList) this.#writeLists(firstList, table, row, isExact || hasOwnId);
  }

  /** Writes the rows of the lists that a row brought, and forgets the lists. */
  #writeLists(firstList: number, parent: TableBuilder, parentRow: number, isExact: boolean): void {
    const end = this.#lists.length;
    for (let at = firstList; at < end; at++) {
      const elements = this.#lists[at] ?? [];
      const plan = this.#listPlans[at];
      if (plan === undefined) continue;
      for (let index = 0; index < elements.length; index++) this.#writeRow(plan, elements[index], parent, parentRow, isExact, index);
    }
    this.#lists.length = firstList;
    this.#listPlans.length = firstList;
  }

  #flatten(plan: ObjectPlan, row: number, object: JsonObject): void {
    const { fields } = plan;
    let position = 0;
    for (const key in object) {
      let field = fields[position];
      if (field === undefined || field.key !== key) field = plan.field(key);
      position = field.index + 1;
      this.#put(plan, field, row, object[key]);
    }
  }

  #flattenWaiting(row: number): void {
    for (let plan = this.#objectPlans.pop(); plan !== undefined; plan = this.#objectPlans.pop()) {
      this.#flatten(plan, row, this.#objects.pop() ?? {});
    }
  }

  #put(plan: ObjectPlan, field: Field, row: number, value: unknown): void {
    if (field.role !== "data") {
      if (field.role === "id" && value !== null) this.#putOwnId(plan.table, row, value);
    } else if (value === null || value === undefined) {
      field.slot.meetNull();
    } else if (typeof value !== "object" || field.keepsJson) {
      field.slot.write(row, value);
    } else if (Array.isArray(value)) {
      if (value.length === 0) return;
      this.#listPlans.push((field.list ??= this.#listPlan(plan, field)));
      this.#lists.push(value);
    } else {
      this.#objectPlans.push((field.object ??= new ObjectPlan(plan.table, plan.naming, plan.tablePath, field.path, plan.levels - 1)));
      this.#objects.push(value as JsonObject);
    }
  }

  #putOwnId(table: TableBuilder, row: number, value: unknown): void {
    table.ids.writeText(row, String(value));
    table.meetOwnId();
    this.#hasOwnId = true;
  }

  #link(table: TableBuilder, row: number, parent: TableBuilder, parentRow: number, index: number): void {
    table.rootIds?.copy(row, this.#root.ids, this.#rootRow);
    table.parentIds?.copy(row, parent.ids, parentRow);
    table.listIndexes?.writeInt32(row, index);
  }

  #listPlan(plan: ObjectPlan, field: Field): ObjectPlan {
    const tablePath = [...plan.tablePath, ...field.path];
    const table = this.#tableNamed(plan.naming.joinPath(...tablePath), plan.table.name);
    return new ObjectPlan(table, plan.naming, tablePath, [], plan.levels - 1);
  }

  #tableNamed(name: string, parent: string | undefined): TableBuilder {
    let table = this.tables.get(name);
    if (table === undefined) {
      table = new TableBuilder(name, parent, this.#context, this.#propagatesRoot);
      this.tables.set(name, table);
    }
    return table;
  }
}

function isObject(item: unknown): item is JsonObject {
  return typeof item === "object" && item !== null && !Array.isArray(item);
}

function maxNesting(schema: StoredSchema, table: string): number {
  const declared = tableOf(schema, table)?.["x-normalizer"]?.max_nesting ?? schema.normalizers.json.config?.max_nesting;
  return typeof declared === "number" ? declared : defaultMaxNesting;
}

/**
 * Rows of nested tables carry the id of their root row when a merge has to find them: for every merge but scd2, when
 * the source asks for it, and where such a column exists already.
 */
function propagatesRootKey(schema: StoredSchema, table: string): boolean {
  const root = tableOf(schema, table);
  if (root?.write_disposition === "merge" && root["x-merge-strategy"] !== "scd2") return true;
  const propagation = schema.normalizers.json.config?.propagation as Propagation | undefined;
  if (propagation?.root?.[rowIdColumn] === rootIdColumn || propagation?.tables?.[table]?.[rowIdColumn] === rootIdColumn) return true;
  return Object.values(schema.tables).some((nested) => hasRootKey(nested) && tableChain(schema, nested.name).at(-1)?.name === table);
}

/** dlt's setting: which columns of the root row go to rows of nested tables, and under which names. */
interface Propagation {
  readonly root?: Readonly<Record<string, string>>;
  readonly tables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function hasRootKey(table: TableSchema): boolean {
  return Object.values(table.columns).some((column) => column.root_key === true);
}
