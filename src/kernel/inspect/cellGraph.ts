/** The graph as a panel draws it: cells with what they do, edges with the names that they carry. */
import { namesBetween } from "../../graph/notebookGraph.ts";
import type { NotebookModel } from "../notebookModel.ts";
import type { GraphCellInfo, GraphEdgeInfo } from "./inspection.ts";

/** Cells in page order, edges in the order of their ends. */
export function describeGraph(model: NotebookModel): { readonly cells: readonly GraphCellInfo[]; readonly edges: readonly GraphEdgeInfo[] } {
  const { graph } = model;
  const cells = [...model.cells()].map(
    ({ id, spec, analysis, status, result, stale, error, blockedBy }): GraphCellInfo => ({
      id,
      role: spec.role,
      lang: spec.lang,
      status,
      result,
      stale,
      manual: spec.manual,
      defines: [...new Set(analysis.defs)],
      reads: [...new Set(analysis.refs)].filter((name) => graph.owners.get(name)?.some((owner) => owner !== id) === true),
      errorCode: error?.code ?? null,
      blockedBy,
    }),
  );
  return { cells, edges: model.edges().map(([from, to]) => ({ from, to, names: [...new Set(namesBetween(graph, from, to))] })) };
}
