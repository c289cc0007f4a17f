/** Monaco's TypeScript grammar, moved a little so that code looks the same standing still and being edited. */
import type { languages } from "monaco-editor/editor";

/** Words that name types wherever they stand; the grammar has them as keywords. */
const typeWords = ["any", "bigint", "boolean", "never", "number", "object", "string", "symbol", "unknown"];

/** @param grammar  Monaco's own for TypeScript; @returns a copy that knows calls and built-in types */
export function withCallsAndTypes(grammar: languages.IMonarchLanguage): languages.IMonarchLanguage {
  const keywords = (grammar["keywords"] as string[]).filter((word) => !typeWords.includes(word) && word !== "global" && word !== "require");
  const common = grammar.tokenizer["common"] ?? [];
  const words = { "@keywords": "keyword", "@typeWords": "type" };
  return {
    ...grammar,
    keywords,
    typeWords,
    tokenizer: {
      ...grammar.tokenizer,
      common: [
        [/[a-z_$][\w$]*(?=\s*\()/, { cases: { ...words, "@default": "function" } }],
        [/#?[a-z_$][\w$]*/, { cases: { ...words, "@default": "identifier" } }],
        ...common.slice(1),
      ],
    },
  };
}
