/** The one place where a text becomes code. */

// Called under another name, it evaluates in the global scope and sees nothing of this module.
const { eval: evaluateInGlobalScope } = globalThis;

/**
 * Evaluates one expression in the global scope.
 *
 * @param url  address under which the code appears in stacks and in developer tools; lines and columns count from the expression's start
 * @throws SyntaxError, or what the expression throws
 */
export function evaluate(expression: string, url: string): unknown {
  return evaluateInGlobalScope(`${expression}\n//# sourceURL=${url}`) as unknown;
}
