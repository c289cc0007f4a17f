/** One Monaco model for each cell on the page, edited or not, so that types flow from cell to cell and undo outlives an editor. */
import { editor, Uri } from "monaco-editor/editor";
import { typescriptDefaults } from "monaco-editor/languages/features/typescript/register";
import { checkCellsSoon } from "./cellDiagnostics.ts";
import { CELLS_FOLDER } from "./cellFolder.ts";
import { watchCells, watchTypes } from "./openCells.ts";
import type { OpenCell } from "./openCells.ts";

const languages: Readonly<Record<string, string>> = { ts: "typescript", tsx: "typescript", sql: "sql", md: "markdown" };

interface CellModel {
  readonly model: editor.ITextModel;
  readonly cell: OpenCell;
  /** How many changes of ours are under way; those are not told to the page. */
  applying: number;
}

const models = new Map<string, CellModel>();
const byUri = new Map<string, CellModel>();

/** Starts keeping models in step with the cells on the page; called once, when Monaco is set up. */
export function followCells(): void {
  watchCells((cell, change) => {
    if (change === "opened") open(cell);
    else if (change === "changed") apply(cell);
    else close(cell);
  });
  watchTypes((declarations) => {
    typescriptDefaults.addExtraLib(declarations, "file:///declared.d.ts");
    checkCellsSoon();
  });
}

/** The model of a cell that is on the page. @throws when the cell is not open, which is a mistake of the caller */
export function modelOf(cell: OpenCell): editor.ITextModel {
  const found = models.get(cell.key);
  if (found === undefined) throw new Error(`The cell ${cell.key} has no model.`);
  return found.model;
}

/** The cell whose model has this address, if it is a cell's. */
export function cellAt(uri: string): OpenCell | undefined {
  return byUri.get(uri)?.cell;
}

function open(cell: OpenCell): void {
  const uri = Uri.parse(`${CELLS_FOLDER}${cell.key}.${cell.lang}`);
  const model = editor.createModel(cell.code, languages[cell.lang] ?? "plaintext", uri);
  model.updateOptions({ tabSize: 2, insertSpaces: true, trimAutoWhitespace: false });
  model.setEOL(editor.EndOfLineSequence.LF);
  const entry: CellModel = { model, cell, applying: 0 };
  model.onDidChangeAttached(checkCellsSoon);
  model.onDidChangeContent(() => {
    checkCellsSoon();
    if (entry.applying > 0) return;
    cell.edit(model.getValue());
  });
  models.set(cell.key, entry);
  byUri.set(uri.toString(), entry);
  checkCellsSoon();
}

/** The page's text becomes the model's, as one step that undo can take back. */
function apply(cell: OpenCell): void {
  const entry = models.get(cell.key);
  if (entry === undefined || entry.model.getValue() === cell.code) return;
  entry.applying += 1;
  entry.model.pushStackElement();
  entry.model.pushEditOperations([], [{ range: entry.model.getFullModelRange(), text: cell.code }], () => null);
  entry.model.pushStackElement();
  entry.applying -= 1;
}

function close(cell: OpenCell): void {
  const entry = models.get(cell.key);
  if (entry === undefined) return;
  models.delete(cell.key);
  byUri.delete(entry.model.uri.toString());
  entry.model.dispose();
  checkCellsSoon();
}
