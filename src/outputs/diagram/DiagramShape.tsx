import type { NodeShape } from "./diagramModel.ts";
import type { Box } from "./layoutDiagram.ts";

/** The outline of a node. */
export function DiagramShape({ shape, box }: { shape: NodeShape; box: Box }) {
  const { x, y, width, height } = box;
  const className = "output-diagram-node";
  switch (shape) {
    case "circle":
      return <ellipse className={className} cx={x + width / 2} cy={y + height / 2} rx={width / 2} ry={height / 2} />;
    case "diamond":
      return <path className={className} d={`M${x + width / 2} ${y}L${x + width} ${y + height / 2}L${x + width / 2} ${y + height}L${x} ${y + height / 2}Z`} />;
    case "hexagon":
      return <path className={className} d={`M${x + 12} ${y}H${x + width - 12}L${x + width} ${y + height / 2}L${x + width - 12} ${y + height}H${x + 12}L${x} ${y + height / 2}Z`} />;
    case "cylinder":
      return (
        <>
          <path className={className} d={`M${x} ${y + 6}v${height - 12}c0 8 ${width} 8 ${width} 0v${12 - height}c0 -8 ${-width} -8 ${-width} 0Z`} />
          <path className="output-diagram-line" d={`M${x} ${y + 6}c0 8 ${width} 8 ${width} 0`} />
        </>
      );
    case "double":
      return (
        <>
          <rect className={className} {...box} rx="2" />
          <path className="output-diagram-line" d={`M${x + 7} ${y}v${height}M${x + width - 7} ${y}v${height}`} />
        </>
      );
    default:
      return <rect className={className} {...box} rx={shape === "pill" ? height / 2 : shape === "round" ? 10 : 3} />;
  }
}
