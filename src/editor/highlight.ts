/** Colours for code that nobody is editing. Small enough for the reading path: three grammars, no editor. */
import hljs from "highlight.js/lib/core";
import markdown from "highlight.js/lib/languages/markdown";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";

hljs.registerLanguage("typescript", typescript);
hljs.registerLanguage("sql", (highlighter) => {
  const grammar = sql(highlighter);
  return { ...grammar, contains: [{ scope: "subst", begin: /\$\{/, end: /\}/, subLanguage: "typescript" }, ...grammar.contains] };
});
hljs.registerLanguage("markdown", markdown);

/** First words of a fence, or cell languages, and the grammar that colours them. */
const grammars: Readonly<Record<string, string>> = {
  ts: "typescript",
  tsx: "typescript",
  typescript: "typescript",
  js: "typescript",
  jsx: "typescript",
  javascript: "typescript",
  json: "typescript",
  sql: "sql",
  md: "markdown",
  markdown: "markdown",
};

/**
 * Code as HTML with `hljs-…` spans. Everything in the code is escaped, so the result is safe to insert.
 *
 * @param lang  the first word of a fence; a language without a grammar comes back escaped and uncoloured
 */
export function highlightCode(code: string, lang: string): string {
  const grammar = grammars[lang.toLowerCase()];
  if (grammar === undefined) return escapeHtml(code);
  return hljs.highlight(code, { language: grammar, ignoreIllegals: true }).value;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
