/** Keeps a cell from taking the kernel's own tools away: it shares one global object with it. */
import { kernelError } from "./errors.ts";

const tools = ["postMessage", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "queueMicrotask", "MessageChannel"];

/**
 * Makes the functions that the kernel itself lives on read-only, so that `self.postMessage = …` is an error of the
 * cell and not the end of every answer; `close()` says what it would have done. A cell may still declare such names.
 */
export function protectGlobals(scope: object): void {
  for (const name of tools) {
    const value: unknown = Reflect.get(scope, name);
    Object.defineProperty(scope, name, { value, writable: false, configurable: false, enumerable: true });
  }
  const close = (): never => {
    throw kernelError("E221");
  };
  Object.defineProperty(scope, "close", { value: close, writable: false, configurable: false, enumerable: true });
}
