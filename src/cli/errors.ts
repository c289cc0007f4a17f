import { type ErrorCatalogue, errorFactory } from "../diagnostic/codedError.ts";

/** What can go wrong on the command line. */
export const cliErrors = {
  E700: {
    name: "unknown-command",
    message: "There is no command `{command}`.",
    why: "The first word after `watercourse` says what to do.",
    fix: "Use one of: {commands}. `watercourse --help` explains each.",
  },
  E701: {
    name: "bad-option",
    message: "{problem}",
    why: "The command `{command}` does not understand this.",
    fix: "Usage: {usage}",
  },
  E702: {
    name: "file-not-readable",
    message: "{file} cannot be read: {reason}",
    why: "The path is taken from the folder in which you started the command.",
    fix: "Check the path and that you may read the file.",
  },
  E703: {
    name: "lesson-broken",
    message: "{file} is not a lesson that can be opened: {count} found.",
    why: "A lesson runs only when its whole file is understood; nothing is repaired silently.",
    fix: "Mend the places listed. `watercourse check` lists them without running anything.",
  },
  E704: {
    name: "unknown-cell",
    message: "The lesson has no cell {ids}.",
    why: "`--edit` and `--cells` name cells by the `id` in the fence's first line.",
    fix: "Its cells are: {known}.",
  },
  E705: {
    name: "session-broken",
    message: "{file} is not a session: {problem}",
    why: "A session is JSON with `mode`, `cells` and `steps`; every step does exactly one thing.",
    fix: "Mend the place named. `watercourse replay --help` shows the shape.",
  },
  E706: {
    name: "no-browser",
    message: "No Chromium or Chrome was found on this machine.",
    why: "Lessons run in a real browser, on the command line too.",
    fix: "Install one (`npx playwright install chromium`), or set CHROMIUM_PATH to one that you have.",
  },
  E707: {
    name: "browser-failed",
    message: "The browser did not do its work: {reason}",
    why: "The headless browser crashed, was closed, or the course did not start in it. A lesson that needs more memory than one page gets ends like this.",
    fix: "Try again. If it stays, open the lesson with `npm start` and look at the browser's console.",
  },
  E708: {
    name: "out-of-time",
    message: "Stopped: the run was not over after {seconds} s.",
    why: "A run on the command line has a time limit, so that an endless loop does not hold up whoever waits for it.",
    fix: "Give it more time with `--timeout SECONDS`, or look at the cell that was running.",
  },
  E709: {
    name: "build-failed",
    message: "The course could not be built: {reason}",
    why: "The command line runs lessons in the built course, which is made anew when its sources change.",
    fix: "`npm run build` shows the whole message.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this room. */
export const cliError = errorFactory(cliErrors);
