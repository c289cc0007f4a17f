/** Places in a text, and places on the screen: what a click on standing code means in the editor that takes its place. */

/** Line and column from 1, as editors count. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** @param offset  in UTF-16 units from 0; beyond the end counts as the end */
export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: before.length - lineStart + 1 };
}

/** The reverse of `placeAt`; a column beyond its line counts as the line's end. */
export function offsetAt(text: string, { line, column }: TextPlace): number {
  const lines = text.split("\n");
  const index = Math.min(Math.max(1, line), lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  return start + Math.min(Math.max(1, column) - 1, lines[index]?.length ?? 0);
}

/** Offset in the text of `root` that is nearest to a point of the window, or null when the point is not on text. */
export function offsetAtPoint(root: HTMLElement, x: number, y: number): number | null {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (caret !== undefined && caret !== null) return offsetOfNode(root, caret.offsetNode, caret.offset);
  const range = document.caretRangeFromPoint?.(x, y);
  return range === undefined || range === null ? null : offsetOfNode(root, range.startContainer, range.startOffset);
}

/** The selection inside `root` as two offsets, where it began and where it ended; null when there is none. */
export function selectedOffsets(root: HTMLElement): readonly [number, number] | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.anchorNode === null || selection.focusNode === null) return null;
  const anchor = offsetOfNode(root, selection.anchorNode, selection.anchorOffset);
  const focus = offsetOfNode(root, selection.focusNode, selection.focusOffset);
  return anchor === null || focus === null ? null : [anchor, focus];
}

function offsetOfNode(root: HTMLElement, node: Node, offset: number): number | null {
  if (!root.contains(node)) return null;
  const range = document.createRange();
  range.selectNodeContents(root);
  range.setEnd(node, offset);
  return range.toString().length;
}
