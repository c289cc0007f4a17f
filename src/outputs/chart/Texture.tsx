import type { SeriesLook } from "./seriesLook.ts";

/** Strokes of each texture on a tile of 8 px; the first series is plain. */
const strokes = ["", "M-2,2l4,-4M0,8l8,-8M6,10l4,-4", "M0,4h8", "M-2,6l4,4M0,0l8,8M6,-2l4,4", "M4,0v8", "M0,4h8M4,0v8"];

/** The filling of a series' bars and areas: its colour with strokes of the paper over it. */
export function Texture({ id, look }: { id: string; look: SeriesLook }) {
  return (
    <pattern id={id} width={8} height={8} patternUnits="userSpaceOnUse">
      <rect width={8} height={8} fill={look.color} />
      {look.texture > 0 && <path d={strokes[look.texture] ?? ""} stroke="var(--paper)" strokeWidth={1.4} strokeOpacity={0.6} />}
    </pattern>
  );
}
