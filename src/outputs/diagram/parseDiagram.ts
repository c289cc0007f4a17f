/** The text of a diagram → its model. Read are Mermaid's `flowchart` (or `graph`) and `erDiagram`. */
import type { DiagramModel } from "./diagramModel.ts";
import { parseEntities } from "./parseEntities.ts";
import { parseFlowchart } from "./parseFlowchart.ts";

/** Beyond this, a diagram is neither readable nor quickly laid out. */
const maxNodes = 300;
const maxEdges = 600;

/** @returns a model, or why the text cannot be drawn */
export function parseDiagram(text: string): DiagramModel | { readonly problem: string } {
  const lines = text
    .replace(/^\s*---[^]*?\n---[ \t]*(?:\n|$)/, "")
    .split("\n")
    .map((line) => line.replace(/%%.*$/, "").trim())
    .filter((line) => line !== "");
  const [head = "", ...rest] = lines;
  const kind = /^\w[\w-]*/.exec(head)?.[0] ?? "";
  if (kind !== "flowchart" && kind !== "graph" && kind !== "erDiagram") {
    return { problem: kind === "" ? "The diagram is empty." : `A diagram that begins with “${kind}” is not drawn here; flowchart and erDiagram are.` };
  }
  const model = kind === "erDiagram" ? parseEntities([head.slice(kind.length).trim(), ...rest]) : parseFlowchart(head.slice(kind.length).trim(), rest);
  if ("problem" in model) return model;
  if (model.nodes.length > maxNodes || model.edges.length > maxEdges) return { problem: `The diagram has ${model.nodes.length} boxes and ${model.edges.length} lines, too many to be drawn.` };
  if (model.nodes.length === 0) return { problem: "The diagram is empty." };
  return model;
}
