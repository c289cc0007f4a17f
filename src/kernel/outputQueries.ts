/** What an output on the page can ask of the kernel that keeps its data. */
import type { TableValue, TreeNode } from "../std/output.ts";

/** Rows whose column compares so with the value. `contains`: its text is part of theirs. Null with `=` or `!=`: rows without or with a value. */
export interface TableFilter {
  readonly column: string;
  readonly operator: "contains" | "=" | "!=" | "<" | "<=" | ">" | ">=";
  readonly value: TableValue;
}

/** Which rows of a table, in which order. */
export interface ShownRows {
  readonly table: string;
  readonly sort?: { readonly column: string; readonly descending: boolean };
  /** All of them must hold. */
  readonly filters?: readonly TableFilter[];
}

/** One column in a few numbers. */
export interface ColumnSummary {
  readonly column: string;
  /** All rows, and those of them without a value. */
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  /** False or absent: the number of different values is right within a few per cent. */
  readonly distinctIsExact?: boolean;
  /** True: counting ended there; it may be many more. */
  readonly distinctIsAtLeast?: boolean;
  /** Null without values, or where there is no order. */
  readonly min: TableValue;
  readonly max: TableValue;
  /** Of numbers and dates: equal steps from the smallest to the greatest. */
  readonly histogram: readonly { readonly from: TableValue; readonly to: TableValue; readonly rows: number }[];
  /** Of all others: the most frequent values. */
  readonly frequent: readonly { readonly value: TableValue; readonly rows: number }[];
}

/** Counts one column of a table. Waits until no cell runs, so that it disturbs no measurement. */
export interface TableSummaryQuery extends ShownRows {
  readonly type: "tableSummary";
  readonly column: string;
}

/** Rows as a text file: to copy (tabs) or to save (commas, RFC 4180). */
export interface TableTextQuery extends ShownRows {
  readonly type: "tableText";
  readonly format: "csv" | "tsv";
  /** Default: the whole table with its head. */
  readonly offset?: number;
  readonly limit?: number;
  /** Names of the wanted columns. Default: all. */
  readonly columns?: readonly string[];
  /** Leaves the line of names out. */
  readonly withoutHead?: boolean;
}

/** More of a tree that was cut. */
export interface TreeChildrenQuery {
  readonly type: "treeChildren";
  readonly tree: string;
  /** Positions among the members, from the root. */
  readonly path: readonly number[];
  readonly offset: number;
}

export interface TreeChildren {
  readonly children: readonly TreeNode[];
  /** How many there are beyond these. */
  readonly more: number;
}

/** The content of a file that an output offers. */
export interface FileQuery {
  readonly type: "file";
  readonly file: string;
}

export type OutputQuery = FileQuery | TableSummaryQuery | TableTextQuery | TreeChildrenQuery;

/** What each query is answered with. Every one rejects with E212 when its handle is gone. */
export interface OutputAnswers {
  readonly file: Blob;
  readonly tableSummary: ColumnSummary;
  readonly tableText: Blob;
  readonly treeChildren: TreeChildren;
}

export type OutputAnswer<Query extends OutputQuery> = OutputAnswers[Query["type"]];
