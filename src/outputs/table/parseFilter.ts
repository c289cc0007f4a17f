/** What a reader writes above a column → filters. */
import type { ColumnType, TableColumn, TableFilter } from "../../kernel/protocol.ts";

/** How to filter a column of a type, in a few letters. */
export function filterHint(type: ColumnType): string {
  return type === "number" || type === "bigint" ? "> 10" : type === "date" ? ">= 2026-01-31" : type === "boolean" ? "true" : "contains";
}

const comparison = /^(<=|>=|!=|<>|<|>|=)\s*([^]*)$/;
const range = /^(\S+?)\s*\.\.\s*(\S+)$/;

/**
 * Texts contain what is written; numbers, dates and truth values equal it. `<`, `<=`, `>`, `>=`, `=`, `!=` compare,
 * `1..5` is a range, `empty` and `not empty` ask for missing values.
 *
 * @returns no filters for an empty text; null for one that this column cannot be compared with
 */
export function parseFilter(text: string, { name: column, type }: Pick<TableColumn, "name" | "type">): TableFilter[] | null {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  if (/^(?:= ?)?(?:empty|null)$/i.test(trimmed)) return [{ column, operator: "=", value: null }];
  if (/^(?:not |!= ?)(?:empty|null)$/i.test(trimmed)) return [{ column, operator: "!=", value: null }];
  const isText = type === "string" || type === "json" || type === "unknown";
  const compared = comparison.exec(trimmed);
  if (compared !== null) {
    const operator = (compared[1] === "<>" ? "!=" : compared[1]) as TableFilter["operator"];
    const value = readValue(compared[2] ?? "", type);
    return value === undefined ? null : [{ column, operator, value }];
  }
  if (isText) return [{ column, operator: "contains", value: trimmed }];
  const [, from, to] = range.exec(trimmed) ?? [];
  if (from !== undefined && to !== undefined) {
    const [low, high] = [readValue(from, type), readValue(to, type)];
    return low === undefined || high === undefined ? null : [{ column, operator: ">=", value: low }, { column, operator: "<=", value: high }];
  }
  const value = readValue(trimmed, type);
  return value === undefined ? null : [{ column, operator: "=", value }];
}

/** Undefined for what is no value of the type. */
function readValue(text: string, type: ColumnType): string | number | boolean | undefined {
  const trimmed = text.trim();
  switch (type) {
    case "number":
    case "bigint": {
      const digits = trimmed.replaceAll(",", "");
      if (digits === "" || !Number.isFinite(Number(digits))) return undefined;
      return type === "bigint" && /^-?\d+$/.test(digits) ? digits : Number(digits);
    }
    case "boolean":
      return /^(?:true|yes|1)$/i.test(trimmed) ? true : /^(?:false|no|0)$/i.test(trimmed) ? false : undefined;
    case "date": {
      // A day or a moment without a zone is one in UTC, as the table shows it.
      const iso = trimmed.replace(" ", "T");
      const time = Date.parse(/T/.test(iso) && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(iso) ? `${iso}Z` : iso);
      return Number.isNaN(time) ? undefined : new Date(time).toISOString();
    }
    default:
      return trimmed.replace(/^(["'])([^]*)\1$/, "$2");
  }
}
