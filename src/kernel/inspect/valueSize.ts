/** About how much memory a value takes. Never runs a getter, never throws. */

/** How many values are looked at before the rest is estimated. */
const maxVisits = 5_000;
/** Of a longer list so many items, spread over it, stand for all. */
const sampleSize = 100;

/** Typical costs on a 64-bit engine, in bytes. */
const cost = { slot: 8, number: 8, object: 24, entry: 16, function: 64 } as const;

/** The estimate in bytes; null for what refuses to be looked at. Things that are reached twice count once. */
export function estimateSize(value: unknown): number | null {
  const walk = new SizeWalk();
  try {
    return Math.round(walk.sizeOf(value));
  } catch {
    return null;
  }
}

class SizeWalk {
  readonly #seen = new Set<object>();
  #visits = 0;

  sizeOf(value: unknown): number {
    this.#visits += 1;
    switch (typeof value) {
      case "string":
        return cost.object + value.length * (isLatin(value) ? 1 : 2);
      case "bigint":
        return cost.object + Math.ceil(String(value).length / 2);
      case "function":
        return cost.function;
      case "object":
        return value === null ? cost.slot : this.#sizeOfObject(value);
      default:
        return cost.number;
    }
  }

  #sizeOfObject(value: object): number {
    if (this.#seen.has(value) || this.#visits > maxVisits) return cost.slot;
    this.#seen.add(value);
    if (value instanceof ArrayBuffer || (typeof SharedArrayBuffer !== "undefined" && value instanceof SharedArrayBuffer)) return cost.object + value.byteLength;
    if (ArrayBuffer.isView(value)) return cost.object + this.#sizeOfObject(value.buffer);
    if (Array.isArray(value)) return cost.object + this.#sizeOfList(value.length, (at) => ownValue(value, String(at)));
    if (value instanceof Set) return cost.object + this.#sizeOfEntries(value.size, value.values()) + value.size * cost.entry;
    if (value instanceof Map) return cost.object + this.#sizeOfEntries(value.size, value.keys()) + this.#sizeOfEntries(value.size, value.values()) + value.size * cost.entry;
    const keys = Object.keys(value);
    return cost.object + this.#sizeOfList(keys.length, (at) => ownValue(value, keys[at] ?? ""));
  }

  #sizeOfList(length: number, item: (at: number) => unknown): number {
    const looked = Math.min(length, sampleSize);
    if (looked === 0) return 0;
    let bytes = 0;
    for (let step = 0; step < looked; step += 1) bytes += cost.slot + this.sizeOf(item(Math.floor((step * length) / looked)));
    return (bytes / looked) * length;
  }

  /** The first items stand for all: a map cannot be entered in its middle. */
  #sizeOfEntries(size: number, items: Iterable<unknown>): number {
    const first: unknown[] = [];
    for (const item of items) {
      if (first.length >= sampleSize) break;
      first.push(item);
    }
    if (first.length === 0) return 0;
    return (first.reduce<number>((sum, item) => sum + this.sizeOf(item), 0) / first.length) * size;
  }
}

/** The value of an own data property; undefined for a getter, which is not run. */
function ownValue(owner: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(owner, key)?.value;
}

/** Engines keep texts without wider characters in one byte each; the beginning stands for the whole. */
function isLatin(text: string): boolean {
  for (let at = 0; at < Math.min(text.length, 200); at += 1) if (text.charCodeAt(at) > 255) return false;
  return true;
}
