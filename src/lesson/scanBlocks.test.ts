import { expect, test } from "vitest";
import { createLineMap } from "./lineMap.ts";
import { scanBlocks } from "./scanBlocks.ts";

/** Each leaf as `kind firstLine-lastLine`, with `>` before those in lists and quotes. */
function scan(text: string): string[] {
  const lineMap = createLineMap(text);
  return scanBlocks(text, lineMap).map(({ kind, range, isNested }) => `${isNested ? "> " : ""}${kind} ${lineMap.lineAt(range.start) + 1}-${lineMap.lineAt(range.end) + 1}`);
}

// The expectations below follow CommonMark 0.31; the random comparison with its reference implementation that this
// scan passed does not run here, so the cases that such a comparison is good at are kept by hand.
test.each<[string, string, string[]]>([
  ["a fence closes with at least as many marks", "```\na\n``\nb\n````\nc", ["fence 1-5", "paragraph 6-6"]],
  ["only marks of the same kind close a fence", "```\n~~~\n```~~\n```", ["fence 1-4"]],
  ["a closing fence has nothing behind it but spaces", "```\n``` a\n``` \t", ["fence 1-3"]],
  ["a closing fence is indented by at most three spaces", "```\n    ```\n   ```", ["fence 1-3"]],
  ["a fence without an end reaches to the end of the file", "```\na\n\n", ["fence 1-3"]],
  ["backticks in the info string make it a paragraph", "``` a`b\n```", ["paragraph 1-1", "fence 2-2"]],
  ["tildes may have backticks in the info string", "~~~ a`b\n~~~", ["fence 1-2"]],
  ["a fence interrupts a paragraph", "text\n```\n```\ntext", ["paragraph 1-1", "fence 2-3", "paragraph 4-4"]],
  ["four spaces are code, but not within a paragraph", "    ```\n\ntext\n    ```", ["code 1-1", "paragraph 3-4"]],
  ["a tab is four columns", "\t```\n  \t```", ["code 1-2"]],
  ["blank lines between code lines belong to it, those after it do not", "    a\n\n    b\n\nc", ["code 1-3", "paragraph 5-5"]],
  ["a fence in a list is nested, and ends with the item", "- ```\n  a\n```\nb", ["> fence 1-2", "fence 3-4"]],
  ["the text of an item sets how far its lines are indented", "10. a\n\n   ```\n   ```", ["> paragraph 1-1", "fence 3-4"]],
  ["an item that begins with a blank line holds one line of nothing", "-\n\n  ```\n  ```", ["fence 3-4"]],
  ["an item goes on after blank lines", "- a\n\n\n  ```\n  ```\n", ["> paragraph 1-1", "> fence 4-5"]],
  ["a line of a paragraph may leave out the quote's mark; a fence may not", "> a\nb\n```\n```", ["> paragraph 1-2", "fence 3-4"]],
  ["a fence in a quote ends with the quote", "> ```\na", ["> fence 1-1", "paragraph 2-2"]],
  ["a list inside a quote inside a list", "- > 1. ```\n  >    a\n  >    ```\n  > b", ["> fence 1-3", "> paragraph 4-4"]],
  ["a number other than one does not interrupt a paragraph", "a\n2. ```\n1. b", ["paragraph 1-2", "> paragraph 3-3"]],
  ["an empty item does not interrupt a paragraph", "a\n*\nb", ["paragraph 1-3"]],
  ["a line of dashes makes a heading of the paragraph above", "a\nb\n---\nc", ["heading 1-3", "paragraph 4-4"]],
  ["a line of dashes alone is a rule", "---\n***\n```\n```", ["fence 3-4"]],
  ["headings have a space after their marks", "# a\n#b\n####### c", ["heading 1-1", "paragraph 2-3"]],
  ["a block of HTML ends with a blank line", "<div>\n```\n\n```\n```", ["html 1-2", "fence 4-5"]],
  ["a comment ends with its mark, blank lines or not", "<!-- a\n\n```\n-->\n```\n```", ["html 1-4", "fence 5-6"]],
  ["a script ends with its closing tag", "<script>\n\n```\n</script> a\nb", ["html 1-4", "paragraph 5-5"]],
  ["an unknown tag alone on its line is HTML, but does not interrupt a paragraph", "<x-y a='1'>\n```\n\na\n<x-y>\n```\n```", ["html 1-2", "paragraph 4-5", "fence 6-7"]],
  ["line ends may be of any kind", "```\r\na\r\n```\r```\r```\n", ["fence 1-3", "fence 4-5"]],
])("%s", (_, text, leaves) => {
  expect(scan(text)).toEqual(leaves);
});
