/** Which rows of a long table are on the screen. Rows have one height, so this is arithmetic. */

/** Tallest element that every browser lays out exactly, in px; taller tables are scrolled by proportion. */
const TALLEST = 8_000_000;

export interface RowWindow {
  /** First row to draw, from 0, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Where the first drawn row stands, in px from the top of the scrolled area. */
  readonly top: number;
  /** Height of the scrolled area in px. */
  readonly height: number;
}

export interface Viewport {
  readonly rowCount: number;
  /** Heights in px. */
  readonly rowHeight: number;
  readonly viewHeight: number;
  readonly scrollTop: number;
  /** Rows drawn beyond each edge of the view. */
  readonly overscan: number;
}

/** Where the area must be scrolled so that a row is in view, nearest to where it is now. */
export function scrollToRow(row: number, viewport: Viewport): number {
  const { rowCount, rowHeight, viewHeight, scrollTop } = viewport;
  const full = rowCount * rowHeight;
  const height = Math.min(full, TALLEST);
  const reach = Math.max(0, height - viewHeight);
  const scale = height === full || reach === 0 ? 1 : (full - viewHeight) / reach;
  const offset = scrollTop * scale;
  const wanted = row * rowHeight < offset ? row * rowHeight : (row + 1) * rowHeight > offset + viewHeight ? (row + 1) * rowHeight - viewHeight : offset;
  return Math.min(reach, Math.max(0, wanted / scale));
}

/** @returns the rows to draw; the whole table is reachable whatever its length */
export function rowWindow({ rowCount, rowHeight, viewHeight, scrollTop, overscan }: Viewport): RowWindow {
  const full = rowCount * rowHeight;
  const height = Math.min(full, TALLEST);
  const reach = Math.max(0, height - viewHeight);
  const scrolled = Math.min(Math.max(0, scrollTop), reach);
  const offset = height === full || reach === 0 ? scrolled : (scrolled / reach) * (full - viewHeight);
  const first = Math.max(0, Math.floor(offset / rowHeight) - overscan);
  const end = Math.min(rowCount, Math.ceil((offset + viewHeight) / rowHeight) + overscan);
  return { first, end, top: scrolled - (offset - first * rowHeight), height };
}
