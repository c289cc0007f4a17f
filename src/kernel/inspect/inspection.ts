/**
 * What panels ask of the kernel and what it answers. An answer has the type of its query. Nothing here runs a cell, and
 * nothing waits for one that is running.
 */
import type { CellLang } from "../../cell/types.ts";
import type { CellResult, CellRole, CellStatus } from "../protocol.ts";

export type InspectQuery =
  /** Every name that exists. */
  | { readonly type: "variables" }
  /** Cells and who reads what from whom. */
  | { readonly type: "graph" }
  /** The work folders of pipelines; `path`: of one folder alone. */
  | { readonly type: "files"; readonly path?: string }
  /** The beginning of one file. `bytes`: how much of it, default 64 kB, at most 1 MB. */
  | { readonly type: "fileText"; readonly path: string; readonly bytes?: number }
  /** Datasets of the pipelines that cells have made. */
  | { readonly type: "database" }
  /** The last runs, newest first; `cell`: of one cell alone; `limit`: at most so many. */
  | { readonly type: "history"; readonly cell?: string; readonly limit?: number };

export type InspectAnswer =
  | { readonly type: "variables"; readonly variables: readonly VariableInfo[] }
  | { readonly type: "graph"; readonly cells: readonly GraphCellInfo[]; readonly edges: readonly GraphEdgeInfo[] }
  | FilesAnswer
  | FileTextAnswer
  | { readonly type: "database"; readonly databases: readonly DatabaseInfo[] }
  | { readonly type: "history"; readonly runs: readonly RunInfo[] };

/** The answer to a query of this type. */
export type InspectAnswerTo<Query extends InspectQuery> = Extract<InspectAnswer, { readonly type: Query["type"] }>;

export interface VariableInfo {
  readonly name: string;
  /** `number`, `Array(3)`, `Map(2)`, a class's name; for an input its kind. */
  readonly type: string;
  /** About how many bytes of memory the value takes, measured on samples where it is large; null where nobody can tell. */
  readonly bytes: number | null;
  /** One line; for an input its present value. */
  readonly preview: string;
  /** The cell that defines it. */
  readonly cell: string;
  /** Cells that read it, in page order. */
  readonly usedBy: readonly string[];
}

export interface GraphCellInfo {
  readonly id: string;
  readonly role: CellRole;
  readonly lang: CellLang;
  readonly status: CellStatus;
  readonly result: CellResult | null;
  readonly stale: boolean;
  readonly manual: boolean;
  /** Names that it defines. */
  readonly defines: readonly string[];
  /** Names of other cells that it reads. */
  readonly reads: readonly string[];
  readonly errorCode: string | null;
  /** The cell that keeps it from running. */
  readonly blockedBy: string | null;
}

export interface GraphEdgeInfo {
  readonly from: string;
  readonly to: string;
  /** The names that `to` reads from `from`. */
  readonly names: readonly string[];
}

export interface FilesAnswer {
  readonly type: "files";
  /** Where the files are; null as long as there is no place for them. */
  readonly store: "opfs" | "memory" | "node" | null;
  readonly entries: readonly FileEntry[];
  /** True when there are more files than are listed. */
  readonly isCut: boolean;
}

export interface FileEntry {
  /** Last part of the path. */
  readonly name: string;
  /** From the root of all work folders, with `/`. */
  readonly path: string;
  /** Size of a file; of a folder the sum of what is listed in it. Null when it cannot be read just now. */
  readonly bytes: number | null;
  /** Only folders have them. Folders first, then by name. */
  readonly entries?: readonly FileEntry[];
}

export interface FileTextAnswer {
  readonly type: "fileText";
  readonly path: string;
  /** Size of the whole file. */
  readonly bytes: number;
  /** Its beginning; null when it is not text, or too large to be opened for a look. */
  readonly text: string | null;
  /** True when the text is not the whole file. */
  readonly isCut: boolean;
}

export interface DatabaseInfo {
  readonly pipeline: string;
  readonly dataset: string;
  readonly destination: string;
  /** Data first, in the order of their names, then the library's own. */
  readonly tables: readonly DatabaseTable[];
  /** Why there is nothing to see; null when there is. */
  readonly problem: string | null;
}

export interface DatabaseTable {
  readonly name: string;
  readonly rowCount: number;
  /** True for tables that the pipeline library keeps for itself. */
  readonly isInternal: boolean;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface RunInfo {
  readonly cell: string;
  /** Which run of the kernel it was, from 1. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** How long it took. */
  readonly ms: number;
  readonly result: CellResult;
  readonly errorCode: string | null;
}
