/** What was asked for on the command line, read and checked before anything starts. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { cliError } from "./errors.ts";

export interface RunOptions {
  readonly lesson: string;
  /** Cell id → file that holds its text. */
  readonly edits: readonly { readonly id: string; readonly file: string }[];
  /** Null: all. */
  readonly cells: readonly string[] | null;
  readonly timeoutMs: number;
  readonly json: boolean;
}

export interface ReplayOptions {
  readonly sessions: readonly string[];
  readonly json: boolean;
}

export const usages = {
  run: "watercourse run LESSON.md [--edit ID=FILE]… [--cells ID,…] [--timeout SECONDS] [--json]",
  replay: "watercourse replay SESSION.json… [--json]",
  check: "watercourse check LESSON.md…",
} as const;

const defaultTimeoutSeconds = 300;

/** Reads the words after `watercourse run`. @throws E701 */
export function readRunOptions(words: readonly string[]): RunOptions {
  const { values, positionals } = parse("run", words, {
    edit: { type: "string", multiple: true },
    cells: { type: "string" },
    timeout: { type: "string" },
    json: { type: "boolean" },
  });
  const [lesson, ...more] = positionals;
  if (lesson === undefined) throw bad("run", "Which lesson? A lesson file is missing.");
  if (more.length > 0) throw bad("run", `One lesson at a time; \`${more.join(" ")}\` is too much.`);
  const edits = ((values.edit ?? []) as string[]).map(readEdit);
  const twice = edits.find(({ id }, index) => edits.findIndex((edit) => edit.id === id) !== index);
  if (twice !== undefined) throw bad("run", `Cell \`${twice.id}\` has two --edit; give one.`);
  return { lesson, edits, cells: readCells(values.cells as string | undefined), timeoutMs: readTimeout(values.timeout as string | undefined), json: values.json === true };
}

/** Reads the words after `watercourse replay`. @throws E701 */
export function readReplayOptions(words: readonly string[]): ReplayOptions {
  const { values, positionals } = parse("replay", words, { json: { type: "boolean" } });
  if (positionals.length === 0) throw bad("replay", "Which session? A session file is missing.");
  return { sessions: positionals, json: values.json === true };
}

/** Reads the words after `watercourse check`: lesson files. @throws E701 */
export function readCheckOptions(words: readonly string[]): readonly string[] {
  const { positionals } = parse("check", words, {});
  if (positionals.length === 0) throw bad("check", "Which lesson? A lesson file is missing.");
  return positionals;
}

function parse(command: keyof typeof usages, words: readonly string[], options: NonNullable<ParseArgsConfig["options"]>) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw bad(command, error instanceof Error ? error.message : String(error));
  }
}

function readEdit(word: string): { id: string; file: string } {
  const [, id, file] = /^([^=]+)=(.+)$/.exec(word) ?? [];
  if (id === undefined || file === undefined) throw bad("run", `--edit takes ID=FILE, not \`${word}\`.`);
  return { id, file };
}

function readCells(word: string | undefined): readonly string[] | null {
  if (word === undefined) return null;
  const ids = word.split(",").map((id) => id.trim()).filter((id) => id !== "");
  if (ids.length === 0) throw bad("run", "--cells takes cell ids with commas between them.");
  return ids;
}

function readTimeout(word: string | undefined): number {
  const seconds = word === undefined ? defaultTimeoutSeconds : Number(word);
  // The longest time that a timer of the browser can wait is 2³¹ − 1 ms.
  if (!(seconds > 0 && seconds <= 2_147_483)) throw bad("run", `--timeout takes a number of seconds above 0, not \`${word}\`.`);
  return seconds * 1000;
}

function bad(command: keyof typeof usages, problem: string) {
  return cliError("E701", { problem, command, usage: usages[command] });
}
