import { type ErrorCatalogue, errorFactory } from "../diagnostic/codedError.ts";

/** What can go wrong with an open notebook in the page. */
export const notebookErrors = {
  E601: {
    name: "no-workers",
    message: "This browser has no background workers, so cells cannot run here.",
    why: "Lessons run their cells in a module worker, to keep the page quick and your values apart from it. This browser does not offer one, or it is switched off.",
    fix: "You can read every lesson. To run cells, open this address in a current Chrome, Edge, Firefox or Safari.",
  },
  E620: {
    name: "kernel-did-not-start",
    message: "The kernel, which runs the cells, did not start.",
    why: "It is a background worker of your browser, and could not be loaded or opened: {reason}",
    fix: "Restart it. If that does not help, reload the page; what you wrote is saved.",
  },
  E621: {
    name: "kernel-ended",
    message: "The kernel, which runs the cells, has ended.",
    why: "Its background worker is gone, most often because a cell used more memory than the browser gives to one page.",
    fix: "Restart it and run the cells again. Your text is untouched; computed values are lost.",
  },
  E622: {
    name: "edits-not-saved",
    message: "What you write here cannot be saved in this browser.",
    why: "Edits are kept in the browser's own database, which refused: {reason} Private windows, blocked site data and a full disk have this effect.",
    fix: "You can go on working. Copy what you want to keep before you close this page.",
  },
  E623: {
    name: "edits-from-newer-version",
    message: "Your saved edits of this lesson were written by a newer version of this course.",
    why: "They have format {found}, and this page reads formats up to {known}. They are kept as they are and not shown, so that nothing is overwritten.",
    fix: "Reload the page to get the newer version. Edits made before that are not saved.",
  },
  E624: {
    name: "edits-unreadable",
    message: "Saved edits of this lesson could not be read.",
    why: "The record in the browser's database does not have the expected shape: {reason}",
    fix: "The lesson opens as its author wrote it. The old record is replaced when you edit a cell.",
  },
  E625: {
    name: "cell-view-failed",
    message: "This cell could not be drawn.",
    why: "The page met an error of its own while drawing the cell: {reason}",
    fix: "Draw it again. The other cells are not affected and your text is saved.",
  },
  E626: {
    name: "command-failed",
    message: "The kernel could not do that.",
    why: "{reason}",
    fix: "Try again. If it keeps happening, restart the kernel; your text is untouched.",
  },
  E627: {
    name: "stopped-with-a-new-kernel",
    message: "Stopping took a new kernel.",
    why: "The cell “{cell}” did not react to Stop, so the kernel that ran it was ended. All values went with it.",
    fix: "The cells that were up to date run again by themselves; run the others when you need them.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this room. */
export const notebookError = errorFactory(notebookErrors);

/** How browsers say that a part of the app did not arrive; what follows is an address that helps nobody. */
const notFetched = /dynamically imported module|Importing a module script failed|Failed to fetch|Load failed/;

/** A sentence about anything that was thrown, for `{reason}`. */
export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (notFetched.test(text)) return "the server did not answer, or it does not have the file any more.";
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
