/** Reading single points of a chart: by pointer the nearest one, by keyboard one after the other. */
import { useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import type { ChartModel } from "./chartModel.ts";

/** Where the points of a chart stand: px in its box. */
export interface PlotGeometry {
  x(index: number): number | undefined;
  y(index: number, field: string): number | undefined;
}

export interface PointReader {
  /** Index of the point that is read; null when there is none. */
  readonly active: number | null;
  /** Reached by keys: the point is said, not only shown. */
  readonly byKeys: boolean;
  /** The drawing tells where its points stand, each time that they move. */
  place(geometry: PlotGeometry): void;
  readonly handlers: {
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerLeave(): void;
    onKeyDown(event: KeyboardEvent<HTMLElement>): void;
    onBlur(): void;
  };
}

/** @param nearestInBoth  the pointer chooses by both directions, as in a cloud of points; else by the horizontal one */
export function usePointReader(model: ChartModel | null, nearestInBoth: boolean): PointReader {
  const [read, setRead] = useState<{ readonly index: number; readonly byKeys: boolean } | null>(null);
  const geometry = useRef<PlotGeometry | null>(null);
  const readable = (index: number): boolean => model?.series.some((series) => !series.hidden && typeof model.points[index]?.[series.field] === "number") === true;
  const active = read !== null && readable(read.index) ? read.index : null;

  const move = (from: number, step: 1 | -1) => {
    for (let index = from; index >= 0 && index < (model?.points.length ?? 0); index += step) {
      if (readable(index)) return setRead({ index, byKeys: true });
    }
  };
  return {
    active,
    byKeys: read?.byKeys === true,
    place: (next) => {
      geometry.current = next;
    },
    handlers: {
      onPointerMove: (event) => {
        if (model === null || geometry.current === null) return;
        const box = event.currentTarget.getBoundingClientRect();
        const index = nearest(model, geometry.current, event.clientX - box.left, nearestInBoth ? event.clientY - box.top : null);
        setRead(index === null ? null : { index, byKeys: false });
      },
      onPointerLeave: () => setRead((old) => (old?.byKeys === true ? old : null)),
      onBlur: () => setRead(null),
      onKeyDown: (event) => {
        const last = (model?.points.length ?? 0) - 1;
        if (event.key === "ArrowRight") move(active === null ? 0 : active + 1, 1);
        else if (event.key === "ArrowLeft") move(active === null ? last : active - 1, -1);
        else if (event.key === "Home") move(0, 1);
        else if (event.key === "End") move(last, -1);
        else if (event.key === "Escape" && active !== null) setRead(null);
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}

function nearest(model: ChartModel, geometry: PlotGeometry, x: number, y: number | null): number | null {
  let best: number | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (const index of model.points.keys()) {
    const across = (geometry.x(index) ?? Number.POSITIVE_INFINITY) - x;
    for (const series of model.series) {
      if (series.hidden || typeof model.points[index]?.[series.field] !== "number") continue;
      const down = y === null ? 0 : (geometry.y(index, series.field) ?? Number.POSITIVE_INFINITY) - y;
      const away = Math.hypot(across, down);
      if (away < distance) [best, distance] = [index, away];
      if (y === null) break;
    }
  }
  return y !== null && distance > 48 ? null : best;
}
