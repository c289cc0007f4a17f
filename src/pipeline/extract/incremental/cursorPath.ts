/** Where the cursor value stands in a row: a key, keys with dots between them, or a JSONPath. */

/** Finds the value in a row: undefined when the path leads nowhere, null when it leads to null. */
export type CursorFinder = (row: unknown) => unknown;

const special = /[.*[\]$?()]/;
const dotted = /^(?:\$\.)?[^.*[\]$?()]+(?:\.[^.*[\]$?()]+)*$/;

/** True when the path needs {@link loadCursorPath}. */
export function isJsonPath(path: string): boolean {
  return path !== "$" && !dotted.test(path);
}

/**
 * @param path `updated_at`, `$` for the row itself, or keys with dots, as in `payload.updated_at`
 */
export function simpleCursorPath(path: string): CursorFinder {
  if (path === "$") return (row) => row;
  if (!special.test(path)) return (row) => fieldOf(row, path);
  const keys = path.replace(/^\$\./, "").split(".");
  return (row) => keys.reduce(fieldOf, row);
}

/**
 * A path with brackets, wildcards or filters: `events[0].at`, `$.items[*].created_at`. The first match counts (dlt: find_values).
 *
 * @throws when the path cannot be read
 */
export async function loadCursorPath(path: string): Promise<CursorFinder> {
  const { jsonpath } = await import("json-p3");
  const query = jsonpath.compile(path.startsWith("$") ? path : path.startsWith("[") ? `$${path}` : `$.${path}`);
  return (row) => {
    for (const { value } of query.lazyQuery(row as Parameters<typeof query.lazyQuery>[0])) return value;
    return undefined;
  };
}

function fieldOf(row: unknown, key: string): unknown {
  if (typeof row !== "object" || row === null) return undefined;
  if (row instanceof Map) return row.get(key) as unknown;
  const value = (row as Record<string, unknown>)[key];
  return value !== undefined && key in Object.prototype && !Object.hasOwn(row, key) ? undefined : value;
}
