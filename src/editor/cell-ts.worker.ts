/**
 * The editor's type checker, taught that cells share their top-level names. Each cell is a module; after its text the
 * checker sees a suffix that imports the other cells' names and exports its own. Everything that would point into the
 * suffix is kept from the editor.
 */
import { initialize, ts, TypeScriptWorker } from "monaco-editor/language/typescript/ts.worker";
import type { Diagnostic, NavigationTree, TextSpan } from "monaco-editor/language/typescript/ts.worker";
import { CELLS_FOLDER } from "./cellFolder.ts";
import { cellSuffixes } from "./cellSuffix.ts";
import type { CellNames } from "./cellSuffix.ts";
import { declaredNames } from "./declaredNames.ts";

const typescript = ts.typescript;

/**
 * Complaints that a name or module is not known. The notebook knows better: names come from SQL cells and packages that
 * the checker does not see, and the kernel tells of those that are really missing.
 */
const unknownNames = new Set([2304, 2305, 2307, 2503, 2614, 2792, 7016, 7026, 18004]);

class CellTypeScriptWorker extends TypeScriptWorker {
  readonly #names = new Map<string, { version: string; cell: CellNames }>();
  #suffixes: { signature: string; byFile: ReadonlyMap<string, string> } = { signature: "", byFile: new Map() };

  override getScriptVersion(fileName: string): string {
    const version = super.getScriptVersion(fileName);
    const suffix = this.#suffix(fileName);
    return suffix === undefined ? version : `${version}${suffix}`;
  }

  protected override _getScriptText(fileName: string): string | undefined {
    const text = super._getScriptText(fileName);
    return text === undefined ? undefined : text + (this.#suffix(fileName) ?? "");
  }

  /** Of the cell's own text: the suffix must not hide, move or add anything. */
  override async getSyntacticDiagnostics(fileName: string): Promise<Diagnostic[]> {
    const text = super._getScriptText(fileName);
    if (text === undefined) return [];
    return CellTypeScriptWorker.clearFiles(typescript.createSourceFile(fileName, text, 99, false, this.getScriptKind(fileName)).parseDiagnostics);
  }

  override async getSemanticDiagnostics(fileName: string): Promise<Diagnostic[]> {
    if ((await this.getSyntacticDiagnostics(fileName)).length > 0) return [];
    const length = this.#length(fileName);
    const diagnostics = await super.getSemanticDiagnostics(fileName);
    return diagnostics.filter(({ start, code }) => (start ?? 0) < length && !unknownNames.has(code)).map(softenGuess);
  }

  override async getFormattingEditsForDocument(fileName: string, options: unknown): Promise<{ readonly span: TextSpan }[]> {
    return (await super.getFormattingEditsForDocument(fileName, options)).filter(({ span }) => this.#holds(fileName, span));
  }

  override async getFormattingEditsForRange(fileName: string, start: number, end: number, options: unknown): Promise<{ readonly span: TextSpan }[]> {
    return (await super.getFormattingEditsForRange(fileName, start, end, options)).filter(({ span }) => this.#holds(fileName, span));
  }

  override async findRenameLocations(fileName: string, position: number, inStrings: boolean, inComments: boolean, affixes: boolean) {
    return this.#inText(await super.findRenameLocations(fileName, position, inStrings, inComments, affixes));
  }

  override async getReferencesAtPosition(fileName: string, position: number) {
    return this.#inText(await super.getReferencesAtPosition(fileName, position));
  }

  override async getDefinitionAtPosition(fileName: string, position: number) {
    return this.#inText(await super.getDefinitionAtPosition(fileName, position));
  }

  override async getDocumentHighlights(fileName: string, position: number, files: readonly string[]) {
    const found = await super.getDocumentHighlights(fileName, position, files);
    return found?.map((file) => ({ ...file, highlightSpans: file.highlightSpans.filter(({ textSpan }) => this.#holds(file.fileName, textSpan)) }));
  }

  override async getNavigationTree(fileName: string): Promise<NavigationTree | undefined> {
    const tree = await super.getNavigationTree(fileName);
    if (tree === undefined) return undefined;
    return { ...tree, childItems: tree.childItems?.filter(({ spans }) => spans.every((span) => this.#holds(fileName, span))) };
  }

  #inText<Found extends { readonly fileName: string; readonly textSpan: TextSpan }>(found: readonly Found[] | undefined): Found[] | undefined {
    return found?.filter(({ fileName, textSpan }) => this.#holds(fileName, textSpan));
  }

  #holds(fileName: string, span: TextSpan): boolean {
    return span.start + span.length <= this.#length(fileName);
  }

  /** Length of the file as the editor has it, in UTF-16 units. */
  #length(fileName: string): number {
    return super._getScriptText(fileName)?.length ?? 0;
  }

  /** The suffix of a cell's file; undefined for all other files. */
  #suffix(fileName: string): string | undefined {
    if (!fileName.startsWith(CELLS_FOLDER)) return undefined;
    const files = this.getScriptFileNames().filter((name) => name.startsWith(CELLS_FOLDER));
    const signature = files.map((name) => `${name} ${super.getScriptVersion(name)}`).join("\n");
    if (signature !== this.#suffixes.signature) this.#suffixes = { signature, byFile: cellSuffixes(files.map((name) => this.#cellNames(name))) };
    return this.#suffixes.byFile.get(fileName.slice(CELLS_FOLDER.length));
  }

  #cellNames(fileName: string): CellNames {
    const version = super.getScriptVersion(fileName);
    const known = this.#names.get(fileName);
    if (known?.version === version) return known.cell;
    const source = typescript.createSourceFile(fileName, super._getScriptText(fileName) ?? "", 99, false, this.getScriptKind(fileName));
    const cell = { file: fileName.slice(CELLS_FOLDER.length), names: declaredNames(typescript, source.statements) };
    this.#names.set(fileName, { version, cell });
    return cell;
  }
}

/** "Did you mean …" is a guess while other cells may still bring the name: a warning. */
function softenGuess(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === 2552 ? { ...diagnostic, category: 0 } : diagnostic;
}

// The first message only wakes the worker; `initialize` listens for those that follow.
addEventListener("message", () => initialize((context, createData) => new CellTypeScriptWorker(context, createData)), { once: true });
