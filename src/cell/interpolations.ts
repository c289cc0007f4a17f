import { parseExpression } from "@babel/parser";

/** A `${expression}` in a text. Offsets count UTF-16 units from the text's start. */
export interface InterpolationMatch {
  /** Offset of `$`. */
  readonly start: number;
  /** Offset after the closing `}`. */
  readonly end: number;
  readonly expression: string;
  /** Offset of the first character after `${`. */
  readonly expressionStart: number;
  /** Set when no closing brace makes a readable expression. `offset` is in the text. */
  readonly error?: { readonly message: string; readonly offset: number };
}

/** A brace that is never closed must not make a long text slow: so many closing braces are tried. */
const maxClosings = 200;

const fenceOpening = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`\n]*$)|~{3,})/;
const punctuation = /[!-/:-@[-`{-~]/;

/**
 * Finds the `${…}` parts of markdown, in order. Code spans, fenced code and `\${` are literal. An expression ends at
 * the first `}` that leaves something the parser accepts as one TypeScript expression.
 */
export function findInterpolations(text: string): InterpolationMatch[] {
  const matches: InterpolationMatch[] = [];
  let offset = 0;
  while (offset < text.length) {
    if (offset === 0 || text[offset - 1] === "\n") {
      const end = fencedCodeEnd(text, offset);
      if (end > offset) {
        offset = end;
        continue;
      }
    }
    const character = text[offset];
    if (character === "\\" && punctuation.test(text[offset + 1] ?? "")) offset += 2;
    else if (character === "`") offset = codeSpanEnd(text, offset);
    else if (character === "$" && text[offset + 1] === "{") {
      const match = matchInterpolation(text, offset);
      matches.push(match);
      offset = match.end;
    } else offset += 1;
  }
  return matches;
}

/** Offset after the fenced code that opens on the line at `lineStart`, or `lineStart` when none does. */
function fencedCodeEnd(text: string, lineStart: number): number {
  const fence = fenceOpening.exec(lineAt(text, lineStart))?.[1];
  if (fence === undefined) return lineStart;
  const closing = new RegExp(`^[ \\t>]*${fence.charAt(0) === "~" ? "~" : "`"}{${fence.length},}[ \\t]*$`);
  let offset = nextLine(text, lineStart);
  while (offset < text.length) {
    const line = lineAt(text, offset);
    offset = nextLine(text, offset);
    if (closing.test(line)) break;
  }
  return offset;
}

/** Offset after the code span that opens at `start`, or after its backticks when nothing closes it in the paragraph. */
function codeSpanEnd(text: string, start: number): number {
  const ticks = /^`+/.exec(text.slice(start, start + 100))?.[0].length ?? 1;
  const rest = text.slice(start + ticks);
  const blank = /\n[ \t]*\r?\n/.exec(rest);
  const paragraph = blank ? rest.slice(0, blank.index) : rest;
  for (const run of paragraph.matchAll(/`+/g)) {
    if (run[0].length === ticks) return start + ticks + run.index + ticks;
  }
  return start + ticks;
}

/** Reads the `${…}` that begins at `start`. */
export function matchInterpolation(text: string, start: number): InterpolationMatch {
  const expressionStart = start + 2;
  let problem: { message: string; offset: number } | undefined;
  let closing = text.indexOf("}", expressionStart);
  const firstClosing = closing;
  for (let tried = 0; closing !== -1 && tried < maxClosings; tried += 1) {
    const expression = text.slice(expressionStart, closing);
    const found = findProblem(expression);
    if (!found) return { start, end: closing + 1, expression, expressionStart };
    problem ??= { message: found.message, offset: expressionStart + found.offset };
    closing = text.indexOf("}", closing + 1);
  }
  const end = firstClosing === -1 ? expressionStart : firstClosing + 1;
  return {
    start,
    end,
    expression: firstClosing === -1 ? "" : text.slice(expressionStart, firstClosing),
    expressionStart,
    error: problem ?? { message: "`${` is never closed by a `}`.", offset: start },
  };
}

/** What is wrong with a text as one TypeScript expression, or null. */
function findProblem(expression: string): { message: string; offset: number } | null {
  if (expression.trim() === "") return { message: "There is no expression between the braces.", offset: 0 };
  try {
    const tree = parseExpression(expression, { sourceType: "module", plugins: ["typescript"], attachComment: false });
    // A line comment would swallow the closing brace.
    const lastComment = tree.comments?.at(-1);
    if (lastComment?.type === "CommentLine" && lastComment.end === expression.length) {
      return { message: "The comment swallows the closing brace.", offset: lastComment.start ?? 0 };
    }
    return null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const index = (error as SyntaxError & { loc?: { index: number } }).loc?.index ?? 0;
    return { message: `${error.message.replace(/\s*\(\d+:\d+\)$/, "")}`, offset: Math.min(index, expression.length) };
  }
}

function lineAt(text: string, lineStart: number): string {
  const end = text.indexOf("\n", lineStart);
  return text.slice(lineStart, end === -1 ? text.length : end).replace(/\r$/, "");
}

function nextLine(text: string, lineStart: number): number {
  const end = text.indexOf("\n", lineStart);
  return end === -1 ? text.length : end + 1;
}
