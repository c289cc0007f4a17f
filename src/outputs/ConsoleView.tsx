import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ConsoleLine } from "../kernel/protocol.ts";
import { formatNumber } from "./numbers.ts";
import "./ConsoleView.css";

/** Lines that are in the page at once; earlier ones are counted, and copied with the rest. */
const SHOWN = 1000;
/** Distance from the end, in px, within which the reader still counts as reading along. */
const NEAR_END = 24;

/** What a cell printed: monospaced, capped in height, at the end while it grows unless the reader scrolled up. */
export function ConsoleView({ lines }: { lines: readonly ConsoleLine[] }) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);

  useLayoutEffect(() => {
    if (follows.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  });

  if (lines.length === 0) return null;
  const hidden = Math.max(0, lines.length - SHOWN);
  return (
    <div className="output-console">
      <div
        ref={box}
        className="output-console-lines"
        role="log"
        aria-live="off"
        aria-label={`Console, ${formatNumber(lines.length)} ${lines.length === 1 ? "line" : "lines"}`}
        tabIndex={0}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          follows.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
        }}
      >
        {hidden > 0 && <p className="output-console-cut">{formatNumber(hidden)} earlier lines are not shown; Copy takes them all.</p>}
        {lines.slice(hidden).map((line, index) => (
          <ConsoleRow key={hidden + index} line={line} />
        ))}
      </div>
      <CopyButton text={() => lines.map((line) => line.text).join("\n")} />
    </div>
  );
}

function ConsoleRow({ line }: { line: ConsoleLine }) {
  const marked = line.level === "warn" || line.level === "error";
  return (
    <div className="output-console-line" data-level={line.level}>
      {marked && <span className="output-console-level">{line.level === "warn" ? "warning" : "error"} </span>}
      {line.text}
    </div>
  );
}

/** Puts a text on the clipboard and says so for a moment. */
function CopyButton({ text }: { text: () => string }) {
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  useEffect(() => {
    if (state === "ready") return;
    const timer = setTimeout(() => setState("ready"), 1600);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(text()).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  };
  return (
    <button type="button" className="output-button output-console-copy" onClick={copy}>
      <span aria-live="polite">{state === "ready" ? "Copy" : state === "copied" ? "Copied" : "Not allowed"}</span>
    </button>
  );
}
