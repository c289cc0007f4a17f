/** Packs a function that needs nothing from around it: its source text alone is sent. For places without a notebook. */
import { pipelineError } from "../../errors.ts";
import type { FunctionShipment } from "./protocol.ts";

/** @throws E823 when the function shows no source, or one that does not stand by itself */
export function packSelfContained(fn: (...values: never[]) => unknown, resource: string): FunctionShipment {
  const source = Function.prototype.toString.call(fn);
  if (/\{\s*\[native code\]\s*\}$/.test(source)) throw pipelineError("E823", { resource, reason: "it is built in or bound, and shows no source." });
  const program = [`(${source}\n)`, `({${source}\n})[${JSON.stringify(fn.name)}]`].find(isExpression);
  if (program === undefined) throw pipelineError("E823", { resource, reason: "its source does not stand by itself." });
  return { program, values: {}, name: fn.name === "" ? resource : fn.name };
}

/** The worker's side of `packSelfContained`. @throws EvalError where the page's policy forbids code from text */
export function unpackSelfContained(shipment: FunctionShipment): (...values: readonly unknown[]) => unknown {
  return evaluate(`${shipment.program}\n//# sourceURL=extract:///${encodeURIComponent(shipment.name)}.js`) as (...values: readonly unknown[]) => unknown;
}

// Called under another name, it evaluates in the global scope and sees nothing of this module.
const { eval: evaluate } = globalThis;

function isExpression(source: string): boolean {
  try {
    // Only parsed: the function around the expression is never called.
    evaluate(`(() => ${source})`);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** E824 naming the value, when the error is that something has no copy. */
export function explainUncloneable(error: unknown, resource: string, values: Iterable<readonly [string, unknown]>): Error | undefined {
  if (!(error instanceof Error) || error.name !== "DataCloneError") return undefined;
  for (const [name, value] of values) {
    try {
      structuredClone(value);
    } catch (cause) {
      return pipelineError("E824", { name, resource }, { cause });
    }
  }
  return undefined;
}
