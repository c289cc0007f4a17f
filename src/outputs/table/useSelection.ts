import { useState } from "react";
import type { KeyboardEvent, MouseEvent } from "react";

/** A place in the table: row and column from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells: where it began, and where it is being drawn to. */
export interface Selection {
  readonly anchor: Place;
  readonly head: Place;
}

export interface SelectionDoors {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly pageRows: number;
  reveal(place: Place): void;
  copy(selection: Selection): void;
}

/** Cells chosen by pointer and keyboard, as in a spreadsheet: arrows move, Shift extends, Ctrl+A takes all, Ctrl+C copies. */
export function useSelection({ rowCount, columnCount, pageRows, reveal, copy }: SelectionDoors) {
  const [selection, setSelection] = useState<Selection | null>(null);

  const goTo = (place: Place, extends_: boolean) => {
    const head = { row: clamp(place.row, rowCount), column: clamp(place.column, columnCount) };
    setSelection((before) => ({ anchor: extends_ && before !== null ? before.anchor : head, head }));
    reveal(head);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (rowCount === 0 || event.altKey || event.target !== event.currentTarget) return;
    const head = selection?.head ?? { row: 0, column: 0 };
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "a") {
      event.preventDefault();
      setSelection({ anchor: { row: 0, column: 0 }, head: { row: rowCount - 1, column: columnCount - 1 } });
      return;
    }
    if (command && event.key === "c" && selection !== null) {
      event.preventDefault();
      copy(selection);
      return;
    }
    if (event.key === "Escape" && selection !== null) {
      setSelection({ anchor: selection.head, head: selection.head });
      return;
    }
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    goTo(selection === null ? head : move(head, { command, pageRows, rowCount, columnCount }), event.shiftKey);
  };

  /** For pointers: the cell is told by `data-row` and `data-column`. */
  const onMouseDown = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (place === null || event.button !== 0) return;
    setSelection((before) => ({ anchor: event.shiftKey && before !== null ? before.anchor : place, head: place }));
    if (event.shiftKey) event.preventDefault();
  };
  const onMouseMove = (event: MouseEvent) => {
    const place = event.buttons === 1 ? placeOf(event.target) : null;
    if (place === null || selection === null || (place.row === selection.head.row && place.column === selection.head.column)) return;
    setSelection({ anchor: selection.anchor, head: place });
  };

  return { selection, clear: () => setSelection(null), handlers: { onKeyDown, onMouseDown, onMouseMove } };
}

/** The rectangle's edges: first row and column, and those after the last. */
export function bounds({ anchor, head }: Selection): { top: number; bottom: number; left: number; right: number } {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row) + 1,
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column) + 1,
  };
}

interface Reach {
  readonly command: boolean;
  readonly pageRows: number;
  readonly rowCount: number;
  readonly columnCount: number;
}

const moves: Readonly<Record<string, (from: Place, reach: Reach) => Place>> = {
  ArrowDown: ({ row, column }, { command, rowCount }) => ({ row: command ? rowCount - 1 : row + 1, column }),
  ArrowUp: ({ row, column }, { command }) => ({ row: command ? 0 : row - 1, column }),
  ArrowRight: ({ row, column }, { command, columnCount }) => ({ row, column: command ? columnCount - 1 : column + 1 }),
  ArrowLeft: ({ row, column }, { command }) => ({ row, column: command ? 0 : column - 1 }),
  PageDown: ({ row, column }, { pageRows }) => ({ row: row + pageRows, column }),
  PageUp: ({ row, column }, { pageRows }) => ({ row: row - pageRows, column }),
  Home: ({ row }, { command }) => ({ row: command ? 0 : row, column: 0 }),
  End: ({ row }, { command, rowCount, columnCount }) => ({ row: command ? rowCount - 1 : row, column: columnCount - 1 }),
};

function clamp(at: number, count: number): number {
  return Math.min(count - 1, Math.max(0, at));
}

function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("td[data-column]") : null;
  const row = cell?.parentElement?.dataset["row"];
  return cell === null || row === undefined ? null : { row: Number(row), column: Number(cell.dataset["column"]) };
}
