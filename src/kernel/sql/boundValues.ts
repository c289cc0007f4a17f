/** Values of `${…}` as placeholders and what is bound to them, or as quoted literals where nothing can be bound. */
import type { BoundValue } from "../../pipeline/destination/duckdb/engine.ts";
import { quoteName, quoteText } from "../../pipeline/destination/duckdb/sqlNames.ts";
import { previewValue, typeName } from "../../std/preview.ts";
import { isPlainObject } from "../../std/tableSource.ts";
import { sqlError } from "./errors.ts";

/** A piece of SQL with the values of its `?`, in order. */
export interface SqlFragment {
  readonly sql: string;
  readonly params: readonly BoundValue[];
}

/** No row: stands for an empty list, so that IN is false and NOT IN is true. */
const nothing = "SELECT NULL WHERE FALSE";
const maxInteger = 2 ** 31;

/**
 * @param expression  as written, for messages
 * @throws E261
 */
export function bindValue(value: unknown, expression: string): SqlFragment {
  if (value === null || value === undefined) return { sql: "?", params: [null] };
  switch (typeof value) {
    case "string":
    case "boolean":
      return { sql: "?", params: [value] };
    case "number":
      if (!Number.isFinite(value)) return { sql: "CAST(? AS DOUBLE)", params: [String(value)] };
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) return { sql: "?", params: [value] };
      return { sql: `CAST(? AS ${value >= -maxInteger && value < maxInteger ? "INTEGER" : "BIGINT"})`, params: [value] };
    case "bigint":
      return { sql: "CAST(? AS HUGEINT)", params: [String(value)] };
    default:
      return bindObject(value, expression);
  }
}

function bindObject(value: unknown, expression: string): SqlFragment {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return { sql: "CAST(? AS TIMESTAMP)", params: [value.toISOString().replace("T", " ").replace("Z", "")] };
  if (Array.isArray(value)) {
    const elements = joined(value.map((element) => bindValue(element, expression)));
    return { sql: `[${elements.sql}]`, params: elements.params };
  }
  if (isPlainObject(value) && Object.keys(value).length > 0) {
    const fields = Object.entries(value).map(([key, field]) => {
      const { sql, params } = bindValue(field, expression);
      return { sql: `${quoteText(key)}: ${sql}`, params };
    });
    const { sql, params } = joined(fields);
    return { sql: `{${sql}}`, params };
  }
  throw sqlError("E261", { what: describe(value), expression });
}

/** What stands between the brackets of IN. A value that is no list is a list of one. */
export function bindList(value: unknown, expression: string): SqlFragment {
  if (!Array.isArray(value)) return bindValue(value, expression);
  return value.length === 0 ? { sql: nothing, params: [] } : joined(value.map((element) => bindValue(element, expression)));
}

/** A name: one text, quoted. @throws E265 */
export function quoteNameValue(value: unknown, expression: string): SqlFragment {
  if (typeof value !== "string" || value === "" || value.includes("\0")) throw sqlError("E265", { expression, what: describe(value) });
  return { sql: quoteName(value), params: [] };
}

/** Text with values in it. @throws E261 for a value that has no text of its own */
export function fillText(strings: readonly string[], values: readonly { readonly value: unknown; readonly expression: string }[]): string {
  return strings.reduce((text, part, at) => {
    const filled = values[at - 1];
    return text + (filled === undefined ? "" : textOf(filled.value, filled.expression)) + part;
  });
}

function textOf(value: unknown, expression: string): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  if (value === null || value === undefined || typeof value === "object" || typeof value === "function" || typeof value === "symbol") throw sqlError("E261", { what: describe(value), expression });
  return String(value);
}

/** The fragment with its values as quoted literals, for texts that the database keeps. */
export function asLiteral({ sql, params }: SqlFragment): SqlFragment {
  let next = 0;
  const filled = sql.replace(/'(?:[^']|'')*'|\?/g, (part) => (part === "?" ? literalOf(params[next++] ?? null) : part));
  return { sql: filled, params: [] };
}

function literalOf(value: BoundValue): string {
  if (value === null) return "NULL";
  return typeof value === "string" ? quoteText(value) : String(value);
}

function joined(fragments: readonly SqlFragment[]): SqlFragment {
  return { sql: fragments.map(({ sql }) => sql).join(", "), params: fragments.flatMap(({ params }) => params) };
}

/** `null`, `an empty text`, `a Map`, … */
export function describe(value: unknown): string {
  if (value === null || value === undefined || value === "") return value === "" ? "an empty text" : String(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return `${typeof value} ${previewValue(value, 40)}`;
  return typeof value === "function" ? "a function" : `${/^[aeiou]/i.test(typeName(value)) ? "an" : "a"} ${typeName(value)}`;
}
