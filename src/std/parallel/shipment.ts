/** Packs a function that a cell defines, and through the notebook's names everything that it reads. */
import { stdError } from "../errors.ts";
import { evaluate } from "../evaluate.ts";
import { typeName } from "../preview.ts";
import { givenNames, type Shipment } from "./protocol.ts";

/** How names are looked up; the notebook's graph answers. */
export interface NameResolver {
  /** A name as `reader`, a function of a cell, would see it; undefined when no cell defines it. */
  resolve(name: string, reader: unknown): { readonly value: unknown } | undefined;
  freeNames(source: string): readonly string[];
}

type AnyFunction = (...values: never[]) => unknown;

/** Names of the notebook's own functions that work only beside the page. */
const homeNames: ReadonlySet<string> = new Set(["display", "md", "chart", "progress", "ui", "state", "stop", "cell", "parallelMap", "WorkerPool", "dlt", "env"]);

/**
 * Follows the names that a function reads, and the names that those functions read, until all are found. Functions
 * and classes travel as their source, other values as copies.
 *
 * @param caller  for messages: what the learner called
 * @throws E530, E531, E537
 */
export function packFunction(fn: unknown, resolver: NameResolver, caller: string): Shipment {
  if (typeof fn !== "function") throw stdError("E531", { caller, type: typeName(fn) });
  const values: Record<string, unknown> = {};
  const definitions: string[] = [];
  const known = new Map<string, unknown>(givenNames.map((name) => [name, undefined]));
  const own = fn.name === "" ? "this function" : fn.name;

  const follow = (owner: AnyFunction, ownerName: string, itself: string | null): string => {
    const source = expressionOf(owner, ownerName);
    for (const name of resolver.freeNames(Function.prototype.toString.call(owner))) {
      if (name === itself || (known.has(name) && !name.startsWith("_"))) continue;
      const found = resolver.resolve(name, owner);
      if (known.has(name)) {
        // Private names of two cells may be alike; in the worker there is only one of each.
        if (found === undefined || Object.is(found.value, known.get(name))) continue;
        throw stdError("E530", { name, reason: "two cells have a private name like this, and both are needed here. Rename one of them." });
      }
      if (found === undefined) {
        if (homeNames.has(name)) throw stdError("E530", { name, reason: "it works only in the notebook itself." });
        if (name in globalThis) continue;
        throw stdError("E530", { name, reason: `no cell defines it at its top level, so it is a local value of the place where \`${ownerName}\` was made, private to its cell, or misspelt.` });
      }
      known.set(name, found.value);
      if (typeof found.value === "function") {
        const definition = follow(found.value as AnyFunction, name, name);
        definitions.push(`const ${name} = ${definition};`);
      } else values[name] = found.value;
    }
    return source;
  };

  const entry = follow(fn as AnyFunction, own, null);
  const names = Object.keys(values);
  const unpack = names.length === 0 ? "" : `const { ${names.join(", ")} } = $values;\n`;
  const program = `(($values, $, ${givenNames.join(", ")}) => {\n${unpack}${definitions.join("\n")}\nreturn ${entry};\n})`;
  return { program, values, name: own };
}

/** Says which value could not be copied, when the browser only says that one could not. */
export function explainUncloneable(values: Iterable<readonly [string, unknown]>): Error | undefined {
  for (const [name, value] of values) {
    try {
      structuredClone(value);
    } catch {
      return stdError("E530", { name, reason: `it is, or holds, something that has no copy (${typeName(value)}).` });
    }
  }
  return undefined;
}

/** The function's source as an expression. Methods are written without `function` and need an object around them. */
function expressionOf(fn: AnyFunction, name: string): string {
  const source = Function.prototype.toString.call(fn);
  if (/\{\s*\[native code\]\s*\}$/.test(source)) throw stdError("E537", { name, reason: "it is built in or bound, and shows no source." });
  if (isExpression(`(${source}\n)`)) return `(${source}\n)`;
  const key = JSON.stringify(fn.name);
  const wrapped = `({${source}\n})[${key}]`;
  if (isExpression(wrapped)) return wrapped;
  throw stdError("E537", { name, reason: "its source does not stand by itself." });
}

function isExpression(source: string): boolean {
  try {
    // Only parsed: the function around the expression is never called.
    evaluate(`(() => ${source})`, "pool:///parsed.js");
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
