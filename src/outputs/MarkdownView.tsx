import { useLayoutEffect, useRef } from "react";
import { renderMarkdown } from "./markdown/renderMarkdown.ts";
import { sanitizeHtml } from "./markdown/sanitizeHtml.ts";
import { createSlugger } from "./markdown/slugs.ts";
import { typesetMath } from "./markdown/typesetMath.ts";
import "../editor/code.css";
import "./MarkdownView.css";

export interface MarkdownViewProps {
  /** GitHub-flavoured markdown; HTML in it is sanitised. */
  readonly markdown: string;
  /**
   * Gives headings ids: `true` makes GitHub's slugs, unique within this text; a list gives the ids in the order of the
   * headings, for a page of several texts. Absent: no ids.
   */
  readonly headingIds?: boolean | readonly string[];
}

/** Prose. Nothing in it can run, submit or reach outside its own box: see `sanitizeHtml`. */
export function MarkdownView({ markdown, headingIds = false }: MarkdownViewProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const fragment = sanitizeHtml(renderMarkdown(markdown));
    if (headingIds !== false) giveHeadingIds(fragment, headingIds);
    for (const table of fragment.querySelectorAll("table")) wrapTable(table);
    for (const code of fragment.querySelectorAll("pre")) reachByKeyboard(code, "Code");
    const math = [...fragment.querySelectorAll<HTMLElement>("code.math-inline, code.math-block")];
    box.current?.replaceChildren(fragment);
    if (math.length > 0) return typesetMath(math);
    return undefined;
  }, [markdown, headingIds]);
  return <div ref={box} className="output-markdown" />;
}

function giveHeadingIds(fragment: DocumentFragment, headingIds: true | readonly string[]): void {
  const slug = createSlugger();
  fragment.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((heading, index) => {
    const id = headingIds === true ? slug(heading.textContent) : headingIds[index];
    if (id !== undefined) heading.id = id;
  });
}

/** A wide table scrolls in a box of its own. */
function wrapTable(table: HTMLTableElement): void {
  const scroller = document.createElement("div");
  scroller.className = "output-markdown-table";
  reachByKeyboard(scroller, "Table");
  table.replaceWith(scroller);
  scroller.append(table);
}

/** Lets the arrow keys scroll what may be wider than the page. */
function reachByKeyboard(scroller: HTMLElement, name: string): void {
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", name);
}
