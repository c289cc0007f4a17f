/** Mermaid's flowchart: `A[Text] -->|label| B{Question}`, chains, `&`, subgraphs. Looks (`style`, `classDef`, `click` …) are left out. */
import type { DiagramEdge, DiagramGroup, DiagramModel, DiagramNode, LineEnd, NodeShape } from "./diagramModel.ts";

const ignored = /^(?:style|classDef|class|click|linkStyle|direction|accTitle|accDescr|title)\b/;

/** Brackets around a node's text, longest first. */
const shapes: readonly (readonly [open: string, close: string, NodeShape])[] = [
  ["(((", ")))", "circle"], ["([", "])", "pill"], ["[[", "]]", "double"], ["[(", ")]", "cylinder"], ["((", "))", "circle"], ["{{", "}}", "hexagon"],
  ["[/", "/]", "box"], ["[\\", "\\]", "box"], [">", "]", "box"], ["[", "]", "box"], ["(", ")", "round"], ["{", "}", "diamond"],
];

export function parseFlowchart(head: string, lines: readonly string[]): DiagramModel | { readonly problem: string } {
  const found = /^(TB|TD|BT|LR|RL)?\s*;?\s*/.exec(head);
  const direction = found?.[1] === undefined || found[1] === "TD" ? "TB" : (found[1] as DiagramModel["direction"]);
  const chart = new Flowchart();
  for (const line of [head.slice(found?.[0].length ?? 0), ...lines].flatMap(splitStatements)) {
    const problem = chart.read(line);
    if (problem !== null) return { problem };
  }
  return { direction, ...chart.parts() };
}

/** Statements are separated by semicolons outside of quotes. */
function splitStatements(line: string): string[] {
  return (line.match(/(?:"[^"]*"|[^;"])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== "");
}

class Flowchart {
  readonly #nodes = new Map<string, DiagramNode>();
  readonly #edges: DiagramEdge[] = [];
  readonly #groups: { id: string; label: string; nodes: string[] }[] = [];
  readonly #open: { id: string; label: string; nodes: string[] }[] = [];

  parts(): { nodes: DiagramNode[]; edges: DiagramEdge[]; groups: DiagramGroup[] } {
    return { nodes: [...this.#nodes.values()], edges: this.#edges, groups: this.#groups.filter(({ nodes }) => nodes.length > 0) };
  }

  /** @returns what cannot be read, or null */
  read(line: string): string | null {
    if (ignored.test(line)) return null;
    if (/^end$/i.test(line)) {
      const group = this.#open.pop();
      if (group !== undefined) this.#groups.push(group);
      return null;
    }
    const group = /^subgraph\s+(?:([\w.-]+)\s*\[(.+)\]|(.+))$/.exec(line);
    if (group !== null) {
      const name = unquote(group[3] ?? group[1] ?? "");
      this.#open.push({ id: `group ${this.#groups.length + this.#open.length}`, label: unquote(group[2] ?? name), nodes: [] });
      return null;
    }
    const reader = { text: line, at: 0 };
    let from = this.#readNodes(reader);
    if (from === null) return `This line cannot be read: ${line}`;
    while (reader.at < line.length) {
      const edge = readEdge(reader);
      const to = edge === null ? null : this.#readNodes(reader);
      if (edge === null || to === null) return `This line cannot be read: ${line}`;
      for (const a of from) for (const b of to) this.#edges.push({ from: a, to: b, ...edge });
      from = to;
    }
    return null;
  }

  /** `A[Text] & B`. */
  #readNodes(reader: Reader): string[] | null {
    const ids: string[] = [];
    for (;;) {
      const found = match(reader, /\s*((?:[\p{L}\p{N}_]|[-.](?=[\p{L}\p{N}_]))+)/uy);
      if (found === null) return null;
      const id = found[1] ?? "";
      ids.push(id);
      const shape = readShape(reader);
      match(reader, /:::[\w-]+/y);
      const known = this.#nodes.get(id);
      if (shape !== null || known === undefined) this.#nodes.set(id, { id, ...(shape ?? { label: id, shape: "box" }) });
      const group = this.#open.at(-1);
      if (group !== undefined && ![...this.#groups, ...this.#open].some(({ nodes }) => nodes.includes(id))) group.nodes.push(id);
      if (match(reader, /\s*&/y) === null) break;
    }
    match(reader, /\s*/y);
    return ids;
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

function match(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found !== null) reader.at += found[0].length;
  return found;
}

function readShape(reader: Reader): { label: string; shape: NodeShape } | null {
  const rest = reader.text.slice(reader.at);
  for (const [open, close, shape] of shapes) {
    if (!rest.startsWith(open)) continue;
    const quoted = /^\s*"([^"]*)"\s*/.exec(rest.slice(open.length));
    const end = quoted === null ? rest.indexOf(close, open.length) : open.length + quoted[0].length;
    if (end === -1 || !rest.startsWith(close, end)) continue;
    reader.at += end + close.length;
    return { label: unquote(rest.slice(open.length, end)), shape };
  }
  return null;
}

type Edge = Omit<DiagramEdge, "from" | "to">;

/** `-->`, `---`, `-.->`, `==>`, `--o`, `x--x`, with its text in bars or in the middle of the line. */
function readEdge(reader: Reader): Edge | null {
  const plain = match(reader, /\s*([<xo]?)(-{2,}|-\.+-|={2,}|~{3,})([>xo]?)(?![-=.])\s*(?:\|([^|]*)\|)?/y);
  if (plain !== null && (plain[3] !== "" || /^(?:-{3,}|={3,}|-\.+-|~+)$/.test(plain[2] ?? ""))) return edge(plain[1], plain[2], plain[3], plain[4]);
  if (plain !== null) reader.at -= plain[0].length;
  const worded = match(reader, /\s*([<xo]?)(--|-\.|==)\s+("[^"]*"|.+?)\s*(-{2,}|\.+-|={2,})([>xo]?)\s*/y);
  return worded === null ? null : edge(worded[1], worded[2], worded[5], worded[3]);
}

function edge(start = "", body = "", end = "", label = ""): Edge {
  return { label: unquote(label), line: body.includes(".") || body.startsWith("~") ? "dotted" : body.startsWith("=") ? "thick" : "plain", start: lineEnd(start), end: lineEnd(end) };
}

function lineEnd(mark: string): LineEnd {
  return mark === "x" ? "cross" : mark === "o" ? "circle" : mark === "" ? "none" : "arrow";
}

/** Text without its quotes, with line breaks for `<br>`. */
function unquote(text: string): string {
  return text
    .trim()
    .replace(/^"([^]*)"$/, "$1")
    .replace(/^`([^]*)`$/, "$1")
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/#quot;|&quot;/g, '"');
}
