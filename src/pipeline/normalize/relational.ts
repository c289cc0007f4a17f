/** Documents → rows of related tables: objects become columns, lists become nested tables (dlt: relational normaliser). */
import { pipelineError } from "../errors.ts";
import { loadIdColumn, rowIdColumn } from "../schema/systemTables.ts";
import { tableOf } from "../schema/schema.ts";
import type { StoredSchema } from "../schema/types.ts";
import { ObjectPlan } from "./objectPlan.ts";
import type { Field } from "./objectPlan.ts";
import { propagatedColumns, propagatesRootKey } from "./propagation.ts";
import { nestedRowId, primaryKeyOf, rootIdKind, rowHash } from "./rowId.ts";
import { TableBuilder } from "./tableBuilder.ts";
import type { NormalizedFile } from "./protocol.ts";
import type { BuilderContext } from "./tableBuilder.ts";

/** dlt's default. */
const defaultMaxNesting = 1000;

type JsonObject = Readonly<Record<string, unknown>>;

/** Values that nested rows get from the rows above them, by column. */
type Inherited = ReadonlyMap<string, unknown>;

export class RelationalNormalizer {
  /** In the order in which they were met. */
  readonly tables = new Map<string, TableBuilder>();
  readonly #context: BuilderContext;
  readonly #root: TableBuilder;
  readonly #rootPlan: ObjectPlan;
  readonly #propagatesRoot: boolean;
  /** Gives a root row an id that follows from its data; undefined: ids are random. */
  readonly #rootId: ((item: JsonObject) => string) | undefined;
  /** What rows hand down, by table; empty for nearly every schema. */
  readonly #propagated = new Map<TableBuilder, readonly (readonly [string, string])[]>();
  #rootRow = 0;
  #hasOwnId = false;
  /** Values of the row under construction that its id or its nested rows need. */
  #kept = new Map<string, unknown>();
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
    this.#rootId = this.#rootIdMaker(table);
    this.#rootPlan = new ObjectPlan(this.#root, context.naming, [table], [], maxNesting(context.schema, table));
  }

  /** Adds one item of the source: an object, or anything else as a row with the column `value`. */
  write(item: unknown): void {
    this.#context.item++;
    if (this.#root.isRefused) return;
    this.#rootRow = this.#root.rows;
    this.#writeRow(this.#rootPlan, item, undefined, 0, false, 0, undefined);
  }

  /** A file without rows for the root table, so that it is made; none if a contract refuses the table. */
  emptyTable(): NormalizedFile[] {
    if (this.#root.isRefused) return [];
    this.#root.meetEmpty();
    return [this.#root.takeFile(true)].filter((file) => file !== undefined);
  }

  /** @param isExact true if the parent's id follows from the data, so that this row's must follow from it */
  #writeRow(plan: ObjectPlan, item: unknown, parent: TableBuilder | undefined, parentRow: number, isExact: boolean, index: number, inherited: Inherited | undefined): void {
    const { table } = plan;
    const row = table.beginRow();
    const firstList = this.#lists.length;
    this.#hasOwnId = false;
    if (table.keepsValues) this.#kept = new Map();
    if (isObject(item)) this.#flatten(plan, row, item);
    else if (parent !== undefined && Array.isArray(item)) this.#put(plan.wrapped, plan.wrapped.field("list"), row, item);
    else this.#put(plan, plan.field("value"), row, item);
    if (this.#objects.length > 0) this.#flattenWaiting(row);
    if (inherited !== undefined) for (const [column, value] of inherited) this.#put(plan, plan.field(column), row, value);
    if (table.isRowDiscarded) {
      table.dropRow(row);
      this.#forgetLists(firstList);
      return;
    }
    if (parent !== undefined) this.#link(table, row, parent, parentRow, index);
    let hasExactId = this.#hasOwnId;
    if (!hasExactId) {
      hasExactId = parent === undefined ? this.#rootId !== undefined : isExact;
      if (!hasExactId) table.ids.writeRandom(row);
      else if (parent === undefined) table.ids.writeText(row, this.#rootId?.(isObject(item) ? item : { value: item }) ?? "");
      else table.ids.writeText(row, nestedRowId(parent.ids.textAt(parentRow), table.name, index));
    }
    table.endRow(row);
    if (this.#lists.length > firstList) this.#writeLists(firstList, table, row, hasExactId, this.#handDown(table, row, inherited));
  }

  /** Writes the rows of the lists that a row brought, and forgets the lists. */
  #writeLists(firstList: number, parent: TableBuilder, parentRow: number, isExact: boolean, inherited: Inherited | undefined): void {
    const end = this.#lists.length;
    for (let at = firstList; at < end; at++) {
      const elements = this.#lists[at] ?? [];
      const plan = this.#listPlans[at];
      if (plan === undefined || plan.table.isRefused) continue;
      for (let index = 0; index < elements.length; index++) this.#writeRow(plan, elements[index], parent, parentRow, isExact, index, inherited);
    }
    this.#forgetLists(firstList);
  }

  #forgetLists(first: number): void {
    this.#lists.length = first;
    this.#listPlans.length = first;
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
      if (field.role === "id" && Boolean(value)) this.#putOwnId(plan.table, row, value);
      if (field.role !== "kept") return;
      this.#kept.set(field.column, value);
    }
    if (value === null || value === undefined) {
      field.slot.meetNull(row);
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
      const columns = propagatedColumns(this.#context.schema, name, parent === undefined);
      if (columns.length > 0) this.#propagated.set(table, columns);
      for (const [column] of columns) table.keep(column);
    }
    return table;
  }

  #rootIdMaker(table: string): ((item: JsonObject) => string) | undefined {
    const { schema } = this.#context;
    const kind = rootIdKind(schema, table);
    if (kind === "random") return undefined;
    if (kind === "rowHash") return rowHash;
    const key = primaryKeyOf(schema, table);
    for (const column of key) this.#root.keep(column);
    return () => {
      const missing = key.find((column) => !this.#kept.has(column));
      if (missing === undefined) return rowHash(Object.fromEntries(this.#kept), key);
      throw pipelineError("E836", { table, row: this.#context.item, column: missing, strategy: tableOf(schema, table)?.["x-merge-strategy"] });
    };
  }

  /** What the rows nested in this one get: what it got itself, and its own values. */
  #handDown(table: TableBuilder, row: number, inherited: Inherited | undefined): Inherited | undefined {
    const columns = this.#propagated.get(table);
    if (columns === undefined) return inherited;
    const values = new Map(inherited);
    for (const [column, name] of columns) {
      const value = column === rowIdColumn ? table.ids.textAt(row) : column === loadIdColumn ? this.#context.loadId : this.#kept.get(column);
      if (value !== undefined) values.set(name, value);
    }
    return values;
  }
}

function isObject(item: unknown): item is JsonObject {
  return typeof item === "object" && item !== null && !Array.isArray(item);
}

function maxNesting(schema: StoredSchema, table: string): number {
  const declared = tableOf(schema, table)?.["x-normalizer"]?.max_nesting ?? schema.normalizers.json.config?.["max_nesting"];
  return typeof declared === "number" ? declared : defaultMaxNesting;
}
