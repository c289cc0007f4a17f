/** Formulas of markdown: KaTeX is fetched when the first one appears; until then, and where it fails, their text stands. */

/**
 * @param places  elements that hold TeX: `.math-inline`, or `.math-block` for a formula on its own line
 * @returns a function that gives the wish up
 */
export function typesetMath(places: readonly HTMLElement[]): () => void {
  let wanted = true;
  import("./katex.ts").then(
    ({ renderFormula }) => {
      if (wanted) for (const place of places) renderFormula(place, place.classList.contains("math-block"));
      return undefined;
    },
    // The formula's own text stays, which can be read.
    () => undefined,
  );
  return () => {
    wanted = false;
  };
}
