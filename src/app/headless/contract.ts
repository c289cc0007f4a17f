/** What the command line says to the headless page, and what it gets back. Plain data both ways: it crosses as JSON. */
import type { AccordionOutput, CalloutOutput, CellLang, CellResult, CellRole, CellStatus, ConsoleLine, Mode, Output, OutputSection, StackOutput, TableColumn, TableValue, TabsOutput } from "../../kernel/protocol.ts";
import type { LessonProblem } from "../../lesson/types.ts";

/** Where an error is, as both reports give it. Line and column count from 1 in the cell's own text; null without a place. */
export interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** A table as a report carries it: its first rows rather than a handle. */
export interface ReportedTable {
  readonly kind: "table";
  readonly columns: readonly TableColumn[];
  readonly rowCount: number;
  /** The first 100 rows, in column order. */
  readonly rows: readonly (readonly TableValue[])[];
}

/** A titled part of tabs or of an accordion, as a report carries it. */
export type ReportedSection = Omit<OutputSection, "content"> & { readonly content: ReportedOutput };

/** An output as a report carries it: plain data, tables with their first rows also inside layouts. */
export type ReportedOutput =
  | Exclude<Output, { readonly kind: "accordion" | "callout" | "stack" | "table" | "tabs" }>
  | ReportedTable
  | (Omit<AccordionOutput, "sections"> & { readonly sections: readonly ReportedSection[] })
  | (Omit<CalloutOutput, "content"> & { readonly content: ReportedOutput })
  | (Omit<StackOutput, "items"> & { readonly items: readonly ReportedOutput[] })
  | (Omit<TabsOutput, "tabs"> & { readonly tabs: readonly ReportedSection[] });

/** `run LESSON.md`. */
export interface LessonRequest {
  /** The lesson file's text. */
  readonly source: string;
  /** Texts that replace those of the lesson, as a learner's would. */
  readonly edits: readonly { readonly id: string; readonly code: string }[];
  /** Only these cells, with what they need and what depends on them; null: all. */
  readonly cells: readonly string[] | null;
  /** Milliseconds after which Stop is pressed. */
  readonly timeoutMs: number;
}

export interface ReportedCell {
  readonly id: string;
  readonly role: CellRole;
  /** How its run ended; `idle` when it has not run. */
  readonly status: CellResult | CellStatus;
  readonly stale: boolean;
  /** Duration of the last run in milliseconds; null when it has not run. */
  readonly ms: number | null;
  readonly error?: ReportedError;
  /** The cell whose error, stop or graph error kept this one from running. */
  readonly blockedBy?: string;
  readonly outputs: readonly ReportedOutput[];
  readonly console: readonly ConsoleLine[];
  /** Names that the cell defines → one-line previews of their values. */
  readonly names: Readonly<Record<string, string>>;
}

export interface ReportedCheck {
  readonly id: string;
  /** The exercise that it checks. */
  readonly for: string | null;
  readonly name: string | null;
  readonly status: CellResult | CellStatus;
  readonly error?: ReportedError;
}

/** The answer to a `LessonRequest`. */
export type LessonReport =
  | { readonly kind: "ran"; readonly lesson: string; readonly ok: boolean; readonly timedOut: boolean; readonly cells: readonly ReportedCell[]; readonly checks: readonly ReportedCheck[] }
  /** The file is not a lesson that can be opened. */
  | { readonly kind: "broken"; readonly problems: readonly LessonProblem[] }
  /** The request names cells that the lesson does not have. */
  | { readonly kind: "unknownCells"; readonly ids: readonly string[]; readonly known: readonly string[] };

export interface SessionCell {
  readonly id: string;
  readonly code: string;
  readonly lang?: CellLang;
  readonly flags?: readonly ("setup" | "manual" | "disabled" | "hidden" | "readonly")[];
  /** The name that the rows of an `sql` cell get. */
  readonly out?: string;
}

/** One thing done to the notebook of a session. */
export type SessionAction =
  | { readonly run: readonly string[] }
  | { readonly runAll: true }
  | { readonly runStale: true }
  | { readonly edit: { readonly id: string; readonly code: string } }
  | { readonly add: SessionCell & { readonly after?: string | null } }
  | { readonly delete: string }
  | { readonly move: { readonly id: string; readonly after: string | null } }
  | { readonly disable: string }
  | { readonly enable: string }
  | { readonly set: { readonly name: string; readonly value: unknown } }
  | { readonly restart: true }
  | { readonly mode: Mode };

/** A step: an action, and when Stop is pressed after its begin. */
export type SessionStep = SessionAction & { readonly interrupt?: { readonly afterMs: number } };

/** `replay SESSION.json`. */
export interface ReplaySession {
  readonly mode: Mode;
  readonly cells: readonly SessionCell[];
  readonly steps: readonly SessionStep[];
  /** Milliseconds after which a step that has not ended is stopped. Default 120,000. */
  readonly stepTimeoutMs?: number | undefined;
}

export interface ReplayedCell {
  readonly status: CellStatus;
  readonly result: CellResult | null;
  readonly stale: boolean;
  readonly runs: number;
  readonly errorCode?: string;
  readonly error?: ReportedError;
  readonly blockedBy?: string;
  /** What the cell shows last. */
  readonly output?: ReportedOutput;
  readonly console: readonly ConsoleLine[];
}

export interface ReplayedStep {
  /** Cells that executed in this step, in order. */
  readonly ran: readonly string[];
  readonly cells: Readonly<Record<string, ReplayedCell>>;
  /** Plain data as it is, a preview string for the rest. */
  readonly names: Readonly<Record<string, unknown>>;
  readonly edges: readonly (readonly [string, string])[];
}

export interface ReplayReport {
  readonly steps: readonly ReplayedStep[];
  /** Why the session ended before its last step: its kernel could not go on. Absent when every step was taken. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** What the headless page offers on `window`. */
export interface HeadlessDriver {
  runLesson(request: LessonRequest): Promise<LessonReport>;
  replay(session: ReplaySession): Promise<ReplayReport>;
  /** Replays a session for the clock alone: milliseconds from each step's command to its end, as the page sees it. */
  time(session: ReplaySession): Promise<readonly number[]>;
}

/** Name of the driver on `window`. */
export const driverName = "watercourseHeadless";
