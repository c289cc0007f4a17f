import { useId, useMemo } from "react";
import type { DiagramOutput } from "../../kernel/protocol.ts";
import { attributeHeight, layoutDiagram, lineHeight } from "./layoutDiagram.ts";
import type { DiagramLayout, Point } from "./layoutDiagram.ts";
import { DiagramShape } from "./DiagramShape.tsx";
import type { DiagramEdge, DiagramModel, LineEnd } from "./diagramModel.ts";
import { parseDiagram } from "./parseDiagram.ts";
import "./DiagramView.css";

/** A diagram drawn in the colours of the page. Its text is below, folded; a text that cannot be drawn stands by itself. */
export function DiagramView({ output }: { output: DiagramOutput }) {
  const drawn = useMemo(() => draw(output.text), [output.text]);
  if ("problem" in drawn) {
    return (
      <div className="output-diagram">
        <pre className="output-text-body" tabIndex={0} aria-label="Text of the diagram">
          {output.text}
        </pre>
        <p className="output-note">{drawn.problem}</p>
      </div>
    );
  }
  return (
    <figure className="output-diagram">
      {output.title !== undefined && <figcaption className="output-diagram-title">{output.title}</figcaption>}
      <div className="output-diagram-scroll" tabIndex={0} role="group" aria-label={output.title ?? "Diagram"}>
        <Drawing layout={drawn.layout} summary={summarize(drawn.model)} />
      </div>
      <details className="output-disclosure">
        <summary>Diagram as text</summary>
        <pre className="output-text-body" tabIndex={0} aria-label="Text of the diagram">
          {output.text}
        </pre>
      </details>
    </figure>
  );
}

function draw(text: string): { model: DiagramModel; layout: DiagramLayout } | { problem: string } {
  const model = parseDiagram(text);
  if ("problem" in model) return model;
  return { model, layout: layoutDiagram(model) };
}

function summarize({ nodes, edges }: DiagramModel): string {
  const names = new Map(nodes.map(({ id, label }) => [id, label.replaceAll("\n", " ")]));
  const lines = edges.slice(0, 40).map(({ from, to, label }) => `${names.get(from)} to ${names.get(to)}${label === "" ? "" : ` (${label})`}`);
  return `Diagram of ${[...names.values()].slice(0, 40).join(", ")}. ${lines.join("; ")}`;
}

function Drawing({ layout, summary }: { layout: DiagramLayout; summary: string }) {
  const id = useId().replace(/[^\w-]/g, "");
  const width = Math.ceil(layout.width);
  const height = Math.ceil(layout.height);
  return (
    <svg className="output-diagram-drawing" role="img" aria-label={summary} style={{ width, minWidth: Math.round(width * 0.65), maxWidth: "100%" }} viewBox={`0 0 ${width} ${height}`}>
      <defs>
        {(Object.keys(endPaths) as DrawnEnd[]).map((end) => (
          <marker key={end} id={`${id}-${end}`} viewBox="-16 -8 18 16" refX="0" refY="0" markerWidth="18" markerHeight="16" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
            <path className={end === "arrow" ? "output-diagram-arrow" : "output-diagram-end"} d={endPaths[end]} />
          </marker>
        ))}
      </defs>
      {layout.groups.map(({ group, box }) => (
        <g key={group.id}>
          <rect className="output-diagram-group" {...box} rx="6" />
          <text className="output-diagram-group-name" x={box.x + 10} y={box.y + 16}>
            {group.label}
          </text>
        </g>
      ))}
      {layout.edges.map(({ edge, points }, index) => (
        <path key={index} className="output-diagram-line" data-line={edge.line} d={curve(points)} {...endsOf(edge, id)} />
      ))}
      {layout.nodes.map(({ node, box, lines }) => (
        <g key={node.id}>
          <DiagramShape shape={node.shape} box={box} />
          {node.attributes === undefined ? (
            lines.map((line, index) => (
              <text key={index} className="output-diagram-text" textAnchor="middle" x={box.x + box.width / 2} y={box.y + box.height / 2 + (index - (lines.length - 1) / 2) * lineHeight + 5}>
                {line}
              </text>
            ))
          ) : (
            <>
              <text className="output-diagram-text output-diagram-entity" textAnchor="middle" x={box.x + box.width / 2} y={box.y + 20}>
                {node.label}
              </text>
              {node.attributes.length > 0 && <path className="output-diagram-line" d={`M${box.x} ${box.y + 30}H${box.x + box.width}`} />}
              {node.attributes.map((attribute, index) => (
                <text key={index} className="output-diagram-attribute" x={box.x + 12} y={box.y + 30 + (index + 1) * attributeHeight - 4}>
                  {attribute.comment !== "" && <title>{attribute.comment}</title>}
                  {attribute.name}
                  <tspan className="output-diagram-type"> {attribute.type}</tspan>
                  {attribute.keys !== "" && <tspan className="output-diagram-key"> {attribute.keys}</tspan>}
                </text>
              ))}
            </>
          )}
        </g>
      ))}
      {layout.edges.map(({ edge, label }, index) =>
        label === null ? null : (
          <text key={index} className="output-diagram-label" textAnchor="middle" x={label.x} y={label.y + 4}>
            {edge.label}
          </text>
        ),
      )}
    </svg>
  );
}

type DrawnEnd = Exclude<LineEnd, "none">;

/** Marks at the end of a line that comes from the left and ends at 0,0. */
const endPaths: Readonly<Record<DrawnEnd, string>> = {
  arrow: "M0 0L-9 -4.5V4.5Z",
  cross: "M-10 -4L-2 4M-10 4L-2 -4",
  circle: "M-9 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0",
  one: "M-6 -6V6M-10 -6V6",
  maybeOne: "M-5 -6V6M-15 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
  many: "M0 -6L-9 0L0 6M-12 -6V6",
  maybeMany: "M0 -6L-8 0L0 6M-16 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
};

function endsOf({ start, end }: DiagramEdge, id: string): { markerStart?: string; markerEnd?: string } {
  return { ...(start === "none" ? {} : { markerStart: `url(#${id}-${start})` }), ...(end === "none" ? {} : { markerEnd: `url(#${id}-${end})` }) };
}

/** A line through the points with rounded corners. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    path += next === undefined ? `L${point.x} ${point.y}` : `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return path;
}
