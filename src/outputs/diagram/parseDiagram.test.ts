import { expect, test } from "vitest";
import { layoutDiagram } from "./layoutDiagram.ts";
import { parseDiagram } from "./parseDiagram.ts";
import type { DiagramModel } from "./diagramModel.ts";

function read(text: string): DiagramModel {
  const model = parseDiagram(text);
  if ("problem" in model) throw new Error(model.problem);
  return model;
}

const lines = (text: string) => read(text).edges.map(({ from, to, label, line, end }) => `${from} ${line} ${end} ${to}${label === "" ? "" : ` ${label}`}`);

test("nodes have the shape of their brackets and the text in them", () => {
  const { nodes, direction } = read('flowchart LR\n A[Box] --> B(Round);C{Why?}\n D([Pill]) --> E[(Data)] --> F((o)) --> G["a [b]<br>c"] --> H');
  expect(direction).toBe("LR");
  expect(nodes.map(({ id, shape, label }) => `${id} ${shape} ${label}`)).toEqual(["A box Box", "B round Round", "C diamond Why?", "D pill Pill", "E cylinder Data", "F circle o", "G box a [b]\nc", "H box H"]);
});

test("lines have their look, their ends and their words; chains and & make several", () => {
  expect(lines("graph TD\nA-->B-.->C==>D---E")).toEqual(["A plain arrow B", "B dotted arrow C", "C thick arrow D", "D plain none E"]);
  expect(lines("graph\nA -->|yes| B\nA -- no --> C\nA -. maybe .-> D\nA == sure ==> E")).toEqual(["A plain arrow B yes", "A plain arrow C no", "A dotted arrow D maybe", "A thick arrow E sure"]);
  expect(lines("graph\nA & B --> C & D")).toHaveLength(4);
  expect(lines("graph\nA --x B\nA --o C")).toEqual(["A plain cross B", "A plain circle C"]);
});

test("groups hold the nodes that are named in them; looks and comments are left out", () => {
  const model = read("flowchart TB\nA-->B %% a remark\nsubgraph one [First part]\nB\nC\nend\nstyle A fill:#f00\nclassDef x fill:#fff");
  expect(model.groups).toMatchObject([{ label: "First part", nodes: ["B", "C"] }]);
  expect(model.nodes.map(({ id }) => id)).toEqual(["A", "B", "C"]);
});

test("entities have attributes and relations their numbers", () => {
  const model = read('erDiagram\n  users{\n    bigint id PK "the key"\n    text name\n  }\n  orders }o--|| users : "belongs to"\n  users ||..o{ "log entries" : writes');
  expect(model.nodes.map(({ id, attributes }) => [id, attributes?.map(({ name, type, keys, comment }) => [name, type, keys, comment].join("|"))])).toEqual([
    ["users", ["id|bigint|PK|the key", "name|text||"]],
    ["orders", []],
    ["log entries", []],
  ]);
  expect(model.edges).toMatchObject([
    { from: "orders", to: "users", start: "maybeMany", end: "one", label: "belongs to", line: "plain" },
    { from: "users", to: "log entries", start: "one", end: "maybeMany", line: "dotted" },
  ]);
});

test("what cannot be drawn says why", () => {
  expect(parseDiagram("sequenceDiagram\nA->>B: hi")).toMatchObject({ problem: expect.stringContaining("sequenceDiagram") });
  expect(parseDiagram("")).toMatchObject({ problem: "The diagram is empty." });
  expect(parseDiagram("flowchart\nA --> ")).toMatchObject({ problem: expect.stringContaining("A -->") });
  expect(parseDiagram(`graph\n${Array.from({ length: 400 }, (_, n) => `n${n}`).join("\n")}`)).toMatchObject({ problem: expect.stringContaining("too many") });
});

test("every box has a place of its own, and lines begin and end at its outline", () => {
  const { nodes, edges, width, height } = layoutDiagram(read("flowchart TD\nA{Why?} --> B\nA --> C\nB --> A\nC --> C\nsubgraph s\nB\nend"));
  for (const { box } of nodes) expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
  expect(edges.every(({ points }) => points.length >= 2 && points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)))).toBe(true);
  const [a, b] = nodes;
  expect(a && b && (a.box.y + a.box.height <= b.box.y || b.box.y + b.box.height <= a.box.y)).toBe(true);
});
