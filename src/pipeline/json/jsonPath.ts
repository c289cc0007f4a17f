/**
 * Paths into JSON values. The spelling is dlt's (`data.items`, `$.items[*]`, `"@odata.nextLink"`), the meaning that of
 * RFC 9535, by the `json-p3` library; a path of names alone is walked without it, and only others fetch it.
 */
import type { JSONPathEnvironment, JSONPathQuery } from "json-p3";
import { pipelineError } from "../errors.ts";

/** A path that has been read. */
export interface JsonPath {
  /** As it was given. */
  readonly text: string;
  /** The names, if the path is made of names alone. Empty for `$`. */
  readonly names: readonly string[] | undefined;
  /**
   * Every value at the path, in document order; none if there is none. Null is a value.
   *
   * @throws E895 for a path that the standard does not know, and for one that needs the library before `loadJsonPaths`
   */
  find(root: unknown): unknown[];
}

let environment: JSONPathEnvironment | undefined;

/** Fetches what paths with brackets, wildcards and filters need, if one of these is such a path. @throws E895 for text that is no path */
export async function loadJsonPaths(paths: Iterable<string>): Promise<void> {
  const needed = Array.from(paths, compilePath).filter(({ names }) => names === undefined);
  if (needed.length === 0) return;
  environment ??= new (await import("json-p3")).JSONPathEnvironment({ maxRecursionDepth: 1_000 });
  for (const path of needed) path.find(undefined);
}

const compiled = new Map<string, JsonPath>();
const maxCompiled = 1_000;

/**
 * Reads a path: names with dots between them (`meta.next-page`), a leading `$` or none, `[0]`, `[*]`, slices and filters
 * as RFC 9535 has them. Names with other characters stand in quotes: `"@odata.nextLink"` or `['a b']`.
 *
 * @throws E895 for text that cannot be a path
 */
export function compilePath(path: string): JsonPath {
  const known = compiled.get(path);
  if (known !== undefined) return known;
  const made = makePath(path);
  if (compiled.size < maxCompiled) compiled.set(path, made);
  return made;
}

/** A path to a value under these names, quoted where it must be. Of no names: `$`. */
export function pathOf(names: readonly string[]): string {
  if (names.length === 0) return "$";
  return names.map((name) => (bareName.test(name) ? name : JSON.stringify(name))).join(".");
}

/**
 * Puts a value at a path of names; objects on the way are made.
 *
 * @throws E895 if the path has anything but names
 */
export function setAtPath(root: Record<string, unknown>, path: string, value: unknown): void {
  const names = compilePath(path).names;
  const last = names?.at(-1);
  if (names === undefined || last === undefined) throw pipelineError("E895", { path, reason: "a place to write to is made of names alone, with dots between them" });
  let at = root;
  for (const name of names.slice(0, -1)) {
    const inner = Object.hasOwn(at, name) ? at[name] : undefined;
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) at = inner as Record<string, unknown>;
    else at = putField(at, name, {}) as Record<string, unknown>;
  }
  putField(at, last, value);
}

function putField(object: Record<string, unknown>, name: string, value: unknown): unknown {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  return value;
}

const bareName = /^[\p{L}_@][\p{L}\p{N}_@-]*$/u;
const standardName = /^[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*$/u;

function makePath(text: string): JsonPath {
  const names: string[] = [];
  let isNamesAlone = true;
  let standard = "$";
  const fail = (reason: string): never => {
    throw pipelineError("E895", { path: text, reason });
  };
  for (const part of partsOf(text, fail)) {
    if (part.name === undefined) {
      isNamesAlone = false;
      standard += part.text;
    } else {
      names.push(part.name);
      standard += (part.isDeep ? ".." : standardName.test(part.name) ? "." : "") + (standardName.test(part.name) ? part.name : `[${JSON.stringify(part.name)}]`);
      if (part.isDeep) isNamesAlone = false;
    }
  }
  if (isNamesAlone) return { text, names, find: (root) => walk(root, names) };
  let query: JSONPathQuery | undefined;
  const compile = (): JSONPathQuery => {
    if (environment === undefined) return fail("it needs the library for such paths, which was not loaded");
    try {
      return environment.compile(standard);
    } catch (error) {
      return fail((error as Error).message);
    }
  };
  return { text, names: undefined, find: (root) => (query ??= compile()).query(root as never).values() };
}

function walk(root: unknown, names: readonly string[]): unknown[] {
  let at = root;
  for (const name of names) {
    if (typeof at !== "object" || at === null || Array.isArray(at) || !Object.hasOwn(at, name)) return [];
    at = (at as Record<string, unknown>)[name];
  }
  return [at];
}

/** One part of a path: a name, or anything else in the standard's spelling. */
interface PathPart {
  readonly name?: string;
  /** `..` stands before the name. */
  readonly isDeep?: boolean;
  readonly text: string;
}

function* partsOf(path: string, fail: (reason: string) => never): Generator<PathPart> {
  const text = path.trim();
  if (text === "") fail("it is empty");
  let at = text.startsWith("$") ? 1 : 0;
  let isFirst = at === 0;
  while (at < text.length) {
    const dots = /^\.{0,2}/.exec(text.slice(at))?.[0] ?? "";
    at += dots.length;
    const next = text[at];
    if (next === "[") {
      const end = bracketEnd(text, at);
      if (end === -1) fail("a bracket is not closed");
      const inner = text.slice(at + 1, end).trim();
      const name = quotedName(inner) ?? (bareName.test(inner) ? inner : undefined);
      yield name === undefined ? { text: `${dots === ".." ? ".." : ""}[${inner}]` } : { name, isDeep: dots === "..", text: inner };
      at = end + 1;
    } else {
      if (dots === "" && !isFirst) fail(`a dot is missing before \`${text.slice(at)}\``);
      const word = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\*|[^.[\]'"*]+)/.exec(text.slice(at))?.[0];
      if (word === undefined) return fail(`there is no name at \`${text.slice(at)}\``);
      const name = quotedName(word) ?? word.trim();
      yield word === "*" ? { text: dots === ".." ? "..*" : ".*" } : { name, isDeep: dots === "..", text: word };
      at += word.length;
    }
    isFirst = false;
  }
}

/** What stands in the quotes, if the text is one quoted name. */
function quotedName(text: string): string | undefined {
  const quote = text[0];
  if ((quote !== '"' && quote !== "'") || text.length < 2 || !text.endsWith(quote)) return undefined;
  const inner = text.slice(1, -1);
  const unescaped = inner.replace(/\\(.)/g, "$1");
  return new RegExp(`(?<!\\\\)${quote}`).test(inner) ? undefined : unescaped;
}

function bracketEnd(text: string, open: number): number {
  let depth = 0;
  let quote = "";
  for (let at = open; at < text.length; at++) {
    const character = text[at] as string;
    if (quote !== "") {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return at;
  }
  return -1;
}
