/** Where cells are in the page, and how the keyboard and links get to them. */

/** The element id of a cell. */
export function elementIdOf(cell: string): string {
  return `cell-${cell}`;
}

/** Brings a cell into view and gives its code the focus, from where Enter edits. @returns false when the page has no such cell. */
export function focusCell(cell: string): boolean {
  const element = document.getElementById(elementIdOf(cell));
  if (element === null) return false;
  (element.querySelector<HTMLElement>(".code-frame, .cell-fold") ?? element).focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest", behavior: scrollBehavior() });
  return true;
}

/** The runnable cell that follows in the page, or null at the end. */
export function cellAfter(cell: string): string | null {
  const cells = [...document.querySelectorAll<HTMLElement>("[data-cell]")];
  const index = cells.findIndex((element) => element.dataset["cell"] === cell);
  return index === -1 ? null : (cells[index + 1]?.dataset["cell"] ?? null);
}

/** Smooth, unless the reader asked for less motion. */
export function scrollBehavior(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}
