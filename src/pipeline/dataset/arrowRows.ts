/** Arrow tables as plain objects. For a few thousand rows; a million takes seconds, use the Arrow table itself then. */
import { DataType } from "apache-arrow";
import type { Table } from "apache-arrow";
import { putOwn } from "../schema/schema.ts";

/** @param jsonColumns columns whose text is parsed; text that is no JSON stays as it is */
export function rowsOf(table: Table, jsonColumns: ReadonlySet<string> = new Set()): Record<string, unknown>[] {
  const columns = table.schema.fields.map((field, index) => ({ field, values: table.getChildAt(index), json: jsonColumns.has(field.name) }));
  return Array.from({ length: table.numRows }, (_, row) => {
    const object: Record<string, unknown> = {};
    for (const { field, values, json } of columns) {
      const value = javaScriptValue(values?.get(row), field.type);
      put(object, field.name, json && typeof value === "string" ? parsed(value) : value);
    }
    return object;
  });
}

/** A value as JavaScript has it: numbers where they are exact, `Date`s, byte arrays, lists and objects. */
export function javaScriptValue(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") {
    if (DataType.isTime(type)) return timeOfDay(value);
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  }
  if (DataType.isDate(type) || DataType.isTimestamp(type)) return new Date(Number(value));
  if (DataType.isList(type)) return Array.from(value as Iterable<unknown>, (element) => javaScriptValue(element, type.children[0]?.type ?? type));
  if (DataType.isStruct(type)) {
    const fields = (value as { toJSON(): Record<string, unknown> }).toJSON();
    return Object.fromEntries(type.children.map(({ name, type: inner }) => [name, javaScriptValue(fields[name], inner)]));
  }
  return value;
}

/** A column may be called `__proto__`. */
function put(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__") putOwn(object, name, value);
  else object[name] = value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Microseconds since midnight → `10:00:00.5`. */
function timeOfDay(micros: bigint): string {
  const seconds = Number(micros / 1_000_000n);
  const fraction = String(micros % 1_000_000n).padStart(6, "0").replace(/0+$/, "");
  const two = (part: number): string => String(part).padStart(2, "0");
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction === "" ? text : `${text}.${fraction}`;
}
