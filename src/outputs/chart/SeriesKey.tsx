import { markPath, type SeriesLook } from "./seriesLook.ts";
import { Texture } from "./Texture.tsx";

/** The small sample of a series beside its name: a stretch of its line with a mark, or a patch of its texture. */
export function SeriesKey({ look, kind }: { look: SeriesLook; kind: "line" | "patch" | "mark" }) {
  if (kind === "patch") {
    const id = `key-${look.color.replace(/\W/g, "")}-${look.texture}`;
    return (
      <svg className="output-chart-key" width={14} height={14} aria-hidden="true">
        <defs>
          <Texture id={id} look={look} />
        </defs>
        <rect x={1} y={1} width={12} height={12} rx={2} fill={`url(#${id})`} stroke={look.color} />
      </svg>
    );
  }
  const width = kind === "line" ? 26 : 12;
  return (
    <svg className="output-chart-key" width={width} height={12} aria-hidden="true">
      {kind === "line" && <path d={`M0,6H${width}`} stroke={look.color} strokeWidth={2} strokeDasharray={look.dash} fill="none" />}
      <path transform={`translate(${width / 2},6)`} d={markPath(look.shape, 3.5)} fill={look.color} />
    </svg>
  );
}
