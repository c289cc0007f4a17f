/**
 * Where raw HTML starts and ends between markdown blocks (CommonMark 0.31, section 4.6: seven kinds). Inside it a line
 * of backticks is text, not a fence.
 */

/** What ends an open HTML block: a line that matches, or a blank line. */
export type HtmlBlockEnd = RegExp | "blank line";

interface HtmlBlockKind {
  readonly start: RegExp;
  readonly end: HtmlBlockEnd;
  readonly interruptsParagraph: boolean;
}

const blockTags =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";
const attribute = String.raw`\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>${"`"}]+|'[^']*'|"[^"]*"))?`;
const openTag = String.raw`<[A-Za-z][A-Za-z0-9-]*(?:${attribute})*\s*/?>`;
const closeTag = String.raw`</[A-Za-z][A-Za-z0-9-]*\s*>`;

const kinds: readonly HtmlBlockKind[] = [
  { start: /^<(?:script|pre|textarea|style)(?:\s|>|$)/i, end: /<\/(?:script|pre|textarea|style)>/i, interruptsParagraph: true },
  { start: /^<!--/, end: /-->/, interruptsParagraph: true },
  { start: /^<\?/, end: /\?>/, interruptsParagraph: true },
  { start: /^<![A-Za-z]/, end: />/, interruptsParagraph: true },
  { start: /^<!\[CDATA\[/, end: /\]\]>/, interruptsParagraph: true },
  { start: new RegExp(`^</?(?:${blockTags})(?:\\s|/?>|$)`, "i"), end: "blank line", interruptsParagraph: true },
  { start: new RegExp(`^(?:${openTag}|${closeTag})\\s*$`, "i"), end: "blank line", interruptsParagraph: false },
];

/**
 * The end of the HTML block that `text` opens, or undefined when it opens none.
 *
 * @param text  a line without its indentation (at most three spaces)
 * @param inParagraph  whether the line would otherwise go on with an open paragraph
 */
export function startOfHtmlBlock(text: string, inParagraph: boolean): HtmlBlockEnd | undefined {
  if (!text.startsWith("<")) return undefined;
  return kinds.find((kind) => kind.start.test(text) && (kind.interruptsParagraph || !inParagraph))?.end;
}
