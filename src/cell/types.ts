/** What the analysis of one cell's text tells: names in, names out, errors with exact places. */
import type { SqlFacts } from "./sql/readSql.ts";

/** Languages a cell can be written in. `md` is prose with `${…}` interpolation. */
export type CellLang = "ts" | "tsx" | "sql" | "md";

/** A place in a cell's own text. `offset`/`endOffset` count UTF-16 units from 0; line and column count from 1. */
export interface TextSpan {
  readonly offset: number;
  readonly endOffset: number;
  readonly line: number;
  readonly column: number;
}

/** A problem that the analysis of a single cell finds. A cell with an `error` is never run. */
export interface CellDiagnostic extends TextSpan {
  /** Stable code of `cell/errors.ts`, e.g. `E101`. */
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** Why this is a problem, and the way out: the catalogue's texts, filled. */
  readonly why?: string;
  readonly fix?: string;
}

/** One import statement of a cell, already taken apart. */
export interface CellImport extends TextSpan {
  /** Module specifier as written: `watercourse`, `npm:d3-array`. */
  readonly module: string;
  /** `imported` is `default`, `*` or the exported name; `local` the binding. Empty for `import "m"`. */
  readonly bindings: readonly { readonly imported: string; readonly local: string }[];
}

/** An assignment in a cell to a name which the cell does not declare (`x = 1`, `x++`, `({x} = o)`), or a change of its value. */
export interface ForeignAssignment extends TextSpan {
  readonly name: string;
}

/** The result of `analyzeCell`. Pure data: can be cloned between threads. */
export interface CellAnalysis {
  readonly code: string;
  readonly lang: CellLang;
  /** Names declared at the cell's top level that other cells can read, in source order. */
  readonly defs: readonly string[];
  /** Top-level names that start with `_`: private to the cell. */
  readonly locals: readonly string[];
  /** Free value names, in source order, without duplicates. Includes globals such as `Math`. */
  readonly refs: readonly string[];
  /** Where each def and ref first appears in the code, for messages and links. */
  readonly spans: Readonly<Record<string, TextSpan>>;
  /** Names of `type`, `interface` declared at top level (and classes), and type names read but not declared here. */
  readonly typeDefs: readonly string[];
  readonly typeRefs: readonly string[];
  readonly imports: readonly CellImport[];
  /** True when every statement of the cell is an import (and there is at least one). */
  readonly importOnly: boolean;
  /** True when there is nothing to run: no statement at all. */
  readonly isEmpty: boolean;
  /** Assignments to names that this cell does not declare; the graph turns them into errors that name the owner. */
  readonly foreignAssignments: readonly ForeignAssignment[];
  /** The first place at which the cell changes the value of each name of others from within, such as `x.push(1)`: nothing re-runs for that. */
  readonly mutations: readonly ForeignAssignment[];
  /** Errors stop the cell from running; warnings do not. */
  readonly diagnostics: readonly CellDiagnostic[];
  /** Of an SQL cell: its statements, what it makes and reads in the database, and the names that its `${…}` read. */
  readonly sql?: SqlFacts & { readonly values: readonly string[] };
}

/** Runnable form of a cell. */
export interface CompiledCell {
  /**
   * Source of one function expression, to be evaluated by indirect eval as `(0, eval)(source)`.
   * Line N of `source` is line N of the cell. It takes one argument, a `CellRuntime`, and returns a promise of the output.
   */
  readonly source: string;
  /** Corrects a column that the engine reports at a line of `source` into the column of the cell's own text. Both from 1. */
  mapColumn(line: number, column: number): number;
}

/** What compiled code calls. Reached under one reserved parameter name, `$`. */
export interface CellRuntime {
  /** Values of names that other cells define (and of provided names such as `display`), by name; read once at the start of the run. */
  readonly refs: Readonly<Record<string, unknown>>;
  /** Namespace objects of the cell's imports, in the order of `CellAnalysis.imports`. */
  readonly modules: readonly Readonly<Record<string, unknown>>[];
  /**
   * Called before the first statement with one getter per def, and one per private name (`_x`): other cells never see
   * those, but a function that is sent to a worker takes them along. A getter may throw (TDZ) while its name has no value.
   */
  define(getters: Readonly<Record<string, () => unknown>>, privates: Readonly<Record<string, () => unknown>>): void;
  /** Counts calls of the cell's functions; written by the compiled code alone. Begins with 0. */
  calls: number;
  /** Called every 1,024th loop turn and every 1,024th call of one of the cell's functions; throws the interrupt when Stop was pressed. */
  check(): void;
  /** Called first in every `catch`; rethrows what user code must not swallow (interrupt, stop). */
  rethrow(error: unknown): void;
  /** The output of an `md` cell: `strings` has one entry more than `values`, in turn as in a template literal. */
  markdown(strings: readonly string[], values: readonly unknown[]): unknown;
  /** Runs the statements of an `sql` cell with the values of its `${…}`, in text order, and gives what the cell shows. */
  sql?(values: readonly unknown[]): Promise<unknown>;
  /** Stands for a dynamic `import(specifier)` in the cell, so that `import("watercourse")` and `npm:` names work. */
  import(specifier: unknown, options?: unknown): Promise<unknown>;
  /** A top-level `using x = value`: calls `value[Symbol.dispose]` when the cell is invalidated, not when it ends. Returns the value. */
  use<Value>(value: Value): Value;
  /** A top-level `await using x = value`: the same with `Symbol.asyncDispose`, or `Symbol.dispose` where there is none. */
  useAsync<Value>(value: Value): Value;
  /** A JSX element of a `tsx` cell. `type` is a tag name, a component, or null for a fragment. */
  jsx?(type: unknown, props: Readonly<Record<string, unknown>>, ...children: unknown[]): unknown;
}
