/**
 * Everything that page and kernel say to each other. Commands and queries go through Comlink as calls of
 * `KernelApi`; what happens in the kernel comes back in batches of `KernelEvent`.
 */
import type { CellLang } from "../cell/types.ts";
import type { CellError, GivenInput, Output, TableValue } from "../std/output.ts";
import type { InspectAnswerTo, InspectQuery } from "./inspect/inspection.ts";
import type { OutputAnswer, OutputQuery, ShownRows } from "./outputQueries.ts";

export type * from "../std/output.ts";
export type * from "./inspect/inspection.ts";
export type * from "./outputQueries.ts";
export type { CellLang } from "../cell/types.ts";

/** Automatic: dependants run at once. Lazy: they turn stale. */
export type Mode = "automatic" | "lazy";

/** Part a cell plays in a lesson. Solutions never reach the kernel. */
export type CellRole = "setup" | "cell" | "exercise" | "check" | "prose";

export interface CellSpec {
  /** Unique in the notebook. */
  readonly id: string;
  readonly code: string;
  readonly lang: CellLang;
  readonly role: CellRole;
  /** Never runs unless it is asked for by name or by "run all". */
  readonly manual: boolean;
  /** Neither it nor what depends on it runs. */
  readonly disabled: boolean;
  /** The name that the rows of an `sql` cell get. */
  readonly out?: string | undefined;
}

export interface NotebookSpec {
  /** Lesson id, or any name for an opened file. */
  readonly id: string;
  readonly mode: Mode;
  /** Exact versions of npm packages that cells import without one. */
  readonly packages?: Readonly<Record<string, string>> | undefined;
  /** Where npm packages come from: an address with `{name}`, `{version}` and `{path}` in it. Default: esm.sh. */
  readonly cdn?: string | undefined;
  /** In page order. */
  readonly cells: readonly CellSpec[];
  /** Values that the reader gave to inputs before; those of inputs that do not come into being are ignored. */
  readonly inputs?: readonly GivenInput[];
}

/** What the kernel is doing with a cell. */
export type CellStatus = "idle" | "queued" | "running" | "disabled";

/** How a cell's last run (or the decision not to run it) ended. */
export type CellResult =
  | "success"
  | "exception"
  | "graph-error"
  | "blocked"
  | "cancelled"
  | "stopped"
  | "interrupted"
  | "disabled";

export interface ConsoleLine {
  readonly level: "log" | "info" | "warn" | "error" | "debug";
  readonly text: string;
}

/** An output with the key under which later events update it. */
export interface OutputEntry {
  /** Unique within the cell's run. */
  readonly key: string;
  readonly output: Output;
}

/** All that is known of one cell; the answer of `snapshot`, and what the page's store holds. */
export interface CellState {
  readonly id: string;
  readonly status: CellStatus;
  readonly result: CellResult | null;
  /** Its inputs changed since it ran, or it has never run. */
  readonly stale: boolean;
  /** How often it has executed in this kernel. */
  readonly runs: number;
  /** Duration of the last run in ms. */
  readonly ms: number | null;
  readonly error: CellError | null;
  /** The cell whose error, stop or graph error keeps this one from running. */
  readonly blockedBy: string | null;
  readonly outputs: readonly OutputEntry[];
  readonly console: readonly ConsoleLine[];
}

/** Things a person (or a script) asks of the notebook. Each is one atomic change followed by the runs that the mode calls for. */
export type KernelCommand =
  | { readonly type: "run"; readonly cells: readonly string[] }
  | { readonly type: "runAll" }
  | { readonly type: "runStale" }
  /** Runs a cell and every stale cell below it on the page. */
  | { readonly type: "runFrom"; readonly cell: string }
  /**
   * Runs exactly these cells, to bring back values that a kernel before this one had. Cells that read from any other cell
   * which has not run are left out, and nothing that reads from them runs. `inputs`: values for the inputs that they make, by id or name.
   */
  | { readonly type: "restore"; readonly cells: readonly string[]; readonly inputs?: Readonly<Record<string, unknown>> }
  /** Commits texts; `run` runs the edited cells as Ctrl+Enter would. */
  | { readonly type: "edit"; readonly edits: readonly { readonly id: string; readonly code: string }[]; readonly run: boolean }
  /** Inserts without running. `after`: null = first, absent = last. */
  | { readonly type: "add"; readonly cell: CellSpec; readonly after?: string | null }
  | { readonly type: "delete"; readonly id: string }
  | { readonly type: "move"; readonly id: string; readonly after: string | null }
  | { readonly type: "disable"; readonly id: string }
  | { readonly type: "enable"; readonly id: string }
  /** Sets an input by the name that holds it, or by its id from `InputOutput.input`. */
  | { readonly type: "set"; readonly name?: string; readonly input?: string; readonly value: unknown }
  | { readonly type: "mode"; readonly mode: Mode };

/** The answer to a command: which cells executed because of it, in order. */
export interface CommandResult {
  readonly ran: readonly string[];
}

/** A name that a cell defines, for panels and replays. */
export interface NameInfo {
  readonly name: string;
  readonly cell: string;
  readonly type: string;
  readonly preview: string;
  /** The value itself when it is plain data (JSON-safe, below 64 kB); absent otherwise. */
  readonly value?: unknown;
}

export interface KernelSnapshot {
  readonly cells: readonly CellState[];
  readonly names: readonly NameInfo[];
  /** `[a, b]`: b reads a name that a defines. In page order. */
  readonly edges: readonly (readonly [string, string])[];
}

/** Code to try out: it sees every name, may shadow or assign them for itself, and leaves nothing behind. */
export interface EvaluateRequest {
  readonly code: string;
  /** Default `ts`. */
  readonly lang?: "ts" | "tsx";
}

export interface EvaluateResult {
  readonly result: CellResult;
  readonly error: CellError | null;
  /** Tables among them can be paged until the next code is tried out. */
  readonly outputs: readonly OutputEntry[];
  readonly console: readonly ConsoleLine[];
  readonly ms: number;
}

export interface TablePageRequest extends ShownRows {
  readonly offset: number;
  readonly limit: number;
}

export interface TablePage {
  readonly offset: number;
  /** Rows of the whole table; with filters, those for which they hold. */
  readonly rowCount: number;
  readonly rows: readonly (readonly TableValue[])[];
}

/** What happens, in order. A batch is delivered at most every 16 ms while code runs. */
export type KernelEvent =
  /** Status, result or staleness of a cell changed. Fields that are absent did not change. */
  | { readonly type: "cellChanged"; readonly id: string; readonly change: Partial<Omit<CellState, "id" | "outputs" | "console">> }
  /** A run of the cell began: its outputs and console are empty again. */
  | { readonly type: "outputsCleared"; readonly id: string }
  | { readonly type: "outputAppended"; readonly id: string; readonly entry: OutputEntry }
  /** The output under this key was replaced (a growing chart, a progress bar, a slider's value). */
  | { readonly type: "outputUpdated"; readonly id: string; readonly entry: OutputEntry }
  | { readonly type: "consolePrinted"; readonly id: string; readonly lines: readonly ConsoleLine[] }
  /** The graph changed: edges and the names that exist. */
  | { readonly type: "graphChanged"; readonly edges: KernelSnapshot["edges"] }
  /** The reader gave an input a value that is worth saving. */
  | { readonly type: "inputGiven"; readonly given: GivenInput }
  | { readonly type: "busyChanged"; readonly busy: boolean };

export interface OpenRequest {
  readonly notebook: NotebookSpec;
  /**
   * One Int32 in shared memory: 0 = go on, 1 = stop. Absent when the page is not cross-origin isolated; Stop then
   * works between awaits, and a loop that never awaits is ended by terminating the worker.
   */
  readonly interrupt?: SharedArrayBuffer;
  /** Cells that the kernel before this one was running when it did not listen to Stop and was replaced: they say so (E220). */
  readonly interrupted?: readonly string[];
  /** Name of a Web Lock that the kernel holds for as long as it lives, so that the page learns of its death at once. */
  readonly aliveLock: string;
}

/** The kernel worker as the page sees it, through Comlink. */
export interface KernelApi {
  /** Takes the notebook and analyses it; runs nothing. `onEvents` is a Comlink proxy. */
  open(request: OpenRequest, onEvents: (events: readonly KernelEvent[]) => void): Promise<void>;
  /** Resolves when everything that the command set off has ended. Commands wait for those before them; `set` merges, last wins. */
  execute(command: KernelCommand): Promise<CommandResult>;
  /** Ends the current pass: aborts `cell.signal`, drops the queue. Loops see the shared flag, which the client sets itself. */
  stop(): Promise<void>;
  snapshot(): Promise<KernelSnapshot>;
  /** Runs code that is not part of the notebook, when its turn comes. Never rejects for what the code does. */
  evaluate(request: EvaluateRequest): Promise<EvaluateResult>;
  tablePage(request: TablePageRequest): Promise<TablePage>;
  /** Answers what panels ask; runs nothing, and does not wait for what runs. @throws E280, E281 */
  inspect<Query extends InspectQuery>(query: Query): Promise<InspectAnswerTo<Query>>;
  /** Answers what an output asks of its data. @throws E212 when that is gone */
  askOutput<Query extends OutputQuery>(query: Query): Promise<OutputAnswer<Query>>;
}
