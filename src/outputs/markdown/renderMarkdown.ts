/** Markdown → HTML text. The result is not safe yet: `sanitizeHtml` comes after it, always. */
import { Marked, type TokenizerAndRendererExtension } from "marked";
import { highlightCode } from "../../editor/highlight.ts";

/** `$x^2$` within a line, as pandoc reads it: no space inside the dollars, no figure after them, so that prices stay prices. */
const inlineMath: TokenizerAndRendererExtension = {
  name: "inlineMath",
  level: "inline",
  start: (text) => text.indexOf("$"),
  tokenizer(text) {
    const found = /^\$\$([^$]+?)\$\$/.exec(text) ?? /^\$(?![\s$])((?:\\[^]|[^\\$\n])+?)(?<!\s)\$(?!\d)/.exec(text);
    return found === null ? undefined : { type: "inlineMath", raw: found[0], text: found[1] ?? "" };
  },
  renderer: (token) => `<code class="math-inline">${escapeHtml(String(token["text"]))}</code>`,
};

/** `$$` on lines of their own. */
const blockMath: TokenizerAndRendererExtension = {
  name: "blockMath",
  level: "block",
  start: (text) => text.indexOf("\n$$"),
  tokenizer(text) {
    const found = /^\$\$\s*?\n?([^]+?)\n?\s*?\$\$[ \t]*(?:\n|$)/.exec(text);
    return found === null ? undefined : { type: "blockMath", raw: found[0], text: found[1] ?? "" };
  },
  renderer: (token) => `<p><code class="math-block">${escapeHtml(String(token["text"]))}</code></p>\n`,
};

const marked = new Marked({
  gfm: true,
  async: false,
  extensions: [blockMath, inlineMath],
  renderer: {
    code({ text, lang }) {
      const word = /^\S*/.exec(lang ?? "")?.[0] ?? "";
      return `<pre class="code-static"><code>${highlightCode(text, word)}\n</code></pre>\n`;
    },
  },
});

/** @param markdown  GitHub-flavoured markdown; HTML in it passes through */
export function renderMarkdown(markdown: string): string {
  return marked.parse(markdown, { async: false });
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
