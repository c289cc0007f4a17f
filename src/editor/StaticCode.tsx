import { memo, useMemo } from "react";
import type { Ref } from "react";
import { highlightCode } from "./highlight.ts";
import "./code.css";

export interface StaticCodeProps {
  readonly code: string;
  /** A cell's language, or the first word of a fence. */
  readonly lang: string;
  /** Gives the `<code>` element, whose text is exactly `code` (plus one line break that keeps a last empty line visible). */
  readonly codeRef?: Ref<HTMLElement>;
}

/** Code that stands still, coloured. */
export const StaticCode = memo(function StaticCode({ code, lang, codeRef }: StaticCodeProps) {
  const html = useMemo(() => ({ __html: `${highlightCode(code, lang)}\n` }), [code, lang]);
  return (
    <pre className="code-static">
      <code ref={codeRef} dangerouslySetInnerHTML={html} />
    </pre>
  );
});
