/** A column of a table as rows meet it: its schema, the values so far, and what happens to a value of another type. */
import { pipelineError } from "../errors.ts";
import { newColumn, preferredType } from "../schema/columnHints.ts";
import { coerceValue, notCoercible } from "../schema/coercion.ts";
import { commonIsoMicros } from "../schema/isoText.ts";
import { fitsInt64, inferType, nativeType } from "../schema/inference.ts";
import type { ColumnSchema, DataType, StoredSchema } from "../schema/types.ts";
import type { BoolColumn } from "./columns/boolColumn.ts";
import type { Column } from "./columns/column.ts";
import type { Float64Column } from "./columns/float64Column.ts";
import type { Int64Column } from "./columns/int64Column.ts";
import type { TextColumn } from "./columns/textColumn.ts";
import { fitsOwnColumn, makeColumn, storeValue } from "./columns/typedColumn.ts";
import { decodeMarked, firstMark, isMarked, lastMark, plainJson, wholeFloatMark } from "./typedValue.ts";
import { WholeFloat } from "./wholeFloat.ts";

/** What a column asks of its table. */
export interface SlotOwner {
  readonly name: string;
  readonly settings: StoredSchema["settings"];
  /** Number of the row within its file, for messages. */
  readonly item: number;
  /** The column for values of `type` that do not fit `column`. */
  variantOf(column: string, type: DataType): Slot;
  /** Says whether a contract lets a column get its type from data. */
  admits(column: string, isVariant: boolean): boolean;
  /** Hears that a column got its type. */
  typed(slot: Slot): void;
  /** True if the column is not in the destination yet, so that it may still become double. */
  isWidenable(column: string): boolean;
}

export class Slot {
  readonly name: string;
  readonly table: SlotOwner;
  /** As the schema has it, or as it will be added. */
  schema: ColumnSchema;
  /** False until the schema gets something from this file. */
  changed = false;
  sawNull = false;
  /** Undefined while only nulls were met. */
  column: Column | undefined;
  #type: DataType | undefined;
  /** True if the schema knew the column before. */
  readonly #isDeclared: boolean;

  /** @param schema undefined for a column that the schema does not know */
  constructor(table: SlotOwner, name: string, schema: ColumnSchema | undefined) {
    this.table = table;
    this.name = name;
    this.#isDeclared = schema !== undefined;
    this.schema = schema === undefined ? newColumn(table.settings, name, undefined) : { ...schema };
    if (this.schema.data_type !== undefined) this.#useType(this.schema.data_type);
  }

  get type(): DataType | undefined {
    return this.#type;
  }

  /** Puts a value that is neither null nor undefined into a row. */
  write(row: number, value: unknown): void {
    switch (this.#type) {
      case "bigint":
        if (typeof value !== "number") break;
        if ((value | 0) === value) return (this.column as Int64Column).writeInt32(row, value);
        if (Number.isSafeInteger(value)) return (this.column as Int64Column).writeNumber(row, value);
        break;
      case "text":
        if (typeof value !== "string") break;
        // Inlined `isMarked`: this is the hottest line of the library.
        if (!(value.charCodeAt(0) >= firstMark && value.charCodeAt(0) <= lastMark)) return (this.column as TextColumn).write(row, value);
        break;
      case "double":
        if (typeof value === "number") return (this.column as Float64Column).write(row, value);
        if (typeof value === "string" && value.charCodeAt(0) === wholeFloatMark) {
          const number = Number(value.slice(1) || Number.NaN);
          if (!Number.isNaN(number)) return (this.column as Float64Column).write(row, number);
        }
        break;
      case "bool":
        if (typeof value === "boolean") return (this.column as BoolColumn).write(row, value);
        break;
      case "timestamp":
        if (typeof value === "string") {
          const micros = commonIsoMicros(value);
          if (!Number.isNaN(micros)) return (this.column as Int64Column).writeNumber(row, micros);
        }
        break;
    }
    this.#writeCoerced(row, typeof value === "string" && isMarked(value) ? decodeMarked(value) : value);
  }

  /** Notes a null. @throws E420 if the column may not hold one; a column whose type is not known yet says so later. A value that another key of the row brought is taken back. */
  meetNull(row: number): void {
    this.sawNull = true;
    this.column?.dropRow(row);
    if (this.schema.nullable === false && (this.#type !== undefined || !this.#isDeclared)) throw this.#nullRefused();
  }

  #nullRefused(): Error {
    return pipelineError("E420", { table: this.table.name, column: this.name, row: this.table.item });
  }

  #writeCoerced(row: number, decoded: unknown): void {
    const isWholeFloat = decoded instanceof WholeFloat;
    const value = isWholeFloat ? decoded.value : decoded;
    const from = isWholeFloat ? "double" : typeof value === "bigint" && !fitsInt64(value) ? "wei" : nativeType(value);
    if (this.#type === undefined) {
      if (!this.table.admits(this.name, false)) return;
      this.setType(preferredType(this.table.settings, this.name) ?? this.#inferType(value, from));
    }
    if (isWholeFloat && this.#type === "text") return (this.column as TextColumn).write(row, /^-?\d+$/.test(String(value)) ? `${value}.0` : String(value));
    if (this.#store(row, from, value)) return;
    if (this.#type === "bigint" && from === "double" && this.table.isWidenable(this.name)) {
      this.#widen();
      this.#store(row, from, value);
      return;
    }
    this.#writeVariant(row, from, value);
  }

  /** The type of a column by its first value; what the number 742 does not tell, `from` does. */
  #inferType(value: unknown, from: DataType): DataType {
    const inferred = inferType(value, this.table.settings.detections);
    return from === "double" && inferred === "bigint" ? from : inferred;
  }

  /** A value of a type that does not fit goes to a column beside this one, named after its type, one level only. */
  #writeVariant(row: number, from: DataType, value: unknown): void {
    const name = from === this.#type || !fitsOwnColumn(from, value) ? "text" : from;
    const variant = this.table.variantOf(this.name, name);
    if (variant.type === undefined) {
      if (!this.table.admits(variant.name, true)) return;
      variant.schema.variant = true;
      variant.setType(name === from ? this.#inferType(value, from) : name);
    }
    if (variant.#store(row, from, value)) return;
    throw pipelineError("E424", { table: this.table.name, row: this.table.item, value: String(value), from, column: this.name, to: this.#type ?? "unknown" });
  }

  #store(row: number, from: DataType, value: unknown): boolean {
    const { column } = this;
    const type = this.#type;
    if (type === undefined || column === undefined) return false;
    const coerced = from === "json" && type === "text" ? plainJson(value) : coerceValue(type, from, value);
    if (coerced === notCoercible) return false;
    return storeValue(column, row, type === "json" ? plainJson(coerced) : coerced);
  }

  /** Gives a column that had no type its type; the schema hears of it. */
  setType(type: DataType): void {
    this.schema = { ...this.schema, data_type: type, nullable: this.schema.nullable ?? true };
    this.changed = true;
    if (this.sawNull && this.schema.nullable === false) throw this.#nullRefused();
    this.#useType(type);
    this.table.typed(this);
  }

  #useType(type: DataType): void {
    this.#type = type;
    this.column = makeColumn(type, this.schema, this.table.name);
  }

  #widen(): void {
    this.schema = { ...this.schema, data_type: "double" };
    this.changed = true;
    this.#type = "double";
    this.column = (this.column as Int64Column).toFloat64();
  }
}
