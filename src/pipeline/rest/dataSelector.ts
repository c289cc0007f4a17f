/** Where the rows stand in a body (dlt: data selector detection). */
import { compilePath, pathOf } from "../json/jsonPath.ts";

/** Names under which APIs usually keep their rows. */
const rowKeys: ReadonlySet<string> = new Set(["data", "items", "results", "entries", "records", "rows", "entities", "payload", "content", "objects", "values"]);

/** Names on the way to a list, at most. */
const maxNames = 3;

/**
 * The path to the rows: of the lists in the first three levels, the first with a usual name, else the first. `$` for a
 * body that is a list itself, or holds none.
 */
export function detectDataSelector(body: unknown): string {
  const lists = isObject(body) ? [...listsIn(body, [])] : [];
  const chosen = lists.find((path) => rowKeys.has(path.at(-1) ?? "")) ?? lists[0];
  return pathOf(chosen ?? []);
}

function* listsIn(object: Readonly<Record<string, unknown>>, path: readonly string[]): Generator<readonly string[]> {
  if (path.length >= maxNames) return;
  for (const [key, value] of Object.entries(object)) {
    if (Array.isArray(value)) yield [...path, key];
    else if (isObject(value)) yield* listsIn(value, [...path, key]);
  }
}

/** The rows at a path: a list as it is, a single value as a list of one, nothing for a path that leads nowhere or to null. */
export function selectRows(body: unknown, selector: string): readonly unknown[] {
  const found = compilePath(selector).find(body);
  const value = found.length === 1 ? found[0] : found;
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
