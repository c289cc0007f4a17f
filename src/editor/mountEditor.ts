/** A live editor in an element, with the metrics of the standing code it takes the place of. */
import { editor, KeyCode, KeyMod, MarkerSeverity } from "monaco-editor/editor";
import "./monaco.ts";
import { cellAt, modelOf } from "./cellModels.ts";
import { markedSpans } from "./codeMarker.ts";
import type { CodeMarker } from "./codeMarker.ts";
import { THEME } from "./monacoTheme.ts";
import type { OpenCell } from "./openCells.ts";
import type { TextPlace } from "./textPlace.ts";

export interface EditorMount {
  readonly cell: OpenCell;
  /** Element whose font the editor takes over. */
  readonly fontFrom: HTMLElement;
  /** Room around the text in px. */
  readonly padding: { readonly x: number; readonly y: number };
  readonly label: string;
  /** Offsets of the selection to begin with, where it began and where it ends. Absent: as the editor was left. */
  readonly selection?: readonly [number, number];
  readonly onRun: () => void;
  readonly onRunAndAdvance: () => void;
  readonly onEscape: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  /** The text has another number of lines; called before the editor is drawn again. */
  readonly onLineCount: (lines: number) => void;
}

export interface MountedEditor {
  focus(): void;
  hasFocus(): boolean;
  type(text: string): void;
  setMarkers(markers: readonly CodeMarker[]): void;
  /** Puts the caret at a place and takes the focus. */
  reveal(place: TextPlace): void;
  dispose(): void;
}

const OWNER = "watercourse";
/** Where a closed editor was left: caret, selection, scrolling. */
const viewStates = new WeakMap<OpenCell, editor.ICodeEditorViewState>();

/** Nothing that shows something over the text and wants Escape for itself. */
const escapeIsFree =
  "editorTextFocus && !suggestWidgetVisible && !findWidgetVisible && !renameInputVisible && !parameterHintsVisible && !markersNavigationVisible && !inSnippetMode && !editorHoverVisible && !editorHasMultipleSelections && !inlineSuggestionVisible && !referenceSearchVisible";

export async function mountEditor(host: HTMLElement, mount: EditorMount): Promise<MountedEditor> {
  const model = modelOf(mount.cell);
  await editor.colorize("", model.getLanguageId(), {});
  const own = editor.create(host, { model, ...calmOptions, ...fontOptions(mount), ariaLabel: ariaLabel(mount.label) });
  const left = viewStates.get(mount.cell);
  if (left !== undefined) own.restoreViewState(left);
  if (mount.selection !== undefined) select(own, model, mount.selection);
  addKeys(own, mount);
  own.onDidFocusEditorWidget(mount.onFocus);
  own.onDidBlurEditorWidget(mount.onBlur);
  own.onDidContentSizeChange(() => {
    mount.onLineCount(model.getLineCount());
    own.layout();
  });
  own.render(true);
  return {
    focus: () => own.focus(),
    hasFocus: () => own.hasWidgetFocus(),
    type: (text) => own.trigger("keyboard", "type", { text }),
    setMarkers: (markers) => editor.setModelMarkers(model, OWNER, markers.length === 0 ? [] : markerData(model, markers)),
    reveal: (place) => {
      own.setPosition({ lineNumber: place.line, column: place.column });
      own.revealPosition({ lineNumber: place.line, column: place.column });
      own.focus();
    },
    dispose: () => {
      const state = own.saveViewState();
      if (state !== null) viewStates.set(mount.cell, state);
      own.dispose();
    },
  };
}

const calmOptions: editor.IStandaloneEditorConstructionOptions = {
  theme: THEME,
  automaticLayout: true,
  lineNumbers: "off",
  glyphMargin: false,
  folding: false,
  lineNumbersMinChars: 0,
  minimap: { enabled: false },
  wordWrap: "off",
  renderLineHighlight: "none",
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  scrollBeyondLastLine: false,
  scrollBeyondLastColumn: 2,
  scrollbar: { vertical: "hidden", horizontalScrollbarSize: 10, useShadows: false, alwaysConsumeMouseWheel: false, ignoreHorizontalScrollbarInContentHeight: true },
  stickyScroll: { enabled: false },
  guides: { indentation: false, bracketPairs: false },
  matchBrackets: "near",
  occurrencesHighlight: "singleFile",
  "semanticHighlighting.enabled": false,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true, nonBasicASCII: false },
  fixedOverflowWidgets: true,
  wordBasedSuggestions: "off",
  suggest: { showWords: false, preview: false },
  inlayHints: { enabled: "off" },
  colorDecorators: false,
  tabSize: 2,
  fontLigatures: false,
  letterSpacing: 0,
  roundedSelection: true,
  cursorWidth: 2,
  lightbulb: { enabled: editor.ShowLightbulbIconMode.Off },
  // Arrow keys at the first and last line stay in the cell; Escape leads out.
  tabFocusMode: false,
};

function fontOptions({ fontFrom, padding }: EditorMount): editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(fontFrom);
  return {
    fontFamily: style.fontFamily,
    fontSize: parseFloat(style.fontSize),
    lineHeight: parseFloat(style.lineHeight),
    fontWeight: style.fontWeight,
    lineDecorationsWidth: padding.x,
    padding: { top: padding.y, bottom: padding.y },
  };
}

function ariaLabel(label: string): string {
  return `${label}. Escape leaves the editor; Control M lets the Tab key move the focus.`;
}

function addKeys(own: editor.IStandaloneCodeEditor, mount: EditorMount): void {
  own.addAction({ id: "cell.run", label: "Run cell", keybindings: [KeyMod.CtrlCmd | KeyCode.Enter], run: mount.onRun });
  own.addAction({ id: "cell.runAndAdvance", label: "Run cell and go to the next", keybindings: [KeyMod.Shift | KeyCode.Enter], run: mount.onRunAndAdvance });
  own.addAction({ id: "cell.leave", label: "Leave the editor", keybindings: [KeyCode.Escape], precondition: escapeIsFree, run: mount.onEscape });
}

function select(own: editor.IStandaloneCodeEditor, model: editor.ITextModel, [from, to]: readonly [number, number]): void {
  const start = model.getPositionAt(from);
  const end = model.getPositionAt(to);
  own.setSelection({ selectionStartLineNumber: start.lineNumber, selectionStartColumn: start.column, positionLineNumber: end.lineNumber, positionColumn: end.column });
}

function markerData(model: editor.ITextModel, markers: readonly CodeMarker[]): editor.IMarkerData[] {
  return markedSpans(model.getValue(), markers).map(({ line, column, length, message }) => ({
    severity: MarkerSeverity.Error,
    message,
    startLineNumber: line,
    startColumn: column,
    endLineNumber: line,
    endColumn: column + length,
  }));
}

/** "Go to definition" into another cell leads there. */
editor.registerEditorOpener({
  openCodeEditor: (_source, resource, target) => {
    const cell = cellAt(resource.toString());
    if (cell === undefined) return false;
    const place = target === undefined ? { lineNumber: 1, column: 1 } : "lineNumber" in target ? target : { lineNumber: target.startLineNumber, column: target.startColumn };
    cell.reveal({ line: place.lineNumber, column: place.column });
    return true;
  },
});
