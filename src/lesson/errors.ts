/** What can be wrong with a lesson file or the course's list of lessons, as content. */
import { fillTemplate, type ErrorCatalogue, type ErrorDetails, type SourcePosition } from "../diagnostic/codedError.ts";
import { courseErrors } from "./courseErrors.ts";
import type { LessonProblem } from "./types.ts";

export const lessonErrors = {
  E301: {
    name: "missing-front-matter",
    message: "The file does not begin with front matter.",
    why: "A lesson begins with a line `---`, its id and title in YAML, and a second line `---`. Without an id nothing that a learner saves can be found again.",
    fix: "Put `---`, `id: …`, `title: …`, `---` at the very top, with nothing before it, not even an empty line.",
  },
  E302: {
    name: "unclosed-front-matter",
    message: "The front matter that begins here has no closing `---`.",
    why: "Everything up to a second line `---` belongs to the front matter, so none of the lesson's text was found.",
    fix: "Put a line that holds only `---` after the last key.",
  },
  E303: {
    name: "front-matter-syntax",
    message: "The front matter is not valid YAML: {reason}",
    why: "The header is read as YAML, and this place cannot be.",
    fix: "Correct the line. A value that holds a colon or starts with a special character needs quotes.",
  },
  E304: {
    name: "front-matter-missing",
    message: "The front matter has no `{key}`.",
    why: "Every lesson says what it is called (`title`) and under which name its learners' work is kept (`id`).",
    fix: "Add a line `{key}: …` to the front matter.",
  },
  E305: {
    name: "front-matter-value",
    message: "`{key}` in the front matter is wrong: {reason}",
    why: "The page, the check and the kernel rely on the shape of the header.",
    fix: "Write the value as the message says.",
  },
  E306: {
    name: "front-matter-unknown-key",
    message: "The front matter has a key `{key}` that means nothing here.{suggestion}",
    why: "Known keys are id, title, version, requires, packages and data. A misspelt key would be ignored in silence, so it is an error.",
    fix: "Correct the spelling or remove the line.",
  },
  E310: {
    name: "unclosed-fence",
    message: "The fence that begins here is never closed.",
    why: "A code block goes on until a line with at least as many of the same character. Without it the rest of the file is code.",
    fix: "Close the block with a line `{marks}`.",
  },
  E311: {
    name: "unknown-role",
    message: "`{word}` is not a role of a cell.{suggestion}",
    why: "In a `ts`, `tsx`, `sql` or `md` fence the second word says what the block is: setup, cell, exercise, solution or check. A block without a second word is a sample that never runs.",
    fix: "Name a role, or leave the language alone on the line if the block is only to be read.",
  },
  E312: {
    name: "unknown-language",
    message: "A {role} cannot be written in `{lang}`.{suggestion}",
    why: "Cells are written in ts, tsx, sql or md. Other languages can be shown as samples.",
    fix: "Use one of the four languages, or remove `{role}` to make the block a sample.",
  },
  E313: {
    name: "unknown-key",
    message: "`{key}` is not a key of a cell.{suggestion}",
    why: "Keys are id, for, out, points and name. A key that is not known would be ignored in silence.",
    fix: "Correct the spelling or remove it.",
  },
  E314: {
    name: "unknown-flag",
    message: "`{flag}` is not a flag of a cell.{suggestion}",
    why: "Flags are hidden, readonly, disabled and manual. A flag that is not known would be ignored in silence.",
    fix: "Correct the spelling or remove it. A value needs its key before it: `id=rows`.",
  },
  E315: {
    name: "bad-attribute",
    message: "`{text}` cannot be read: {reason}",
    why: "After the role come `key=value` pairs and flags, set apart by spaces. A value with spaces stands in quotes.",
    fix: "Write `key=value`, `key=\"several words\"` or a flag.",
  },
  E316: {
    name: "repeated-attribute",
    message: "`{key}` is given twice.",
    why: "Only one of the two could count, and nothing says which.",
    fix: "Remove one of them.",
  },
  E317: {
    name: "misplaced-key",
    message: "A {what} has no `{key}`.",
    why: "`for` belongs to solutions and checks, `points` to exercises and checks, `out` to blocks in sql.",
    fix: "Remove `{key}`, or change the block's role or language.",
  },
  E320: {
    name: "missing-id",
    message: "This {role} has no id.",
    why: "A learner's text is kept under the id of its cell. Counting cells instead would hand it to a neighbour as soon as one is inserted.",
    fix: "Add `id=…` after the role: small letters, digits and hyphens, unique in the lesson.",
  },
  E321: {
    name: "bad-id",
    message: "`{id}` cannot be an id.",
    why: "An id begins with a small letter and goes on with small letters, digits and hyphens, so that it can stand in addresses, file names and saved work.",
    fix: "Rename it, for instance to `{suggestion}`.",
  },
  E322: {
    name: "duplicate-id",
    message: "The id `{id}` is already used on line {line}.",
    why: "Two cells under one id would share a learner's text and results.",
    fix: "Give one of them another id.",
  },
  E323: {
    name: "duplicate-setup",
    message: "There is a second setup; the first is on line {line}.",
    why: "A lesson has one setup, which runs before everything else.",
    fix: "Move this code into the first setup, or make it a cell.",
  },
  E324: {
    name: "duplicate-solution",
    message: "The exercise `{id}` has a second solution; the first is on line {line}.",
    why: "\"Show solution\" can show one.",
    fix: "Keep one of the two.",
  },
  E325: {
    name: "missing-for",
    message: "This {role} does not say which exercise it belongs to.",
    why: "Solutions and checks are found through the id of their exercise.",
    fix: "Add `for=` and the id of the exercise.",
  },
  E326: {
    name: "unknown-exercise",
    message: "There is no exercise `{id}` in this lesson.{suggestion}",
    why: "A solution, a check or a hint belongs to an exercise of the same lesson.",
    fix: "Correct the id, or give the exercise this id.",
  },
  E327: {
    name: "bad-points",
    message: "`{points}` are not points.",
    why: "Points are a whole number from 1 to 1000.",
    fix: "Write for instance `points=10`, or leave it out.",
  },
  E328: {
    name: "bad-out",
    message: "`{out}` cannot be the name of a result.",
    why: "The rows of the query get this name in the notebook, so it must be a TypeScript name.",
    fix: "Use letters, digits and underscores, and begin with a letter: `out=top_rows`.",
  },
  E330: {
    name: "bad-interpolation",
    message: "This `${…}` cannot be read: {reason}",
    why: "Between the braces stands one TypeScript expression, which the page shows by its value.",
    fix: "Correct the expression. To write the two characters themselves, put a backslash before them.",
  },
  E331: {
    name: "nested-cell",
    message: "A block inside a list or a quote is a sample: this {role} will not run.",
    why: "Cells stand on their own between paragraphs, so that each can be run and replaced.",
    fix: "Move the block out of the list or quote, or remove `{role}`.",
  },
  E332: {
    name: "cell-in-details",
    message: "This {role} stands inside `<details>`.",
    why: "A folded part is prose; a cell in the middle would cut it in two, and neither half could be shown.",
    fix: "Close `</details>` before the block, or make it a sample.",
  },
  E333: {
    name: "missing-data-file",
    message: "The data file `{path}` does not exist.",
    why: "A lesson's data files lie beside it and are served with it.",
    fix: "Add the file, or correct its path in the front matter.",
  },
  E334: {
    name: "unreadable-lesson",
    message: "The file cannot be read: {reason}",
    why: "Without the file there is nothing to check.",
    fix: "Correct the path, or the file's permissions.",
  },
  ...courseErrors,
} as const satisfies ErrorCatalogue;

export type LessonErrorCode = keyof typeof lessonErrors;

/** Makes the record of a problem at a place, with the catalogue's text. */
export function lessonProblem(
  code: LessonErrorCode,
  position: SourcePosition,
  details: ErrorDetails = {},
  severity: LessonProblem["severity"] = "error",
): LessonProblem {
  return { code, severity, message: fillTemplate(lessonErrors[code].message, details), line: position.line, column: position.column };
}
