/** The page's tokens as a Monaco theme, kept in step with `data-theme`. */
import type { editor } from "monaco-editor/editor";
import { readTokenColors } from "./tokenColors.ts";

/** Name of the one theme, redefined whenever the page's theme changes. */
export const THEME = "watercourse";

/** Defines the theme now and again on each change of the page's theme. Lives as long as the page. */
export function followPageTheme(monacoEditor: typeof editor): void {
  const define = () => {
    monacoEditor.defineTheme(THEME, themeData());
    monacoEditor.setTheme(THEME);
  };
  define();
  new MutationObserver(define).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
}

function themeData(): editor.IStandaloneThemeData {
  const colors = readTokenColors();
  const dark = document.documentElement.dataset["theme"] === "dark";
  const rule = (token: string, color: string, fontStyle = "") => ({ token, foreground: color.slice(1), fontStyle });
  return {
    base: dark ? "vs-dark" : "vs",
    inherit: false,
    rules: [
      rule("", colors.ink),
      rule("keyword", colors["code-keyword"]),
      rule("keyword.other", colors["code-string"]),
      rule("string", colors["code-string"]),
      rule("string.escape", colors["code-string"]),
      rule("regexp", colors["code-string"]),
      rule("number", colors["code-number"]),
      rule("comment", colors["code-comment"]),
      rule("type", colors["code-type"]),
      rule("type.identifier", colors["code-type"]),
      rule("predefined", colors["code-type"]),
      rule("function", colors["code-function"]),
      rule("delimiter", colors.ink),
      rule("strong", colors.ink, "bold"),
      rule("emphasis", colors.ink, "italic"),
    ],
    colors: {
      "editor.background": "#00000000",
      "editor.foreground": colors.ink,
      "editorCursor.foreground": colors.ink,
      "editor.selectionBackground": `${colors.focus}40`,
      "editor.inactiveSelectionBackground": `${colors.focus}26`,
      "editor.selectionHighlightBackground": `${colors.focus}1f`,
      "editor.wordHighlightBackground": `${colors.focus}1a`,
      "editor.wordHighlightStrongBackground": `${colors.focus}26`,
      "editor.findMatchBackground": `${colors.warn}66`,
      "editor.findMatchHighlightBackground": `${colors.warn}33`,
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`editorBracketHighlight.foreground${level}`, colors.ink])),
      "editorBracketHighlight.unexpectedBracket.foreground": colors.ink,
      "editorBracketMatch.background": `${colors.focus}26`,
      "editorBracketMatch.border": "#00000000",
      "editorError.foreground": colors.error,
      "editorWarning.foreground": colors.warn,
      "editorInfo.foreground": colors.accent,
      "editorHint.foreground": colors["ink-faint"],
      "editorWidget.background": colors["paper-raised"],
      "editorWidget.foreground": colors.ink,
      "editorWidget.border": colors.hairline,
      "editorHoverWidget.background": colors["paper-raised"],
      "editorHoverWidget.border": colors.hairline,
      "editorSuggestWidget.background": colors["paper-raised"],
      "editorSuggestWidget.border": colors.hairline,
      "editorSuggestWidget.foreground": colors.ink,
      "editorSuggestWidget.selectedForeground": colors.ink,
      "editorSuggestWidget.selectedBackground": colors["accent-tint"],
      "editorSuggestWidget.highlightForeground": colors.accent,
      "editorSuggestWidget.focusHighlightForeground": colors.accent,
      "list.hoverBackground": colors.tint,
      "input.background": colors.paper,
      "input.foreground": colors.ink,
      "input.border": colors.hairline,
      focusBorder: colors.focus,
      "widget.shadow": "#00000022",
      "widget.border": colors.hairline,
      "scrollbarSlider.background": `${colors["ink-faint"]}33`,
      "scrollbarSlider.hoverBackground": `${colors["ink-faint"]}66`,
      "scrollbarSlider.activeBackground": `${colors["ink-faint"]}80`,
      "menu.background": colors["paper-raised"],
      "menu.foreground": colors.ink,
      "menu.border": colors.hairline,
      "menu.selectionBackground": colors["accent-tint"],
      "menu.selectionForeground": colors.ink,
      "menu.separatorBackground": colors.hairline,
      "quickInput.background": colors["paper-raised"],
      "quickInput.foreground": colors.ink,
      "quickInputList.focusBackground": colors["accent-tint"],
      "quickInputList.focusForeground": colors.ink,
      "textLink.foreground": colors.accent,
      "textLink.activeForeground": colors.accent,
      descriptionForeground: colors["ink-soft"],
    },
  };
}
