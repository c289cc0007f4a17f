import { type ErrorCatalogue, errorFactory } from "../diagnostic/codedError.ts";

/** What can be wrong with the place the app runs in, or with the way to a page of it. */
export const appErrors = {
  E602: {
    name: "no-webassembly",
    message: "WebAssembly is switched off, so the database cannot start.",
    why: "The lessons load data into DuckDB, which is a WebAssembly program. Some hardened browser settings switch WebAssembly off.",
    fix: "Cells that do not use the database run as usual. Allow WebAssembly for this address to run the rest.",
  },
  E603: {
    name: "no-private-files",
    message: "This browser gives the page no private files, so pipelines keep their data in memory.",
    why: "Pipelines write their intermediary files to the browser's private file system. It is missing here; some private windows have this effect.",
    fix: "Everything runs, but large runs need more memory, timings differ from the text, and nothing is kept when you close the page.",
  },
  E604: {
    name: "not-isolated",
    message: "This page has no shared memory, so Stop works less well.",
    why: "Shared memory needs a page that is cross-origin isolated, which the server, or this page's service worker, asks for. Here it did not take effect.",
    fix: "Cells run as usual. Stopping a loop that never waits restarts the kernel: its values are lost, your text is not.",
  },
  E605: {
    name: "lesson-missing",
    message: "There is no lesson “{id}” in this course.",
    why: "The address may be mistyped, or the lesson was renamed or removed.",
    fix: "The course page lists every lesson.",
  },
  E606: {
    name: "lesson-not-loaded",
    message: "The lesson “{id}” could not be loaded.",
    why: "Its file did not arrive: {reason}",
    fix: "Check the connection, then try again. If that does not help, reload the page: the course may have been renewed since you opened it.",
  },
  E607: {
    name: "page-failed",
    message: "This page met an error of its own.",
    why: "It could not be drawn: {reason}",
    fix: "Reload it. What you wrote in the cells is saved.",
  },
  E608: {
    name: "page-missing",
    message: "There is nothing at this address.",
    why: "No page of the course is called “{path}”.",
    fix: "The course page lists every lesson.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of the app. */
export const appError = errorFactory(appErrors);
