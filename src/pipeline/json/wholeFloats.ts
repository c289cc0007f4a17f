/**
 * Fields that a JSON text writes as a float although their value is whole: `742.0`. JavaScript has one number type, so
 * the parsed value is 742 like any other; which fields of which object were written so is kept beside the objects,
 * and `encodeRows` writes those fields with a mark. Rows stay plain objects with plain numbers.
 */

/** First character of a marked string in typed JSON; what follows is the number's text. Ours: dlt's own marks end one before. */
export const wholeFloatMark = "\uf02e";

/** Keys of an object, or indexes of a list, as text. One array is shared by all objects with the same keys. */
type MarkedKeys = readonly string[];

const markedKeys = new WeakMap<object, MarkedKeys>();
const knownLists = new Map<string, MarkedKeys>();
/** Lists of keys that are shared; past this each object keeps its own, so that hostile data cannot fill the memory. */
const maxKnownLists = 1_000;
let anyMarked = false;

/** Notes the fields of an object that were written as whole floats. */
export function markWholeFloats(holder: object, keys: readonly string[]): void {
  anyMarked = true;
  if (!sameKeys(keys, lastKeys)) lastKeys = sharedKeys(keys);
  markedKeys.set(holder, lastKeys);
}

/** Rows of one page mostly have the same keys, one after the other. */
let lastKeys: MarkedKeys = [];

function sharedKeys(keys: MarkedKeys): MarkedKeys {
  if (keys.length > 32) return keys;
  const name = JSON.stringify(keys);
  const known = knownLists.get(name);
  if (known === undefined && knownLists.size < maxKnownLists) knownLists.set(name, keys);
  return known ?? keys;
}

function sameKeys(a: MarkedKeys, b: MarkedKeys): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** Notes one more such field. */
export function markWholeFloat(holder: object, key: string): void {
  markWholeFloats(holder, [...(markedKeys.get(holder) ?? []), key]);
}

/** The fields of an object that were written as whole floats; undefined for none. A copy of the object does not know of them. */
export function wholeFloatsOf(holder: object): readonly string[] | undefined {
  return anyMarked ? markedKeys.get(holder) : undefined;
}

/** Deeper data keeps its floats as plain numbers; `encodeRows` has the word on it. */
const maxDepth = 1_000;

class TooDeep extends Error {}

/**
 * Rows in which whole floats stand as marked strings. Rows without any are handed on as they are; others are copied
 * as far down as they hold one. A field that has got another value than a number since is left alone.
 *
 * Costs nothing as long as no text with such a number was parsed in this thread.
 */
export function withWholeFloats(rows: readonly unknown[]): readonly unknown[] {
  if (!anyMarked) return rows;
  try {
    return marked(rows, 0) as readonly unknown[];
  } catch (error) {
    if (error instanceof TooDeep) return rows;
    throw error;
  }
}

function marked(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > maxDepth) throw new TooDeep();
  if (Array.isArray(value)) return markedList(value, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const fields = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const key in fields) {
    const field = fields[key];
    if (typeof field !== "object" || field === null) continue;
    const changed = marked(field, depth + 1);
    if (changed !== field) put((copy ??= { ...fields }), key, changed);
  }
  for (const key of markedKeys.get(value) ?? []) {
    const field = fields[key];
    if (isWhole(field) && Object.hasOwn(fields, key)) put((copy ??= { ...fields }), key, marking(field));
  }
  return copy ?? value;
}

function markedList(list: readonly unknown[], depth: number): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const element = list[index];
    if (typeof element !== "object" || element === null) continue;
    const changed = marked(element, depth + 1);
    if (changed !== element) (copy ??= [...list])[index] = changed;
  }
  for (const key of markedKeys.get(list) ?? []) {
    const element = list[Number(key)];
    if (isWhole(element)) (copy ??= [...list])[Number(key)] = marking(element);
  }
  return copy ?? list;
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value);
}

function marking(value: number): string {
  return wholeFloatMark + (Object.is(value, -0) ? "-0" : String(value));
}

function put(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  else record[key] = value;
}
