/** Where in the value of a name inputs are to be found. */
import { isPlainObject } from "../std/tableSource.ts";

export interface InputPlace {
  readonly handle: object;
  /** `s`, `both[0]`, `form.left`. */
  readonly path: string;
}

/** How deep in plain arrays and objects inputs are looked for, and how many members are looked at. */
const maxDepth = 3;
const maxMembers = 500;

/** Finds inputs: the value itself, and what plain arrays and objects hold. Runs no getter. */
export function findInputs(name: string, value: unknown, isInput: (candidate: object) => boolean): InputPlace[] {
  const found: InputPlace[] = [];
  let left = maxMembers;
  const look = (candidate: unknown, path: string, depth: number): void => {
    if (typeof candidate !== "object" || candidate === null) return;
    if (isInput(candidate)) {
      found.push({ handle: candidate, path });
      return;
    }
    if (depth === maxDepth) return;
    const isList = Array.isArray(candidate);
    if (!isList && !isPlainObject(candidate)) return;
    for (const key of isList ? candidate.keys() : Object.keys(candidate)) {
      left -= 1;
      if (left < 0) return;
      look(Object.getOwnPropertyDescriptor(candidate, key)?.value, isList ? `${path}[${key}]` : `${path}.${key}`, depth + 1);
    }
  };
  try {
    look(value, name, 0);
  } catch {
    // A proxy that cannot be looked into holds no input that could be set by name.
  }
  return found;
}
