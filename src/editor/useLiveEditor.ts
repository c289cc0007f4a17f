import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { takeSlot } from "./liveEditors.ts";
import type { LiveEditorSlot } from "./liveEditors.ts";
import type * as Editors from "./mountEditor.ts";
import type { EditorMount, MountedEditor } from "./mountEditor.ts";

/** How long an editor without focus is kept, in ms. */
const PATIENCE = 60_000;
/** How far out of view an editor without focus is kept. */
const NEAR = "1200px 0px";

/** Still: coloured text. Opening: Monaco is on its way. Live: Monaco. Plain: the browser's own field. */
export type EditorMode = "still" | "opening" | "live" | "plain";

export interface LiveEditor {
  readonly mode: EditorMode;
  /** Why the plain field stands in for Monaco, if it does so against our wish. */
  readonly problem: string | null;
  /** Text typed before the editor was there. */
  type(text: string): void;
  open(selection?: readonly [number, number]): void;
  openPlain(): void;
  close(): void;
  readonly current: RefObject<MountedEditor | null>;
}

/** Fetches Monaco ahead of its use; failing is told when it is used. */
export function fetchEditor(): Promise<typeof Editors> {
  const fetched = import("./mountEditor.ts");
  fetched.catch(() => undefined);
  return fetched;
}

/**
 * Brings Monaco into `host` when asked and takes it away again: when three younger ones are alive, when it has been
 * without focus for a minute or far out of view. Its text, undo history and caret outlive it.
 *
 * @param describe  what to mount; called when Monaco is there, so that nothing in it is old
 */
export function useLiveEditor(host: RefObject<HTMLElement | null>, describe: () => Omit<EditorMount, "selection" | "onFocus" | "onBlur">): LiveEditor {
  const [mode, setMode] = useState<EditorMode>("still");
  const [problem, setProblem] = useState<string | null>(null);
  const current = useRef<MountedEditor | null>(null);
  const slot = useRef<LiveEditorSlot | null>(null);
  const typed = useRef("");
  const opening = useRef(0);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(describe);
  useLayoutEffect(() => {
    latest.current = describe;
  });

  const close = useCallback(() => {
    opening.current += 1;
    clearTimeout(idle.current);
    slot.current?.release();
    slot.current = null;
    current.current?.dispose();
    current.current = null;
    setMode("still");
  }, []);

  const open = useCallback(
    (selection?: readonly [number, number]) => {
      const turn = ++opening.current;
      typed.current = "";
      setMode("opening");
      const mount = async () => {
        const { mountEditor } = await fetchEditor();
        if (turn !== opening.current || host.current === null) return;
        const mounted = await mountEditor(host.current, {
          ...latest.current(),
          selection,
          onFocus: () => {
            clearTimeout(idle.current);
            slot.current?.touch();
          },
          onBlur: () => {
            clearTimeout(idle.current);
            idle.current = setTimeout(close, PATIENCE);
          },
        });
        if (turn !== opening.current) {
          mounted.dispose();
          return;
        }
        current.current = mounted;
        slot.current = takeSlot(close);
        setMode("live");
      };
      mount().catch((error: unknown) => {
        if (turn !== opening.current) return;
        setProblem(error instanceof Error ? error.message : String(error));
        setMode("plain");
      });
    },
    [close, host],
  );

  // Only now can the editor be seen, and so take the focus; unless the reader has gone elsewhere meanwhile.
  useLayoutEffect(() => {
    const mounted = current.current;
    if (mode !== "live" || mounted === null) return;
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused.contains(host.current)) mounted.focus();
    if (typed.current !== "") mounted.type(typed.current);
    typed.current = "";
  }, [mode, host]);

  useEffect(() => {
    if (mode !== "live" || host.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry !== undefined && !entry.isIntersecting && current.current?.hasFocus() === false) close();
      },
      { rootMargin: NEAR },
    );
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [mode, close, host]);

  useEffect(
    () => () => {
      opening.current += 1;
      clearTimeout(idle.current);
      slot.current?.release();
      slot.current = null;
      current.current?.dispose();
      current.current = null;
    },
    [],
  );

  return {
    mode,
    problem,
    type: (text) => {
      typed.current += text;
    },
    open,
    openPlain: () => setMode("plain"),
    close,
    current,
  };
}
