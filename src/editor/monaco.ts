/**
 * Monaco, set up once, when the first cell is edited: the editor with all its features, three languages, its workers,
 * and the page's colours. Import this file lazily; it is large.
 */
import { editor, languages } from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/markdown/register";
import "monaco-editor/languages/definitions/sql/register";
import { conf, language } from "monaco-editor/languages/definitions/typescript/typescript";
import { typescriptDefaults } from "monaco-editor/languages/features/typescript/register";
import { followCells } from "./cellModels.ts";
import { libraryFiles } from "./libraryTypes.ts";
import { followPageTheme } from "./monacoTheme.ts";
import { withCallsAndTypes } from "./monacoTokens.ts";

self.MonacoEnvironment = {
  getWorker: (_module, label) =>
    label === "typescript"
      ? new Worker(new URL("./cell-ts.worker.ts", import.meta.url), { type: "module", name: "cell-types" })
      : new Worker(new URL("./editor.worker.ts", import.meta.url), { type: "module", name: "editor" }),
};

languages.register({ id: "typescript", extensions: [".ts", ".tsx"], aliases: ["TypeScript"] });
languages.setMonarchTokensProvider("typescript", withCallsAndTypes(language));
languages.setLanguageConfiguration("typescript", conf);

/**
 * Cells are modules in a worker: newest syntax, top-level await, no DOM. Strict where it helps a learner, silent where it
 * would ask for annotations.
 */
typescriptDefaults.setCompilerOptions({
  target: 99,
  module: 99,
  // "Bundler"; the enum in Monaco's types ends before it.
  moduleResolution: 100 as 2,
  moduleDetection: 3,
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  noImplicitAny: false,
  useUnknownInCatchVariables: false,
  skipLibCheck: true,
  jsx: 1,
  lib: ["lib.esnext.d.ts", "lib.webworker.d.ts", "lib.webworker.asynciterable.d.ts"],
});
typescriptDefaults.setModeConfiguration({ ...typescriptDefaults.modeConfiguration, diagnostics: false });
typescriptDefaults.setEagerModelSync(true);
typescriptDefaults.setExtraLibs(libraryFiles());

followPageTheme(editor);
followCells();
