/** A diagram's model → places for its boxes, lines and words. */
import { graphlib, layout } from "@dagrejs/dagre";
import type { DiagramEdge, DiagramGroup, DiagramModel, DiagramNode } from "./diagramModel.ts";

/** Sizes in px, as the style sheet has them. */
export const lineHeight = 18;
export const attributeHeight = 20;
const letterWidth = 7.4;
const padding = 14;

export interface Box {
  /** Of the upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly node: DiagramNode; readonly box: Box; readonly lines: readonly string[] }[];
  readonly edges: readonly { readonly edge: DiagramEdge; readonly points: readonly Point[]; readonly label: Point | null }[];
  readonly groups: readonly { readonly group: DiagramGroup; readonly box: Box }[];
}

export function layoutDiagram(model: DiagramModel): DiagramLayout {
  const hasEntities = model.nodes.some(({ attributes }) => attributes !== undefined);
  const graph = new graphlib.Graph({ multigraph: true, compound: model.groups.length > 0 });
  graph.setGraph({ rankdir: model.direction, nodesep: hasEntities ? 48 : 28, ranksep: hasEntities ? 60 : 44, edgesep: 16, marginx: 8, marginy: 8 });
  const lines = new Map(model.nodes.map((node) => [node.id, wrap(node.label)]));
  for (const node of model.nodes) graph.setNode(node.id, sizeOf(node, lines.get(node.id) ?? []));
  for (const group of model.groups) {
    graph.setNode(group.id, { width: group.label.length * letterWidth + 20, height: 20 });
    for (const id of group.nodes) if (graph.hasNode(id)) graph.setParent(id, group.id);
  }
  model.edges.forEach((edge, index) => {
    const size = edge.label === "" ? { width: 0, height: 0 } : { width: edge.label.length * 6.6 + 10, height: lineHeight };
    graph.setEdge(edge.from, edge.to, { ...size, labelpos: "c" }, String(index));
  });
  layout(graph);
  const nodes = new Map(model.nodes.map((node) => [node.id, { shape: node.shape, box: boxOf(graph.node(node.id)) }]));
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: model.nodes.map((node) => ({ node, box: boxOf(graph.node(node.id)), lines: lines.get(node.id) ?? [] })),
    groups: model.groups.map((group) => ({ group, box: boxOf(graph.node(group.id)) })),
    edges: model.edges.map((edge, index) => {
      const placed = graph.edge({ v: edge.from, w: edge.to, name: String(index) }) as { points: Point[]; x?: number; y?: number };
      const points = [...placed.points];
      const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
      if (from !== undefined && points[1] !== undefined) points[0] = onOutline(from, points[1]) ?? points[0] ?? points[1];
      const before = points.at(-2);
      if (to !== undefined && before !== undefined) points[points.length - 1] = onOutline(to, before) ?? before;
      return { edge, points, label: edge.label === "" || placed.x === undefined || placed.y === undefined ? null : { x: placed.x, y: placed.y } };
    }),
  };
}

/** Where a line that comes from a point meets the outline of a node; dagre's own points are on its box. */
function onOutline({ shape, box }: { readonly shape: DiagramNode["shape"]; readonly box: Box }, from: Point): Point | null {
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const [dx, dy] = [(from.x - centre.x) / (box.width / 2), (from.y - centre.y) / (box.height / 2)];
  const size = shape === "diamond" ? Math.abs(dx) + Math.abs(dy) : shape === "circle" ? Math.hypot(dx, dy) : Math.max(Math.abs(dx), Math.abs(dy));
  return size === 0 ? null : { x: centre.x + (from.x - centre.x) / size, y: centre.y + (from.y - centre.y) / size };
}

function boxOf(placed: unknown): Box {
  // dagre writes the centre and the size of each node into its label.
  const { x, y, width, height } = placed as Box;
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function sizeOf(node: DiagramNode, lines: readonly string[]): { width: number; height: number } {
  const text = Math.max(...lines.map((line) => line.length), 2) * letterWidth;
  const height = lines.length * lineHeight + 2 * (padding - 4);
  if (node.attributes !== undefined) {
    const widest = Math.max(text, ...node.attributes.map((one) => (one.type.length + one.name.length + one.keys.length + 4) * letterWidth));
    return { width: widest + 2 * padding, height: 30 + node.attributes.length * attributeHeight + (node.attributes.length > 0 ? 6 : 0) };
  }
  switch (node.shape) {
    case "diamond":
      return { width: text * 1.3 + 50, height: height * 1.5 + 14 };
    case "circle":
      return { width: Math.max(text + 2 * padding, height + 16), height: Math.max(text + 2 * padding, height + 16) };
    case "cylinder":
      return { width: text + 2 * padding, height: height + 14 };
    case "hexagon":
    case "double":
    case "pill":
      return { width: text + 3 * padding, height };
    default:
      return { width: text + 2 * padding, height };
  }
}

/** Lines of at most about thirty letters. */
function wrap(label: string): string[] {
  return label.split("\n").flatMap((line) => {
    const rows: string[] = [""];
    for (const word of line.split(" ")) {
      const last = rows.at(-1) ?? "";
      if (last === "") rows[rows.length - 1] = word;
      else if (last.length + word.length < 32) rows[rows.length - 1] = `${last} ${word}`;
      else rows.push(word);
    }
    return rows;
  });
}
