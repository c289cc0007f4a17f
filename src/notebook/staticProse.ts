import type { ProseBlock } from "../lesson/types.ts";

/**
 * The markdown of a prose block before its cell has run: each `${…}` is a quiet `…` that holds its place, and a
 * `\${` is the literal that it stands for.
 */
export function staticProse(block: Pick<ProseBlock, "text" | "interpolations">): string {
  let markdown = "";
  let position = 0;
  for (const { range } of block.interpolations) {
    markdown += literal(block.text.slice(position, range.start)) + "…";
    position = range.end;
  }
  return markdown + literal(block.text.slice(position));
}

function literal(text: string): string {
  return text.replaceAll("\\${", "${");
}
