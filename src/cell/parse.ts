import { parse, type ParserPlugin } from "@babel/parser";
import type * as t from "@babel/types";

/** A problem that the parser itself reports. `reason` is its stable name for the rule, e.g. `MissingSemicolon`. */
export interface SyntaxProblem {
  readonly reason: string;
  readonly message: string;
  readonly offset: number;
}

/** A cell's text as a tree. `program` is null when not even a partial tree could be made. */
export interface ParsedCode {
  readonly code: string;
  readonly program: t.Program | null;
  /** In text order. */
  readonly comments: readonly t.Comment[];
  /** In the order in which the parser met them. */
  readonly problems: readonly SyntaxProblem[];
}

/** What the parser throws and collects: a SyntaxError with extra fields. */
interface ParserError {
  readonly message: string;
  readonly reasonCode?: string;
  readonly loc?: { readonly index: number };
}

const plugins: ParserPlugin[] = [
  "typescript",
  // Parsed only so that they can be reported by name.
  "decorators",
  "decoratorAutoAccessors",
  "explicitResourceManagement",
];

/**
 * Parses a cell as an ECMAScript module with TypeScript types (and JSX for `tsx`).
 * Offsets in the tree are offsets of `code`. Never throws for bad text.
 */
export function parseCode(code: string, lang: "ts" | "tsx"): ParsedCode {
  try {
    const file = parse(code, {
      sourceType: "module",
      plugins: lang === "tsx" ? [...plugins, "jsx"] : plugins,
      errorRecovery: true,
      attachComment: false,
      allowUndeclaredExports: true,
      createParenthesizedExpressions: true,
    });
    const problems = (file.errors ?? []).map((error) => toProblem(error as unknown as ParserError));
    return { code, program: file.program, comments: file.comments ?? [], problems };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { code, program: null, comments: [], problems: [toProblem(error as ParserError)] };
  }
}

function toProblem(error: ParserError): SyntaxProblem {
  return {
    reason: error.reasonCode ?? "Unknown",
    message: error.message.replace(/\s*\(\d+:\d+\)$/, ""),
    offset: error.loc?.index ?? 0,
  };
}
