import { createContext, useContext } from "react";
import type { ReactNode } from "react";
import type { Output } from "../../kernel/protocol.ts";

/** Shows an output inside another one; given by `OutputView`, so that layouts need not import it. */
export const NestedOutputContext = createContext<((output: Output, key: string) => ReactNode) | null>(null);

/** An output in its place inside a layout. It keeps its state for as long as its kind (of an input: its id) stays the same there. */
export function NestedOutput({ output }: { output: Output }) {
  const show = useContext(NestedOutputContext);
  return show?.(output, nestedKey(output)) ?? null;
}

function nestedKey(output: Output): string {
  return output.kind === "input" ? `input ${output.input}` : output.kind;
}
