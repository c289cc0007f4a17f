/** Which rows of a table in memory pass its filters. */
import { comparable, compareValues, type Comparable } from "./compareValues.ts";
import type { SourceFilter } from "./tableSource.ts";
import { tableValue } from "./tableSource.ts";

/** @returns a question for one value of the filter's column; as in SQL, a missing value passes none but `= null` */
export function passes({ operator, value }: Pick<SourceFilter, "operator" | "value">): (candidate: unknown) => boolean {
  if (value === null) return operator === "!=" ? (candidate) => !isMissing(candidate) : isMissing;
  if (operator === "like") {
    const pattern = likePattern(String(value));
    return (candidate) => !isMissing(candidate) && pattern.test(String(tableValue(candidate)));
  }
  const wanted = comparable(value);
  if (wanted === null) return () => false;
  const decide = decisions[operator];
  return (candidate) => {
    const own = comparable(candidate);
    if (own === null) return false;
    const aligned = align(own, wanted);
    return aligned !== null && decide(compareValues(aligned, wanted));
  };
}

const decisions: Readonly<Record<Exclude<SourceFilter["operator"], "like">, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** A number never compares with a text: null when the kinds differ and neither can be read as the other. */
function align(own: Comparable, wanted: Comparable): Comparable | null {
  if ((typeof own === "string") === (typeof wanted === "string")) return own;
  if (typeof wanted === "string") return String(own);
  const number = own === "" ? Number.NaN : Number(own);
  return Number.isNaN(number) ? null : number;
}

/** A `LIKE` pattern without regard to case: `%` is any text, `_` any letter. */
function likePattern(pattern: string): RegExp {
  const source = pattern.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("%", "[^]*").replaceAll("_", "[^]");
  return new RegExp(`^${source}$`, "iu");
}
