/** Mermaid's `erDiagram`: entities with their attributes, and how many of one belong to how many of the other. */
import type { DiagramEdge, DiagramModel, DiagramNode, LineEnd } from "./diagramModel.ts";

const name = String.raw`("[^"]+"|[^\s"{}:]+?)`;
const relation = new RegExp(String.raw`^${name}\s*(\|o|\|\||\}o|\}\|)(--|\.\.)(o\||\|\||o\{|\|\{)\s*${name}(?:\s*:\s*(.*))?$`);
const opening = new RegExp(String.raw`^${name}\s*(?:\[\s*(.+?)\s*\])?\s*\{\s*(\})?$`);
const alone = new RegExp(String.raw`^${name}\s*(?:\[\s*(.+?)\s*\])?$`);
const attribute = /^(\S+)\s+(\S+)((?:\s*,?\s*(?:PK|FK|UK))*)\s*(?:"([^"]*)")?$/;

const ends: Readonly<Record<string, LineEnd>> = { "||": "one", "|o": "maybeOne", "o|": "maybeOne", "}|": "many", "|{": "many", "}o": "maybeMany", "o{": "maybeMany" };

type Attribute = NonNullable<DiagramNode["attributes"]>[number];

export function parseEntities(lines: readonly string[]): DiagramModel | { readonly problem: string } {
  const entities = new Map<string, { label: string; attributes: Attribute[] }>();
  const edges: DiagramEdge[] = [];
  const entity = (quoted: string, label?: string) => {
    const id = unquote(quoted);
    const known = entities.get(id) ?? { label: id, attributes: [] };
    if (label !== undefined) known.label = unquote(label);
    entities.set(id, known);
    return known;
  };
  let direction: DiagramModel["direction"] = "TB";
  let open: Attribute[] | null = null;
  for (const line of lines) {
    if (line === "") continue;
    if (open !== null) {
      if (line === "}") open = null;
      else {
        const found = attribute.exec(line);
        if (found === null) return { problem: `This attribute cannot be read: ${line}` };
        open.push({ type: found[1] ?? "", name: found[2] ?? "", keys: (found[3] ?? "").trim(), comment: found[4] ?? "" });
      }
      continue;
    }
    const turned = /^direction\s+(TB|BT|LR|RL)$/.exec(line);
    if (turned !== null) {
      direction = turned[1] as DiagramModel["direction"];
      continue;
    }
    if (/^(?:title|accTitle|accDescr|style|classDef|class)\b/.test(line)) continue;
    const related = relation.exec(line);
    if (related !== null) {
      const [, from = "", start = "", body, end = "", to = "", label = ""] = related;
      entity(from);
      entity(to);
      edges.push({ from: unquote(from), to: unquote(to), label: unquote(label), line: body === ".." ? "dotted" : "plain", start: ends[start] ?? "none", end: ends[end] ?? "none" });
      continue;
    }
    const opened = opening.exec(line);
    if (opened !== null) {
      const { attributes } = entity(opened[1] ?? "", opened[2]);
      open = opened[3] === undefined ? attributes : null;
      continue;
    }
    const single = alone.exec(line);
    if (single === null) return { problem: `This line cannot be read: ${line}` };
    entity(single[1] ?? "", single[2]);
  }
  return { direction, edges, groups: [], nodes: [...entities].map(([id, { label, attributes }]) => ({ id, label, shape: "box", attributes })) };
}

function unquote(text: string): string {
  return text.trim().replace(/^"([^"]*)"$/, "$1");
}
