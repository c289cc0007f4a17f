/** What can go wrong while cells run: codes E200 to E299. */
import { type ErrorCatalogue, errorFactory } from "../diagnostic/codedError.ts";
import { inspectErrors } from "./inspect/errors.ts";
import { npmErrors } from "./npm/errors.ts";

export const kernelErrors = {
  E200: {
    name: "thrown",
    message: "{message}",
    why: "The code of this cell, or code that it called, threw this error.",
    fix: "Look at the marked line. Cells that read from this one were not run.",
  },
  E201: {
    name: "ancestor-failed",
    message: "Not run: cell \"{cause}\", which it reads from, ended with an error ({error}).",
    why: "This cell needs a name of cell \"{cause}\", directly or through others. Running it without would only fail in turn.",
    fix: "Put cell \"{cause}\" right and run it; this cell then runs by itself.",
  },
  E202: {
    name: "ancestor-stopped",
    message: "Not run: cell \"{cause}\", which it reads from, ended early with stop().",
    why: "Cell \"{cause}\" decided not to go on, so what it defines is not there.",
    fix: "When the condition in cell \"{cause}\" no longer holds, this cell runs again.",
  },
  E203: {
    name: "interrupted",
    message: "Interrupted.",
    why: "Stop was pressed while this cell ran or waited for its turn. All other cells kept their values.",
    fix: "Run the cell again when you want it to go on.",
  },
  E204: {
    name: "name-not-there",
    message: "`{name}` is not there: cell \"{cell}\" should have defined it, but {reason}.",
    why: "A name exists once the cell that defines it has run to that point without an error.",
    fix: "Put cell \"{cell}\" right and run it first.",
  },
  E205: {
    name: "private-name",
    message: "`{name}` belongs to cell \"{cell}\" alone, because names that start with `_` are local to the cell that defines them.",
    why: "A leading underscore keeps a name out of the other cells, so that several cells can use the same one.",
    fix: "Remove the underscore in cell \"{cell}\" if other cells should read it.",
  },
  E206: {
    name: "unknown-module",
    message: "The module \"{module}\" cannot be imported.",
    why: "A cell can import from \"watercourse\", and npm packages with their exact version.",
    fix: "Check the spelling. A package is imported like this: `import { chunk } from \"npm:lodash-es@4.17.21\"`.",
  },
  E207: {
    name: "unknown-export",
    message: "\"{module}\" has no `{name}`.",
    why: "It offers: {names}.",
    fix: "Check the spelling.",
  },
  E208: {
    name: "endless-state",
    message: "The cells set state again and again: stopped after {count} rounds.",
    why: "Each time this cell set a state, cells that read it ran and led to the next change.",
    fix: "Set the state only under a condition that ends, for example `if (n < 10) setN(n + 1)`.",
  },
  E209: {
    name: "kernel-died",
    message: "The worker that runs the cells has ended.",
    why: "Most often a cell used more memory than the browser gives. Every value is lost; your text is not.",
    fix: "Restart and run the cells again, with less data at once.",
  },
  E210: {
    name: "kernel-closed",
    message: "The worker that runs the cells was closed before it could answer.",
    why: "The notebook was closed or restarted in the meantime.",
    fix: "Try again after the restart.",
  },
  E211: {
    name: "manual-not-run",
    message: "Waits for cell \"{cause}\", which runs only when you run it.",
    why: "Cell \"{cause}\" takes its time, so it never runs by itself, and this cell reads `{name}` from it.",
    fix: "Run cell \"{cause}\"; this cell follows.",
  },
  E212: {
    name: "table-gone",
    message: "This table is no longer there.",
    why: "Its rows were kept for the run of the cell that showed it, and that run is over.",
    fix: "Run the cell again.",
  },
  E213: {
    name: "unknown-cell",
    message: "There is no cell \"{cell}\".",
    why: "The command names a cell that this notebook does not have.",
    fix: "Use one of the notebook's own cells.",
  },
  E214: {
    name: "duplicate-cell",
    message: "There is already a cell \"{cell}\".",
    why: "Every cell of a notebook has an id of its own.",
    fix: "Give the new cell another id.",
  },
  E215: {
    name: "not-open",
    message: "No notebook is open.",
    why: "The kernel was asked before it was given a notebook.",
    fix: "Open the notebook first.",
  },
  E216: {
    name: "cannot-be-evaluated",
    message: "{message}",
    why: "The browser could not read this cell's code although its analysis found nothing wrong.",
    fix: "Simplify the marked part, or use a current browser.",
  },
  E217: {
    name: "kernel-did-not-start",
    message: "The worker that runs the cells did not start.",
    why: "{reason}",
    fix: "Reload the page. If it stays so, use a current version of Chrome, Edge, Firefox or Safari.",
  },
  E219: {
    name: "pipeline-not-loaded",
    message: "The pipeline library could not be loaded: {reason}",
    why: "`dlt` and `env` are fetched when a cell first uses them.",
    fix: "Check your connection, then run the cell again.",
  },
  E220: {
    name: "kernel-replaced",
    message: "Stopped by starting the kernel anew: this cell did not listen to Stop.",
    why: "A single call of the browser that takes long (a regular expression, sorting without a function, a huge string) cannot be interrupted, and without shared memory no loop can. The other cells that were up to date run again by themselves.",
    fix: "Do the work in smaller portions, then run this cell again.",
  },
  E221: {
    name: "closes-worker",
    message: "`close()` would end the worker that runs all cells.",
    why: "Every value of the notebook lives in that worker.",
    fix: "To end a cell early, call `stop(true)`; to start afresh, use Restart.",
  },
  ...inspectErrors,
  ...npmErrors,
} as const satisfies ErrorCatalogue;

/** Makes an error of this room. */
export const kernelError = errorFactory(kernelErrors);
