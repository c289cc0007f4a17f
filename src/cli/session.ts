/** A session file: JSON from outside, checked as a whole before a browser starts. */
import * as v from "valibot";
import type { ReplaySession, SessionAction } from "../app/headless/contract.ts";
import { cliError } from "./errors.ts";

/** A key too many is said in plain words; the library's own are about types. */
const plainly = (issue: v.StrictObjectIssue) => (issue.expected === "never" ? `${issue.received} is no key here` : issue.message);

const id = v.pipe(v.string("a cell id must be a string"), v.minLength(1, "a cell id must not be empty"));
const lang = v.picklist(["ts", "tsx", "sql", "md"], "`lang` is ts, tsx, sql or md");
const flags = v.array(v.picklist(["setup", "manual", "disabled", "hidden", "readonly"], "a flag is setup, manual, disabled, hidden or readonly"));
const mode = v.picklist(["automatic", "lazy"], "the mode is automatic or lazy");
const yes = v.literal(true, "this takes true");
const out = v.pipe(v.string("`out` must be a string"), v.regex(/^[A-Za-z_][\w$]*$/, "`out` is a name such as `top`"));
const cellEntries = { id, code: v.string("`code` must be a string"), lang: v.optional(lang), flags: v.optional(flags), out: v.optional(out) };
const cell = v.strictObject(cellEntries, plainly);

/** What a step can do; exactly one of these. */
const actions = {
  run: v.array(id),
  runAll: yes,
  runStale: yes,
  edit: v.strictObject({ id, code: v.string("`code` must be a string") }, plainly),
  add: v.strictObject({ ...cellEntries, after: v.optional(v.nullable(id)) }, plainly),
  delete: id,
  move: v.strictObject({ id, after: v.nullable(id) }, plainly),
  disable: id,
  enable: id,
  set: v.strictObject({ name: v.string(), value: v.unknown() }, plainly),
  restart: yes,
  mode,
};
const interrupt = v.strictObject({ afterMs: v.pipe(v.number(), v.minValue(0, "`afterMs` must not be negative")) }, plainly);

const step = v.pipe(
  v.strictObject({ ...v.entriesFromObjects([v.partial(v.strictObject(actions))]), interrupt: v.optional(interrupt) }, plainly),
  v.check((value) => Object.keys(value).filter((key) => key !== "interrupt").length === 1, `a step does exactly one of ${Object.keys(actions).join(", ")}`),
);

const session = v.strictObject({
  mode: v.optional(mode, "automatic"),
  cells: v.pipe(v.array(cell), v.check((cells) => new Set(cells.map((each) => each.id)).size === cells.length, "two cells have the same id")),
  steps: v.array(step),
  stepTimeoutMs: v.optional(v.pipe(v.number(), v.minValue(1, "`stepTimeoutMs` must be 1 or more"))),
}, plainly);

/**
 * Reads a session.
 *
 * @param text  the file's text
 * @param file  its name, for messages
 * @throws E705 with the place of what is wrong, such as `steps.2.edit.code`
 */
export function readSession(text: string, file: string): ReplaySession {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw cliError("E705", { file, problem: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
  const result = v.safeParse(session, value);
  if (!result.success) {
    const [issue] = result.issues;
    const place = v.getDotPath(issue);
    throw cliError("E705", { file, problem: place === null ? issue.message : `at ${place}: ${issue.message}` });
  }
  // Checked above: each step has exactly one action, which its inferred type cannot say.
  const read = result.output as ReplaySession;
  const problem = findWrongCell(read);
  if (problem !== null) throw cliError("E705", { file, problem });
  return read;
}

/** The first step that names a cell which is not there at that moment, or adds one that is; as a sentence. */
function findWrongCell({ cells, steps }: ReplaySession): string | null {
  const present = new Set(cells.map((each) => each.id));
  for (const [index, action] of steps.entries()) {
    const added = "add" in action ? action.add.id : null;
    if (added !== null && present.has(added)) return `at steps.${index}: there is a cell "${added}" already`;
    const absent = namedCells(action).find((named) => !present.has(named));
    if (absent !== undefined) return `at steps.${index}: there is no cell "${absent}" then`;
    if (added !== null) present.add(added);
    if ("delete" in action) present.delete(action.delete);
  }
  return null;
}

/** The cells that must be there for an action. */
function namedCells(action: SessionAction): readonly string[] {
  const after = "add" in action ? action.add.after : "move" in action ? action.move.after : null;
  const named =
    "run" in action ? action.run
    : "edit" in action ? [action.edit.id]
    : "delete" in action ? [action.delete]
    : "move" in action ? [action.move.id]
    : "disable" in action ? [action.disable]
    : "enable" in action ? [action.enable]
    : [];
  return after === null || after === undefined ? named : [...named, after];
}
