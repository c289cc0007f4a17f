/** Type errors under live cells. Driven from here, because a change in one cell can be an error in another. */
import { editor, MarkerSeverity } from "monaco-editor/editor";
import { getTypeScriptWorker } from "monaco-editor/languages/features/typescript/register";

const OWNER = "types";
/** Time in ms without a change before cells are checked. */
const PAUSE = 350;
/** How often to ask for a checker that is still being loaded. */
const ATTEMPTS = 40;

type Checker = Awaited<ReturnType<Awaited<ReturnType<typeof getTypeScriptWorker>>>>;
type Diagnostic = Awaited<ReturnType<Checker["getSemanticDiagnostics"]>>[number];

let pause: ReturnType<typeof setTimeout> | undefined;
let turn = 0;

/** Checks all cells that are being edited, soon. Called when any cell's text changed, came or went, or an editor opened. */
export function checkCellsSoon(): void {
  clearTimeout(pause);
  pause = setTimeout(() => {
    const own = ++turn;
    checkCells(() => own === turn).catch((error: unknown) => {
      // A checker that dies takes the squiggles with it, and nothing else; the kernel still tells of every error.
      console.warn("The cells' types could not be checked.", error);
    });
  }, PAUSE);
}

/** @param isCurrent  false once a newer check has begun */
async function checkCells(isCurrent: () => boolean): Promise<void> {
  const models = editor.getModels().filter((model) => model.getLanguageId() === "typescript");
  if (models.length === 0) return;
  const client = await startedChecker();
  const checker = await client(...models.map((model) => model.uri));
  for (const model of models.filter((each) => !each.isDisposed() && each.isAttachedToEditor())) {
    const file = model.uri.toString();
    const found = [...(await checker.getSyntacticDiagnostics(file)), ...(await checker.getSemanticDiagnostics(file))];
    if (!isCurrent() || model.isDisposed()) return;
    editor.setModelMarkers(model, OWNER, found.map((diagnostic) => markerOf(model, diagnostic)));
  }
}

/** The checker registers itself a little after the first cell has a model. */
async function startedChecker(): ReturnType<typeof getTypeScriptWorker> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await getTypeScriptWorker();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function markerOf(model: editor.ITextModel, { start = 0, length = 1, category, code, messageText }: Diagnostic): editor.IMarkerData {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(start + length);
  return {
    severity: category === 1 ? MarkerSeverity.Error : category === 0 ? MarkerSeverity.Warning : MarkerSeverity.Info,
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
    message: flatMessage(messageText, 0),
    source: `TS${code}`,
  };
}

/** A message that explains itself in steps, as indented lines. */
function flatMessage(message: Diagnostic["messageText"], depth: number): string {
  if (typeof message === "string") return message;
  const rest = (message.next ?? []).map((next) => flatMessage(next, depth + 1));
  return [`${"  ".repeat(depth)}${message.messageText}`, ...rest].join("\n");
}
