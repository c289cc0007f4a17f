/** One table of a load package while the rows of a file are put into it. */
import { contractOf, contractViolated, isNewTable } from "../schema/contract.ts";
import { newColumn } from "../schema/columnHints.ts";
import type { NamingConvention } from "../schema/naming/convention.ts";
import { columnOf, putOwn, tableOf } from "../schema/schema.ts";
import { isSystemTable, listIndexColumn, loadIdColumn, parentIdColumn, rootIdColumn, rowIdColumn } from "../schema/systemTables.ts";
import type { ColumnSchema, ContractEntity, ContractMode, DataType, PartialTable, StoredSchema, TableSchema } from "../schema/types.ts";
import { arrowStream } from "./arrowStream.ts";
import type { Column } from "./columns/column.ts";
import { ConstantColumn } from "./columns/constantColumn.ts";
import { IdColumn } from "./columns/idColumn.ts";
import { Int64Column } from "./columns/int64Column.ts";
import type { NormalizedFile } from "./protocol.ts";
import { Slot } from "./slot.ts";
import type { SlotOwner } from "./slot.ts";

/** What the builders of one file share. */
export interface BuilderContext {
  readonly schema: StoredSchema;
  readonly naming: NamingConvention;
  readonly loadId: string;
  /** Name of the extracted file, for messages. */
  readonly fileName: string | undefined;
  /** Rows after which the next file is begun; undefined: no limit. */
  readonly maxRows: number | undefined;
  /** Bytes after which the next file is begun. */
  readonly maxBytes: number;
  /** Set when a table has reached a limit. */
  isFull: boolean;
  /** Items of the source so far, the one in work included: the number of the row within the file. */
  item: number;
  isWidenable(table: string, column: string): boolean;
}

/** A column of the table, in the order of the schema. */
interface Entry {
  readonly name: string;
  readonly schema: ColumnSchema;
  readonly column: Column | undefined;
  /** True if the schema must hear of it. */
  readonly changed: boolean;
}

/** Bytes are summed up every so many rows. */
const sizeCheckMask = 1023;

export class TableBuilder implements SlotOwner {
  readonly name: string;
  readonly parent: string | undefined;
  readonly settings: StoredSchema["settings"];
  /** Rows begun in the current file; the last may be under construction. */
  rows = 0;
  readonly ids: IdColumn;
  /** True if a contract drops the rows of the whole table. */
  readonly isRefused: boolean;
  /** True once a contract drops the row under construction. */
  isRowDiscarded = false;
  /** True if some values of a row are needed beyond their columns. */
  keepsValues = false;
  /** Of nested tables. */
  readonly parentIds: IdColumn | undefined;
  readonly listIndexes: Int64Column | undefined;
  /** Of nested tables whose rows carry the id of their root row. */
  readonly rootIds: IdColumn | undefined;
  readonly #loadIds: ConstantColumn | undefined;
  readonly #context: BuilderContext;
  readonly #known: TableSchema | undefined;
  readonly #slots = new Map<string, Slot>();
  readonly #system = new Map<string, Entry>();
  readonly #order: Entry[] = [];
  readonly #kept = new Set<string>();
  readonly #columnMode: ContractMode;
  readonly #variantMode: ContractMode;
  #isSystemMet = false;

  /**
   * @param parent         name of the parent table, undefined for a root table
   * @param propagatesRoot true if rows carry the id of their root row
   * @throws E835 if a contract refuses the table
   */
  constructor(name: string, parent: string | undefined, context: BuilderContext, propagatesRoot: boolean) {
    this.name = name;
    this.parent = parent;
    this.settings = context.schema.settings;
    this.#context = context;
    this.#known = tableOf(context.schema, name);
    const contract = contractOf(context.schema, name, parent);
    const isNew = this.#isNew();
    if (isNew && contract.tables === "freeze") throw this.#violated("tables", undefined);
    this.isRefused = isNew && contract.tables !== "evolve";
    this.#columnMode = isNew || this.#known?.["x-normalizer"]?.["evolve-columns-once"] === true ? "evolve" : contract.columns;
    this.#variantMode = contract.data_type;
    this.ids = new IdColumn(name);
    if (parent === undefined) this.#loadIds = this.#addSystem(loadIdColumn, new ConstantColumn(context.loadId), "text");
    if (parent !== undefined && propagatesRoot) this.rootIds = this.#addSystem(rootIdColumn, new IdColumn(name), "text");
    if (parent !== undefined) {
      this.parentIds = this.#addSystem(parentIdColumn, new IdColumn(name), "text");
      this.listIndexes = this.#addSystem(listIndexColumn, new Int64Column(), "bigint");
    }
    this.#addSystem(rowIdColumn, this.ids, "text");
    for (const column of Object.keys(this.#known?.columns ?? {})) this.#order.push(this.#system.get(column) ?? this.slot(column));
  }

  /** True for columns that the library fills; what the data says for them does not count. */
  isReserved(column: string): boolean {
    return column !== rowIdColumn && this.#system.has(column);
  }

  /** Asks for the values of a column, see {@link isKept}. Call before rows are written. */
  keep(column: string): void {
    this.#kept.add(column);
    this.keepsValues = true;
  }

  /** True for columns whose values the row's id or its nested rows need. */
  isKept(column: string): boolean {
    return this.#kept.has(column);
  }

  /** Number of the row within its file, for messages. */
  get item(): number {
    return this.#context.item;
  }

  /**
   * Says whether a column may get its type from data. If a contract drops the row, the row is marked.
   *
   * @throws E835 if the contract is frozen
   */
  admits(column: string, isVariant: boolean): boolean {
    const mode = isVariant ? this.#variantMode : this.#columnMode;
    if (mode === "evolve" || isSystemTable(column)) return true;
    if (mode === "freeze") throw this.#violated(isVariant ? "data_type" : "columns", column);
    if (mode === "discard_row") this.isRowDiscarded = true;
    return false;
  }

  /** The type of a column that the schema knows. */
  typeOf(column: string): DataType | undefined {
    return columnOf(this.#known, column)?.data_type;
  }

  /** The data column of that name, made at first sight. */
  slot(name: string): Slot {
    let slot = this.#slots.get(name);
    if (slot === undefined) {
      slot = new Slot(this, name, columnOf(this.#known, name));
      this.#slots.set(name, slot);
    }
    return slot;
  }

  variantOf(column: string, type: DataType): Slot {
    return this.slot(this.#context.naming.joinPath(column, `v_${type}`));
  }

  typed(slot: Slot): void {
    this.#meet(slot);
  }

  isWidenable(column: string): boolean {
    return this.typeOf(column) === undefined || this.#context.isWidenable(this.name, column);
  }

  /** Begins a row. @returns its number within the current file */
  beginRow(): number {
    const row = this.rows++;
    if (this.rows === this.#context.maxRows || ((row & sizeCheckMask) === sizeCheckMask && this.bytes >= this.#context.maxBytes)) this.#context.isFull = true;
    return row;
  }

  /** Takes back a row that {@link beginRow} began. */
  dropRow(row: number): void {
    for (const { column } of this.#slots.values()) column?.dropRow(row);
    for (const { column } of this.#system.values()) column?.dropRow(row);
    this.rows = row;
    this.isRowDiscarded = false;
  }

  /** Notes that the row's own columns are written: with the first row, system columns take their places behind them. */
  endRow(row: number): void {
    this.#loadIds?.write(row);
    if (this.#isSystemMet) return;
    this.#isSystemMet = true;
    for (const entry of this.#system.values()) this.#meet(entry);
  }

  /** Notes that the data itself brought row ids. */
  meetOwnId(): void {
    const entry = this.#system.get(rowIdColumn);
    if (entry !== undefined) this.#meet(entry);
  }

  /** True once a row was written. */
  get wasMet(): boolean {
    return this.#isSystemMet;
  }

  /** Bytes of the current file, roughly. */
  get bytes(): number {
    return this.#order.reduce((sum, entry) => sum + (entry.column?.bytes ?? 0), 0);
  }

  /** True if the current file has reached a limit. */
  get isFull(): boolean {
    return this.rows >= (this.#context.maxRows ?? Infinity) || this.bytes >= this.#context.maxBytes;
  }

  /** Notes that the table is to be made even if it gets no row. */
  meetEmpty(): void {
    if (!this.#isSystemMet) for (const entry of this.#system.values()) this.#meet(entry);
    this.#isSystemMet = true;
  }

  /** Ends the current file and begins the next. @returns undefined if it holds no row, unless the table is to be made all the same */
  takeFile(isMade = false): NormalizedFile | undefined {
    if (this.rows === 0 && !isMade) return undefined;
    const { rows } = this;
    const columns = this.#order.flatMap((entry) => (entry.column === undefined ? [] : [{ name: entry.name, data: entry.column.finish(rows) }]));
    this.rows = 0;
    return { table: this.name, rows, columns: columns.map((column) => column.name), bytes: arrowStream(columns, rows) };
  }

  /** What the schema does not know yet; undefined if it knows everything. */
  get update(): PartialTable | undefined {
    const changed = this.#order.filter((entry) => entry.changed);
    if (this.#known !== undefined && changed.length === 0) return undefined;
    const columns: Record<string, ColumnSchema> = {};
    for (const { name, schema } of changed) putOwn(columns, name, schema);
    return { name: this.name, ...(this.parent === undefined ? {} : { parent: this.parent }), columns };
  }

  /** Columns in which only nulls were met. */
  get nullOnlyColumns(): string[] {
    return [...this.#slots.values()].filter((slot) => slot.sawNull && slot.type === undefined).map((slot) => slot.name);
  }

  /** True unless a package before this one has given the table a column with a type, or hints have. */
  #isNew(): boolean {
    const columns = Object.values(this.#known?.columns ?? {}).filter((column) => !this.#context.isWidenable(this.name, column.name));
    return isNewTable(this.#known) || !columns.some((column) => column.data_type !== undefined);
  }

  #violated(entity: ContractEntity, column: string | undefined): Error {
    return contractViolated(this.#context.schema.name, this.name, entity, column, { row: this.item, file: this.#context.fileName });
  }

  #addSystem<Kind extends Column>(name: string, column: Kind, type: DataType): Kind {
    const known = columnOf(this.#known, name);
    const schema = known?.data_type === undefined ? { ...newColumn(this.settings, name, type), ...known, data_type: type } : known;
    this.#system.set(name, { name, schema, column, changed: known?.data_type === undefined });
    return column;
  }

  #meet(entry: Entry): void {
    if (!this.#order.includes(entry)) this.#order.push(entry);
  }
}
