/** JSON text written without recursion, for values that may be nested many thousands of levels deep. */

/** A piece of text that is ready, or a value that is still to be written. */
type Pending = string | { readonly value: unknown };

/** Compact JSON with the keys of every object in the order of their code units, for hashes. A map is written as an object. */
export function sortedJson(value: unknown): string {
  return jsonText(value, (a, b) => (a < b ? -1 : a > b ? 1 : 0), JSON.stringify);
}

/**
 * What `JSON.stringify` writes, at any depth.
 *
 * @param textOf writes strings that are values; default as JSON has them
 */
export function deepJson(value: unknown, textOf: (text: string) => string = JSON.stringify): string {
  return jsonText(value, undefined, textOf);
}

function jsonText(root: unknown, order: ((a: string, b: string) => number) | undefined, textOf: (text: string) => string): string {
  const parts: string[] = [];
  const pending: Pending[] = [{ value: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === "string") parts.push(next);
    else if (Array.isArray(next.value)) pushElements(next.value, pending);
    else if (typeof next.value === "object" && next.value !== null) pushFields(next.value, pending, order);
    else parts.push(typeof next.value === "string" ? textOf(next.value) : (JSON.stringify(next.value) ?? "null"));
  }
  return parts.join("");
}

function pushElements(list: readonly unknown[], pending: Pending[]): void {
  pending.push("]");
  for (let at = list.length - 1; at >= 0; at--) {
    pending.push({ value: list[at] });
    if (at > 0) pending.push(",");
  }
  pending.push("[");
}

function pushFields(object: object, pending: Pending[], order: ((a: string, b: string) => number) | undefined): void {
  const source: readonly (readonly [string, unknown])[] = object instanceof Map ? [...(object as Map<string, unknown>)] : Object.entries(object);
  const entries = source.filter(([, item]) => item !== undefined);
  if (order !== undefined) entries.sort(([a], [b]) => order(a, b));
  pending.push("}");
  for (let at = entries.length - 1; at >= 0; at--) {
    const [key, item] = entries[at] ?? ["", null];
    pending.push({ value: item }, `${at === 0 ? "" : ","}${JSON.stringify(key)}:`);
  }
  pending.push("{");
}
