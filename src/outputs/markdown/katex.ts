/** KaTeX with its fonts, in a chunk of its own. */
import katex from "katex";
import "katex/dist/katex.min.css";

/** Longer texts are no formulas for people. */
const longestFormula = 5_000;

/** Sets a formula in the place of its text. What KaTeX cannot read keeps its text and says why on hover. */
export function renderFormula(place: HTMLElement, isBlock: boolean): void {
  const tex = place.textContent;
  if (tex.length > longestFormula) return;
  const formula = document.createElement("span");
  formula.className = isBlock ? "output-formula-block" : "output-formula";
  try {
    // `trust: false`: no links, pictures or HTML out of a formula; expansion is bounded.
    katex.render(tex, formula, { displayMode: isBlock, trust: false, strict: "ignore", maxExpand: 500, maxSize: 40, throwOnError: true });
  } catch (error) {
    place.title = error instanceof Error ? error.message : String(error);
    return;
  }
  if (isBlock) {
    formula.tabIndex = 0;
    formula.setAttribute("role", "group");
    formula.setAttribute("aria-label", "Formula");
  }
  place.replaceWith(formula);
}
