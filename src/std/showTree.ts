/** `tree`: a value with its parts to open, where it would be shown as a table or a text by itself. */
import type { CellHost, OutputSlot } from "./cellHost.ts";
import type { Output } from "./output.ts";
import { liveSymbol, type LiveValue } from "./show.ts";
import { treeOf } from "./tree.ts";

/** A value that is shown with its parts. */
export interface Tree {
  readonly value: unknown;
}

/** Shows a value as a tree whose parts open on demand. */
export type TreeMaker = (value: unknown) => Tree;

export function makeTree(host: CellHost): TreeMaker {
  return (value) => new LiveTree(host, value);
}

class LiveTree implements Tree, LiveValue {
  readonly value: unknown;
  readonly #host: CellHost;

  constructor(host: CellHost, value: unknown) {
    this.#host = host;
    this.value = value;
  }

  [liveSymbol](show: (output: Output) => OutputSlot): boolean {
    const host = this.#host.caller();
    show(treeOf(this.value, (kept) => host.keepTree(kept)));
    return true;
  }
}
