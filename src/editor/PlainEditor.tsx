import { useLayoutEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import { StaticCode } from "./StaticCode.tsx";
import { offsetAt } from "./textPlace.ts";
import type { TextPlace } from "./textPlace.ts";

export interface PlainEditorProps {
  readonly code: string;
  readonly lang: string;
  readonly label: string;
  /** Selection to begin with, as offsets. */
  readonly selection: readonly [number, number];
  /** Moves the caret when the object changes. */
  readonly reveal: TextPlace | null;
  readonly onChange: (code: string) => void;
  readonly onRun: () => void;
  readonly onRunAndAdvance: () => void;
  readonly onEscape: () => void;
}

/** The browser's own text field over coloured code: for phones, whose keyboards and selection handles it serves best, and when Monaco cannot be loaded. */
export function PlainEditor(props: PlainEditorProps) {
  const { code, lang, label, selection, reveal, onChange } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const start = useRef(selection);

  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(Math.min(...start.current), Math.max(...start.current));
  }, []);
  useLayoutEffect(() => {
    if (reveal === null || field.current === null) return;
    const offset = offsetAt(field.current.value, reveal);
    field.current.focus();
    field.current.setSelectionRange(offset, offset);
  }, [reveal]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const action = event.key === "Enter" && (event.ctrlKey || event.metaKey) ? props.onRun : event.key === "Enter" && event.shiftKey ? props.onRunAndAdvance : event.key === "Escape" ? props.onEscape : null;
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  return (
    <div className="code-plain">
      <StaticCode code={code} lang={lang} />
      <textarea
        ref={field}
        className="code-textarea"
        value={code}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        autoComplete="off"
        aria-label={label}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
