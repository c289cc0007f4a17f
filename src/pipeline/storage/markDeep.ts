/** Marks a row without recursion: for data nested so deep that the stack would not hold it. */

/** What the caller knows about single values. */
export interface ValueMarks {
  /** The marked form of a value that is no list and no object; `notScalar` for those that are. */
  scalar(value: unknown, path: string): unknown;
  readonly notScalar: symbol;
  /** Elements or fields, with their keys and paths; undefined for a value that stands for another one (`toJSON`). */
  parts(value: object, path: string): readonly Part[];
  /** What an object with `toJSON` stands for. */
  standsFor(value: object): unknown;
  /** Throws for an object that contains itself. */
  refuseCycle(path: string): never;
}

/** A field or an element. `key` is undefined for elements. */
export interface Part {
  readonly key: string | undefined;
  readonly value: unknown;
  readonly path: string;
}

interface Frame {
  readonly source: object;
  readonly parts: readonly Part[];
  readonly target: unknown[] | Record<string, unknown>;
  at: number;
}

/** @returns the row as `JSON.stringify` may write it */
export function markDeep(row: unknown, marks: ValueMarks): unknown {
  const open = new Set<object>();
  const frames: Frame[] = [];
  const root: unknown[] = [];
  const put = (target: Frame["target"], key: string | undefined, given: unknown, path: string): void => {
    let value = given;
    let marked = marks.scalar(value, path);
    while (marked === marks.notScalar && marks.standsFor(value as object) !== value) {
      value = marks.standsFor(value as object);
      marked = marks.scalar(value, path);
    }
    if (marked !== marks.notScalar) {
      store(target, key, marked);
      return;
    }
    const source = value as object;
    if (open.has(source)) marks.refuseCycle(path);
    open.add(source);
    const parts = marks.parts(source, path);
    const made: Frame["target"] = Array.isArray(source) || source instanceof Set ? [] : {};
    store(target, key, made);
    frames.push({ source, parts, target: made, at: 0 });
  };
  put(root, undefined, row, "");
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const part = frame.parts[frame.at++];
    if (part !== undefined) put(frame.target, part.key, part.value, part.path);
    else {
      open.delete(frame.source);
      frames.pop();
    }
  }
  return root[0];
}

function store(target: Frame["target"], key: string | undefined, value: unknown): void {
  if (Array.isArray(target)) target.push(value);
  else Object.defineProperty(target, key ?? "", { value, enumerable: true, configurable: true, writable: true });
}
