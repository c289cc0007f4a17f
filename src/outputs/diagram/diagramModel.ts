/** A diagram as boxes and lines, before it has places. */
export interface DiagramModel {
  readonly direction: "TB" | "BT" | "LR" | "RL";
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly groups: readonly DiagramGroup[];
}

export type NodeShape = "box" | "round" | "pill" | "circle" | "diamond" | "hexagon" | "cylinder" | "double";

export interface DiagramNode {
  readonly id: string;
  readonly label: string;
  readonly shape: NodeShape;
  /** Attributes of an entity: one line each. */
  readonly attributes?: readonly { readonly type: string; readonly name: string; readonly keys: string; readonly comment: string }[];
}

/** How a line ends: nothing, an arrow, a cross, a circle, or how many of an entity there are. */
export type LineEnd = "none" | "arrow" | "cross" | "circle" | "one" | "maybeOne" | "many" | "maybeMany";

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly line: "plain" | "dotted" | "thick";
  readonly start: LineEnd;
  readonly end: LineEnd;
}

export interface DiagramGroup {
  readonly id: string;
  readonly label: string;
  readonly nodes: readonly string[];
}
