/** The open notebook as the kernel holds it: its cells, their graph, and which of them may not run. */
import { analyzeCell } from "../cell/analyzeCell.ts";
import { findBlocked, findProblems, findTolerated, type GraphProblems } from "../graph/graphProblems.ts";
import { buildGraph, listEdges, type NotebookGraph } from "../graph/notebookGraph.ts";
import { CellRecord } from "./cellRecord.ts";
import { kernelError } from "./errors.ts";
import type { CellSpec, Mode, NotebookSpec } from "./protocol.ts";

/** What a change of the notebook did to cells other than those it changed. */
export interface GraphChange {
  /** Cells that had a problem, or were blocked, and now may run. */
  readonly repaired: readonly string[];
  /** Cells that have a problem now and had none before. */
  readonly broken: readonly string[];
}

export class NotebookModel {
  mode: Mode;
  graph: NotebookGraph;
  problems: GraphProblems = new Map();
  /** Cells downstream of a problem, each with the cell that blocks it. */
  blocked: ReadonlyMap<string, string> = new Map();
  #tolerated: ReadonlySet<string> = new Set();
  readonly #records = new Map<string, CellRecord>();
  #order: string[] = [];

  constructor(notebook: NotebookSpec) {
    this.mode = notebook.mode;
    for (const spec of notebook.cells) {
      if (this.#records.has(spec.id)) throw kernelError("E214", { cell: spec.id });
      this.#records.set(spec.id, new CellRecord(spec, analyzeCell(spec.code, spec)));
      this.#order.push(spec.id);
    }
    this.graph = buildGraph([]);
    this.refresh(new Set(this.#order));
  }

  /** @throws E213 */
  cell(id: string): CellRecord {
    const record = this.#records.get(id);
    if (record === undefined) throw kernelError("E213", { cell: id });
    return record;
  }

  has(id: string): boolean {
    return this.#records.has(id);
  }

  /** In page order. */
  *cells(): Generator<CellRecord> {
    for (const id of this.#order) yield this.cell(id);
  }

  isFailing(id: string): boolean {
    return this.problems.has(id) || this.blocked.has(id);
  }

  isTolerated(id: string): boolean {
    return this.#tolerated.has(id);
  }

  /** @param after  null = first, undefined = last */
  add(spec: CellSpec, after: string | null | undefined): void {
    if (this.#records.has(spec.id)) throw kernelError("E214", { cell: spec.id });
    const at = this.#placeAfter(after);
    this.#records.set(spec.id, new CellRecord(spec, analyzeCell(spec.code, spec)));
    this.#order.splice(at, 0, spec.id);
  }

  edit(id: string, code: string): void {
    const record = this.cell(id);
    if (record.spec.code === code) return;
    record.spec = { ...record.spec, code };
    const before = record.analysis;
    record.analysis = analyzeCell(code, record.spec);
    const isLost = record.analysis.diagnostics.some((diagnostic) => diagnostic.severity === "error");
    record.lostNames = isLost ? new Set([...before.defs, ...record.lostNames]) : new Set();
  }

  delete(id: string): void {
    this.cell(id);
    this.#records.delete(id);
    this.#order = this.#order.filter((other) => other !== id);
  }

  move(id: string, after: string | null): void {
    this.cell(id);
    if (after === id) return;
    if (after !== null) this.cell(after);
    this.#order = this.#order.filter((other) => other !== id);
    this.#order.splice(this.#placeAfter(after), 0, id);
  }

  /**
   * Builds the graph anew and compares what may run with before.
   *
   * @param touched  cells that were registered by this change, or are about to run: a duplicate counts against them
   */
  refresh(touched: ReadonlySet<string>): GraphChange {
    const before = { problems: this.problems, blocked: this.blocked };
    const duplicates = new Set([...before.problems].filter(([, problem]) => problem.kind === "duplicate").map(([id]) => id));
    const cells = [...this.cells()].map(({ id, analysis, spec }) => ({ id, analysis, role: spec.role }));
    const plain = buildGraph(cells);
    this.#tolerated = findTolerated(plain, touched, duplicates);
    this.graph = this.#tolerated.size === 0 ? plain : buildGraph(cells, this.#tolerated);
    this.problems = findProblems(this.graph, this.#tolerated);
    this.blocked = findBlocked(this.graph, this.problems);
    const failedBefore = [...before.problems.keys(), ...before.blocked.keys()];
    return {
      repaired: failedBefore.filter((id) => this.has(id) && !this.isFailing(id)),
      broken: [...this.problems.keys()].filter((id) => !before.problems.has(id)),
    };
  }

  edges(): [string, string][] {
    return listEdges(this.graph);
  }

  #placeAfter(after: string | null | undefined): number {
    if (after === undefined) return this.#order.length;
    if (after === null) return 0;
    this.cell(after);
    return this.#order.indexOf(after) + 1;
  }
}
