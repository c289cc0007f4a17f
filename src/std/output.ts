/**
 * Outputs as data. What a cell shows is one of these plain objects; renderers (`outputs/`), exports, replays
 * and graders all read the same shapes. Everything here can be cloned between threads and written as JSON.
 */

import type { ChartElementsOutput, ChartOutput } from "./chartOutputs.ts";
import type { InputOutput } from "./inputOutputs.ts";
import type { AccordionOutput, CalloutOutput, StackOutput, StatOutput, TabsOutput } from "./layoutOutputs.ts";
import type { DiagramOutput, DownloadOutput, ImageOutput } from "./mediaOutputs.ts";
import type { PipelineRunOutput, TimelineOutput } from "./pipelineOutputs.ts";

export type * from "./chartOutputs.ts";
export type * from "./inputOutputs.ts";
export type * from "./layoutOutputs.ts";
export type * from "./mediaOutputs.ts";
export type * from "./pipelineOutputs.ts";

/** One thing that a cell shows. */
export type Output =
  | AccordionOutput
  | CalloutOutput
  | ChartElementsOutput
  | ChartOutput
  | DiagramOutput
  | DownloadOutput
  | ErrorOutput
  | ImageOutput
  | InputOutput
  | MarkdownOutput
  | PipelineRunOutput
  | ProgressOutput
  | StackOutput
  | StatOutput
  | TableOutput
  | TabsOutput
  | TextOutput
  | TimelineOutput
  | TreeOutput;

/** Preformatted text, line breaks kept. */
export interface TextOutput {
  readonly kind: "text";
  readonly text: string;
  /** Set when the text was cut: how many characters there were in all. */
  readonly cutFrom?: number;
  /** Handle of the whole text (`OutputQuery` of type `file`) when it was cut. */
  readonly file?: string;
}

/** Markdown with all `${…}` already replaced; sanitised by the renderer, never here. */
export interface MarkdownOutput {
  readonly kind: "markdown";
  readonly markdown: string;
  /** Set when the text was cut: how many characters there were in all. */
  readonly cutFrom?: number;
}

/** A value as an expandable tree, cut to a size that is safe to show. */
export interface TreeOutput {
  readonly kind: "tree";
  readonly root: TreeNode;
  /** Handle for `treeChildren` when not all of the value is listed. */
  readonly tree?: string;
}

export interface TreeNode {
  /** Property name or index in the parent; absent at the root. */
  readonly key?: string;
  /** Constructor or type name: `Object`, `Array(3)`, `Map(2)`, `string`, `number`, `null`. */
  readonly type: string;
  /** One-line preview: `{a: 1, b: …}`, `"text"`, `3`. */
  readonly preview: string;
  readonly children?: readonly TreeNode[];
  /** How many children there are beyond those listed. */
  readonly more?: number;
}

/** Types that a table column can have, for alignment and formatting. */
export type ColumnType = "number" | "bigint" | "string" | "boolean" | "date" | "json" | "unknown";

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The type's name at its source (`BIGINT`, `VARCHAR`), if it has one. */
  readonly sourceType?: string;
}

/** A cell value in a table page: JSON-safe (bigints and dates as strings, in the column's type). */
export type TableValue = string | number | boolean | null;

/** A table by handle: the rows stay in the kernel, pages are asked for with `KernelApi.tablePage`. */
export interface TableOutput {
  readonly kind: "table";
  /** Handle for `tablePage`; lives as long as the run of the cell that showed it. */
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly rowCount: number;
  /** The first page (up to 25 rows), row by row in column order, so that a table shows at once. */
  readonly rows: readonly (readonly TableValue[])[];
}

export interface ProgressOutput {
  readonly kind: "progress";
  readonly label: string;
  readonly value: number;
  /** Absent when the end is not known. */
  readonly total?: number;
  readonly unit?: string;
  /** Milliseconds since it began. */
  readonly elapsedMs: number;
  /** Milliseconds that are left, where that is better known than from the rate. */
  readonly leftMs?: number;
  readonly done: boolean;
}

export interface ErrorOutput {
  readonly kind: "error";
  readonly error: CellError;
}

/** An error as data: of a cell's text, of the graph, or of a run. */
export interface CellError {
  /** Stable code, e.g. `E104`; errors thrown by a learner's own code have `E200`. */
  readonly code: string;
  /** One line. For a thrown error: `TypeError: x is not a function`. */
  readonly message: string;
  /** Place in the text of `cell` (or of the cell that has the error), from 1. Null when there is no place. */
  readonly line: number | null;
  readonly column: number | null;
  /** The cell in whose text line and column are, when it is not the failing cell itself. */
  readonly cell?: string;
  readonly why?: string;
  readonly fix?: string;
  /** Stack through cells only, innermost first. */
  readonly frames?: readonly { readonly cell: string; readonly name: string; readonly line: number; readonly column: number }[];
  /** Other cells that take part: the other definition, the cycle's path. */
  readonly related?: readonly string[];
}
