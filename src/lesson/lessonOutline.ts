/** A lesson's headings, for the outline beside it and for links to its sections. */
import { Lexer, type Token, type Tokens } from "marked";
import type { LessonDocument } from "./types.ts";

export interface OutlineEntry {
  /** 1 to 6. */
  readonly level: number;
  /** Without emphasis marks, links and code marks. */
  readonly text: string;
  /** Unique in the lesson, made as GitHub makes it, so that a link works there and here. */
  readonly slug: string;
  /** The prose block that holds the heading. */
  readonly blockId: string;
}

/** Lists every heading of the prose, also those in lists and quotes, in the order of the page. */
export function lessonOutline(document: LessonDocument): OutlineEntry[] {
  const given = new Set<string>();
  return document.blocks.flatMap((block) => {
    if (block.kind !== "prose") return [];
    return headings(new Lexer({ gfm: true }).lex(block.text)).map((heading) => {
      const text = plainText(heading.tokens).trim();
      return { level: heading.depth, text, slug: uniqueSlug(text, given), blockId: block.id };
    });
  });
}

function headings(tokens: readonly Token[]): Tokens.Heading[] {
  return tokens.flatMap((token) => {
    if (token.type === "heading") return [token as Tokens.Heading];
    if (token.type === "list") return (token as Tokens.List).items.flatMap((item) => headings(item.tokens));
    return token.type === "blockquote" ? headings((token as Tokens.Blockquote).tokens) : [];
  });
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === "html") return "";
      if (token.type === "br") return " ";
      if ("tokens" in token && token.tokens !== undefined) return plainText(token.tokens);
      return decodeEntities("text" in token ? String(token.text) : token.raw);
    })
    .join("");
}

const namedEntities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00A0" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return namedEntities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** GitHub's rule: lower case, only letters, numbers, `_`, `-` and spaces, spaces to hyphens; then `-1`, `-2` … for the repeated. */
function uniqueSlug(text: string, given: Set<string>): string {
  const base = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-") || "section";
  let slug = base;
  for (let count = 1; given.has(slug); count += 1) slug = `${base}-${count}`;
  given.add(slug);
  return slug;
}
