/** Conditions on rows: values go to the database beside the SQL, never inside it. */
import type { BoundValue } from "../destination/duckdb/engine.ts";
import { quoteName, quoteText } from "../destination/duckdb/sqlNames.ts";
import { pipelineError } from "../errors.ts";

/** A value that can be bound: a `Date` is a moment in UTC, `null` and `undefined` are NULL. */
export type SqlValue = string | number | bigint | boolean | Date | null | undefined;

/** SQL with the values of its `?`, in order. */
export interface Bound {
  readonly sql: string;
  readonly params: readonly BoundValue[];
}

/** dlt's names for comparisons, and SQL's. */
const operators = {
  "=": "=", eq: "=", "!=": "<>", ne: "<>", "<": "<", lt: "<", "<=": "<=", lte: "<=", ">": ">", gt: ">", ">=": ">=", gte: ">=",
  in: "IN", "not in": "NOT IN", not_in: "NOT IN", like: "LIKE",
} as const;

/** How `where` compares a column with a value. */
export type Operator = keyof typeof operators;

/**
 * `"age" >= ?`. With null, `=` and `!=` ask whether there is a value; `in` and `not in` take a list.
 *
 * @throws E456 for another operator, E854 for a value that cannot be bound
 */
export function comparison(column: string, operator: Operator, value: SqlValue | readonly SqlValue[]): Bound {
  if (!Object.hasOwn(operators, operator)) throw pipelineError("E456", { call: "where", option: operator, suggestion: "", known: Object.keys(operators).join(", ") });
  const [name, sign] = [quoteName(column), operators[operator]];
  if (sign === "IN" || sign === "NOT IN") {
    if (!Array.isArray(value)) throw pipelineError("E854", { value: String(value), place: `after \`${operator}\``, expected: "a list" });
    const params = value.map((one: SqlValue) => boundValue(one));
    return params.length === 0 ? { sql: sign === "IN" ? "FALSE" : "TRUE", params } : { sql: `${name} ${sign} (${params.map(() => "?").join(", ")})`, params };
  }
  if (value === null || value === undefined) return { sql: `${name} IS ${sign === "<>" ? "NOT " : ""}NULL`, params: [] };
  return { sql: `${name} ${sign} ?`, params: [boundValue(value as SqlValue)] };
}

/** A value as the engine takes it. @throws E854 */
export function boundValue(value: SqlValue): BoundValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && !Number.isNaN(value) && Math.abs(value) !== Infinity) return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString().replace("T", " ").replace("Z", "");
  throw pipelineError("E854", { value: String(value), place: "in a statement", expected: "text, a finite number, a boolean, a valid date or null" });
}

/** The SQL with its values written into it, to be read by people. */
export function printed({ sql, params }: Bound): string {
  let next = 0;
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => (part === "?" && next < params.length ? literal(params[next++] ?? null) : part));
}

function literal(value: BoundValue): string {
  if (value === null) return "NULL";
  return typeof value === "string" ? quoteText(value) : String(value);
}
