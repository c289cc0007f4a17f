import { useEffect, useId, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { KeyboardEvent, MouseEvent } from "react";
import type { CellLang } from "../cell/types.ts";
import { markedSpans } from "./codeMarker.ts";
import type { CodeMarker } from "./codeMarker.ts";
import { declareTypes, OpenCell, openCell } from "./openCells.ts";
import { OwnEchoes } from "./ownEchoes.ts";
import { PlainEditor } from "./PlainEditor.tsx";
import { StaticCode } from "./StaticCode.tsx";
import { offsetAt, offsetAtPoint, selectedOffsets } from "./textPlace.ts";
import type { TextPlace } from "./textPlace.ts";
import { fetchEditor, useLiveEditor } from "./useLiveEditor.ts";
import { useOverflow } from "./useOverflow.ts";
import "./CodeView.css";

export type { CodeMarker } from "./codeMarker.ts";

export interface CodeViewProps {
  readonly cellId: string;
  readonly code: string;
  readonly lang: CellLang;
  /** The code can be read, selected and run, not changed. */
  readonly readonly: boolean;
  /** Called with each change that the reader makes. */
  readonly onChange: (code: string) => void;
  /** Ctrl+Enter, ⌘+Enter. */
  readonly onRun: () => void;
  /** Shift+Enter. */
  readonly onRunAndAdvance: () => void;
  /** Escape; the focus is on the code's frame by then. */
  readonly onEscape?: () => void;
  readonly markers: readonly CodeMarker[];
  /** What this code is, for those who hear it: `Cell rows`. */
  readonly label: string;
  /** Moves the caret to a place, each time with another `nonce`. */
  readonly reveal?: TextPlace & { readonly nonce: number };
  /** Declarations (`declare const rows: Row[];`) of names that no cell with code brings, for the type checker. */
  readonly extraTypes?: string;
}

/** Room around the text in px; the style sheet says the same. */
const PADDING = { x: 16, y: 12 };

/**
 * The code of a cell. It stands still, coloured, until the reader clicks into it or presses Enter on it; then an editor
 * takes its place without moving anything. Small touch screens get the browser's own text field.
 */
export function CodeView(props: CodeViewProps) {
  return <CellCode key={`${props.lang} ${props.cellId}`} {...props} />;
}

/** The code of one and the same cell. */
function CellCode(props: CodeViewProps) {
  const { cellId, code, lang, label, markers, reveal, extraTypes } = props;
  const hint = useId();
  const frame = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLElement>(null);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const isWide = useOverflow(scroller);
  const latest = useRef(props);
  const [cell] = useState(() => new OpenCell(cellId, lang, code));
  const [echoes] = useState(() => new OwnEchoes());
  const [selection, setSelection] = useState<readonly [number, number]>([0, 0]);
  const [place, setPlace] = useState<TextPlace | null>(null);
  const text = useSyncExternalStore(
    (listener) => cell.subscribe(listener),
    () => cell.code,
  );

  const leave = () => {
    frame.current?.focus({ preventScroll: true });
    latest.current.onEscape?.();
  };
  const live = useLiveEditor(host, () => {
    const font = still.current;
    if (font === null) throw new Error(`The code of ${cellId} is not on the page.`);
    return {
      cell,
      fontFrom: font,
      padding: PADDING,
      label,
      onRun: () => latest.current.onRun(),
      onRunAndAdvance: () => latest.current.onRunAndAdvance(),
      onEscape: leave,
      onLineCount: (lines) => frame.current?.style.setProperty("--code-lines", String(lines)),
    };
  });

  const show = (wanted: TextPlace) => {
    const offset = offsetAt(cell.code, wanted);
    frame.current?.scrollIntoView({ block: "nearest" });
    if (live.mode === "live") live.current.current?.reveal(wanted);
    else if (live.mode === "plain") setPlace({ ...wanted });
    else open([offset, offset]);
  };
  const open = (wanted?: readonly [number, number]) => {
    if (latest.current.readonly) return;
    frame.current?.focus({ preventScroll: true });
    if (wanted !== undefined) setSelection(wanted);
    if (isPhone()) live.openPlain();
    else live.open(wanted);
  };
  useLayoutEffect(() => {
    latest.current = props;
    cell.listen({
      onEdit: (next) => {
        echoes.sent(next);
        latest.current.onChange(next);
      },
      onReveal: show,
    });
  });
  useEffect(() => openCell(cell), [cell]);
  useLayoutEffect(() => {
    if (!echoes.returns(code)) cell.replace(code);
  }, [code, cell, echoes]);

  const shown = useRef<number>(undefined);
  useEffect(() => {
    if (reveal === undefined || reveal.nonce === shown.current) return;
    shown.current = reveal.nonce;
    cell.reveal(reveal);
  }, [reveal, cell]);

  useEffect(() => {
    if (extraTypes !== undefined) declareTypes(extraTypes);
  }, [extraTypes]);

  useEffect(() => {
    if (live.mode === "live") live.current.current?.setMarkers(markers);
  }, [live.mode, live.current, markers]);

  const onClick = (event: MouseEvent) => {
    if (live.mode !== "still" || still.current === null) return;
    const at = offsetAtPoint(still.current, event.clientX, event.clientY) ?? text.length;
    open(selectedOffsets(still.current) ?? [Math.min(at, text.length), Math.min(at, text.length)]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.target !== frame.current && event.target !== scroller) || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && command) latest.current.onRun();
    else if (event.key === "Enter" && event.shiftKey) latest.current.onRunAndAdvance();
    else if (live.mode === "opening" && !command && (event.key.length === 1 || event.key === "Enter")) live.type(event.key === "Enter" ? "\n" : event.key);
    else if (event.key === "Enter" && live.mode === "live") live.current.current?.focus();
    else if (event.key === "Enter" && live.mode === "still" && !props.readonly) open();
    else return;
    event.preventDefault();
  };
  const warm = () => {
    if (!props.readonly && live.mode === "still" && !isPhone()) void fetchEditor();
  };

  const lines = text.split("\n").length;
  return (
    <div
      ref={frame}
      className="code-frame"
      data-mode={live.mode}
      data-readonly={props.readonly || undefined}
      style={{ "--code-lines": lines } as React.CSSProperties}
      role="group"
      aria-label={label}
      aria-describedby={hint}
      tabIndex={live.mode === "still" || live.mode === "opening" ? 0 : -1}
      onPointerDown={warm}
      onFocus={warm}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {live.mode !== "plain" && (
        <div
          ref={setScroller}
          className="code-still"
          aria-hidden={live.mode === "live"}
          {...(isWide && live.mode !== "live" ? { tabIndex: 0, role: "group", "aria-label": "Code that scrolls sideways" } : {})}
        >
          <StaticCode code={text} lang={lang} codeRef={still} />
          {live.mode !== "live" && <Squiggles code={text} markers={markers} />}
        </div>
      )}
      {live.mode === "plain" && (
        <PlainEditor
          code={text}
          lang={lang}
          label={label}
          selection={selection}
          reveal={place}
          onChange={(next) => cell.edit(next)}
          onRun={() => latest.current.onRun()}
          onRunAndAdvance={() => latest.current.onRunAndAdvance()}
          onEscape={leave}
        />
      )}
      <div ref={host} className="code-live" />
      <span id={hint} className="code-hint">
        {props.readonly ? "Read only. Control Enter runs it." : "Enter edits, Control Enter runs."}
      </span>
      {live.problem !== null && (
        <output className="code-problem">The full editor could not be loaded; this plain one works too.</output>
      )}
    </div>
  );
}

/** Wavy lines under what is marked, while no editor draws them. */
function Squiggles({ code, markers }: { code: string; markers: readonly CodeMarker[] }) {
  if (markers.length === 0) return null;
  return (
    <div className="code-marks" aria-hidden="true">
      {markedSpans(code, markers).map(({ line, column, length, message }, index) => (
        <span key={index} className="code-mark" title={message} style={{ top: `calc(${line - 1} * var(--line-code))`, left: `${column - 1}ch`, width: `${length}ch` }} />
      ))}
    </div>
  );
}

/** A small screen under a finger. */
function isPhone(): boolean {
  return matchMedia("(pointer: coarse) and (max-width: 760px)").matches;
}
