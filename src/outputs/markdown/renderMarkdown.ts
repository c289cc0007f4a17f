/** Markdown → HTML text. The result is not safe yet: `sanitizeHtml` comes after it, always. */
import { Marked } from "marked";
import { highlightCode } from "../../editor/highlight.ts";

const marked = new Marked({
  gfm: true,
  async: false,
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
