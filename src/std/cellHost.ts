/** What the functions a cell imports need from the notebook around them. The kernel gives one to each run of a cell. */
import type { CellError, Output } from "./output.ts";
import type { TableSource } from "./tableSource.ts";

/** One line of a cell's console. */
export interface PrintedLine {
  readonly level: "log" | "info" | "warn" | "error" | "debug";
  readonly text: string;
}

/** The place of one output on the page. */
export interface OutputSlot {
  /** Replaces the output; `make` is called when the change is sent, so that many changes cost one. */
  update(make: () => Output): void;
}

/** An input as the kernel keeps it: who made it, and how a value from the page gets in. */
export interface InputSource {
  readonly kind: string;
  /** Two inputs with equal identities are the same input for keeping its value over a re-run. */
  readonly identity: string;
  /** The object that cells hold; a name is bound to the input when its value is this object. */
  readonly handle: object;
  /** How long a given value is kept: not beyond the run, as long as the kernel lives, or over a reload of the page. */
  readonly memory: "run" | "kernel" | "saved";
  /** Inputs within this one, by key. */
  readonly children: ReadonlyMap<string, object>;
  /** What `children` are: parts whose changes are changes of this too, or fields that count when they are submitted. */
  readonly holds: "parts" | "fields";
  /** The value for reports, as plain data where it can be. */
  current(): unknown;
  /** Takes a value from the page or a script. Returns false for one that it cannot use. */
  accept(value: unknown): boolean;
  /** The given value in a form that `accept` takes again; plain data when `memory` is `saved`. */
  remember(): unknown;
  /** Tells the cell that made it that a person changed it. */
  tell(): void;
  /** Ends the moment of a run button. */
  release(): void;
}

export interface CellHost {
  /** Id of the cell. */
  readonly cell: string;
  /** Aborts on Stop and when the cell's run is over for good (it runs again, or is deleted). */
  readonly signal: AbortSignal;
  /** Shared flag: one Int32, 1 = stop. Undefined where memory cannot be shared. */
  readonly interrupt: Int32Array | undefined;
  /** Throws when Stop was pressed or the run is over. */
  check(): void;
  /** Sends what is waiting to be seen, before the thread blocks. */
  flush(): void;
  /** Appends an output to the cell that is running. */
  show(output: Output): OutputSlot;
  /** The end of the cell's run waits for this. */
  hold(task: Promise<unknown>): void;
  /**
   * What code of the cell that has its turn keeps from one run to the next. It is empty again once the cell's text, or
   * anything that it reads, has changed.
   */
  recall(): Map<string, unknown>;
  /** Keeps a table for paging and returns its handle. */
  keepTable(source: TableSource): string;
  /** Keeps the content of a file that an output offers and returns its handle. */
  keepFile(content: Blob): string;
  /** Keeps a value of which an output lists only a part and returns its handle. */
  keepTree(value: object): string;
  /** Announces an input; returns its id. */
  addInput(input: InputSource): string;
  /** The host of the cell that has its turn now: this one, or that of a cell which called code of this one. */
  caller(): CellHost;
  /** True while the run of this cell has not finished. */
  isRunning(): boolean;
  /** Announces that a state has a new value; cells with a name whose value is `getter` read it. */
  stateChanged(getter: object): void;
  /** Calls when the run is over for good. Returns a function that takes the wish back. */
  onDispose(dispose: () => void): () => void;
  /**
   * Looks up a name as code in this cell would see it.
   *
   * @param reader  the function that reads the name, when that is known: its own cell's private names are then found too
   */
  resolve(name: string, reader?: unknown): { readonly value: unknown } | undefined;
  /** Free names of a function's source. */
  freeNames(source: string): readonly string[];
  /** An error as data, with its place in the cells. */
  toCellError(error: unknown): CellError;
  print(line: PrintedLine): void;
}
