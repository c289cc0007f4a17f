/** Any value as one line of text. Never runs a getter, never throws, whatever the value does. */

interface Limits {
  /** How many levels of objects are opened. */
  readonly depth: number;
  /** How many members of one object are listed. */
  readonly width: number;
  readonly chars: number;
}

const short: Omit<Limits, "chars"> = { depth: 2, width: 8 };
const long: Limits = { depth: 4, width: 100, chars: 10_000 };

/** One line for trees, tables and panels: `{a: 1, b: […]}`, `"text"`, `Map(2) {…}`. */
export function previewValue(value: unknown, chars = 100): string {
  return cut(guarded(() => describe(value, { ...short, chars }, [])), chars);
}

/** The value as the console prints it: a text as it is, anything else in more detail than a preview. */
export function inspectValue(value: unknown): string {
  if (typeof value === "string") return value;
  return cut(guarded(() => (value instanceof Error ? describeError(value) : describe(value, long, []))), long.chars);
}

/** `Object`, `Array(3)`, `Map(2)`, `string`, `null`: what kind of thing it is. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  return guarded(() => {
    const name = constructorName(value);
    const size = sizeOf(value);
    return size === undefined ? name : `${name}(${size})`;
  });
}

/** Own members for showing, with getters left unread. Throws what a hostile proxy throws. */
export function listMembers(value: object, limit: number): { members: { key: string; value: unknown; isGetter: boolean }[]; total: number } {
  if (value instanceof Map || value instanceof Set) {
    const members = [];
    const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : value.entries();
    for (const [key, item] of entries) {
      if (members.length >= limit) break;
      members.push({ key: value instanceof Map ? previewValue(key, 40) : String(members.length), value: item, isGetter: false });
    }
    return { members, total: value.size };
  }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const items = value as ArrayLike<unknown>;
    const members = [];
    for (let at = 0; at < Math.min(items.length, limit); at += 1) members.push({ ...readMember(items, String(at)), key: String(at) });
    return { members, total: items.length };
  }
  const keys = Object.keys(value);
  return { members: keys.slice(0, limit).map((key) => ({ key, ...readMember(value, key) })), total: keys.length };
}

function readMember(owner: object, key: string): { value: unknown; isGetter: boolean } {
  const property = Object.getOwnPropertyDescriptor(owner, key);
  return property?.get === undefined ? { value: property?.value, isGetter: false } : { value: undefined, isGetter: true };
}

function describe(value: unknown, limits: Limits, parents: readonly object[]): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > limits.chars ? `${value.slice(0, limits.chars)}…` : value);
    case "bigint":
      return `${value}n`;
    case "symbol":
      return value.toString();
    case "function":
      return describeFunction(value);
    case "object":
      return value === null ? "null" : guarded(() => describeObject(value, limits, parents));
    default:
      return Object.is(value, -0) ? "-0" : String(value);
  }
}

function describeObject(value: object, limits: Limits, parents: readonly object[]): string {
  if (parents.includes(value)) return "[circular]";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return RegExp.prototype.toString.call(value);
  if (value instanceof Error) return `${constructorName(value)}: ${ownText(value, "message")}`;
  if (value instanceof Promise) return "Promise";
  const name = constructorName(value);
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  const isMap = value instanceof Map;
  const size = sizeOf(value);
  const open = isList ? "[" : "{";
  const close = isList ? "]" : "}";
  const label = name === "Object" || name === "Array" ? "" : size === undefined ? `${name} ` : `${name}(${size}) `;
  if (parents.length >= limits.depth) return size === 0 ? `${label}${open}${close}` : `${label}${open}…${close}`;
  const inner = [...parents, value];
  const { members, total } = listMembers(value, limits.width);
  const parts: string[] = [];
  let length = 0;
  for (const member of members) {
    const text = member.isGetter ? "[getter]" : describe(member.value, limits, inner);
    const part = isList || value instanceof Set ? text : isMap ? `${member.key} → ${text}` : `${memberName(member.key)}: ${text}`;
    parts.push(part);
    length += part.length;
    if (length > limits.chars) break;
  }
  if (parts.length < total) parts.push("…");
  return `${label}${open}${parts.join(", ")}${close}`;
}

function memberName(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
}

function describeFunction(value: object): string {
  return guarded(() => {
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    const name = ownText(value, "name");
    return isClass ? `class ${name}`.trim() : `function ${name}`.trim();
  });
}

function describeError(error: Error): string {
  const head = `${constructorName(error)}: ${ownText(error, "message")}`;
  const cause = Object.getOwnPropertyDescriptor(error, "cause")?.value as unknown;
  return cut(cause === undefined ? head : `${head}\n  caused by ${describe(cause, { ...short, chars: 500 }, [error])}`, long.chars);
}

function constructorName(value: object): string {
  for (let proto: unknown = Object.getPrototypeOf(value), steps = 0; typeof proto === "object" && proto !== null && steps < 20; steps += 1) {
    const maker: unknown = Object.getOwnPropertyDescriptor(proto, "constructor")?.value;
    if (typeof maker === "function") {
      const name: unknown = Object.getOwnPropertyDescriptor(maker, "name")?.value;
      if (typeof name === "string" && name !== "") return name;
    }
    proto = Object.getPrototypeOf(proto);
  }
  return "Object";
}

function sizeOf(value: object): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return (value as Uint8Array).length;
  return undefined;
}

function ownText(value: object, key: string): string {
  for (let owner: unknown = value, steps = 0; typeof owner === "object" || typeof owner === "function"; steps += 1) {
    if (owner === null || steps > 20) break;
    const found: unknown = Object.getOwnPropertyDescriptor(owner, key)?.value;
    if (typeof found === "string") return found;
    owner = Object.getPrototypeOf(owner);
  }
  return "";
}

function guarded(make: () => string): string {
  try {
    return make();
  } catch {
    return "[cannot be shown]";
  }
}

function cut(text: string, chars: number): string {
  return text.length > chars ? `${text.slice(0, chars - 1)}…` : text;
}
