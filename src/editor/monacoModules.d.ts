/** Modules of Monaco that it ships without types, as far as they are used here. */

declare module "monaco-editor/languages/definitions/typescript/typescript" {
  import type { languages } from "monaco-editor/editor";
  export const language: languages.IMonarchLanguage;
  export const conf: languages.LanguageConfiguration;
}

declare module "monaco-editor/language/typescript/ts.worker" {
  import type { worker } from "monaco-editor/editor";

  /** A span of a file, in UTF-16 units from 0. */
  export interface TextSpan {
    readonly start: number;
    readonly length: number;
  }

  export interface Diagnostic {
    readonly start: number | undefined;
    readonly length: number | undefined;
    readonly code: number;
    readonly category: 0 | 1 | 2 | 3;
    readonly messageText: unknown;
  }

  export interface NavigationTree {
    readonly spans: readonly TextSpan[];
    readonly childItems?: readonly NavigationTree[];
  }

  interface InFile {
    readonly fileName: string;
    readonly textSpan: TextSpan;
  }

  /** The checker behind the editor: host and front of TypeScript's language service. */
  export class TypeScriptWorker {
    constructor(context: worker.IWorkerContext, createData: unknown);
    getScriptFileNames(): string[];
    getScriptVersion(fileName: string): string;
    getScriptKind(fileName: string): number;
    getSyntacticDiagnostics(fileName: string): Promise<Diagnostic[]>;
    getSemanticDiagnostics(fileName: string): Promise<Diagnostic[]>;
    getFormattingEditsForDocument(fileName: string, options: unknown): Promise<{ readonly span: TextSpan }[]>;
    getFormattingEditsForRange(fileName: string, start: number, end: number, options: unknown): Promise<{ readonly span: TextSpan }[]>;
    findRenameLocations(fileName: string, position: number, inStrings: boolean, inComments: boolean, affixes: boolean): Promise<readonly InFile[] | undefined>;
    getReferencesAtPosition(fileName: string, position: number): Promise<readonly InFile[] | undefined>;
    getDefinitionAtPosition(fileName: string, position: number): Promise<readonly InFile[] | undefined>;
    getDocumentHighlights(
      fileName: string,
      position: number,
      files: readonly string[],
    ): Promise<readonly { readonly fileName: string; readonly highlightSpans: readonly { readonly textSpan: TextSpan }[] }[] | undefined>;
    getNavigationTree(fileName: string): Promise<NavigationTree | undefined>;
    protected _getModel(fileName: string): worker.IMirrorModel | null;
    protected _getScriptText(fileName: string): string | undefined;
    static clearFiles(diagnostics: readonly Diagnostic[]): Diagnostic[];
  }

  export function initialize(create: (context: worker.IWorkerContext, createData: unknown) => TypeScriptWorker): void;

  /** TypeScript itself, as far as top-level names need it. */
  export const ts: { readonly typescript: import("./declaredNames.ts").TypeScriptApi };
}
