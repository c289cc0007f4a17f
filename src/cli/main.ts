/** The command line's first word, its help, and how errors leave it. */
import { CodedError } from "../diagnostic/codedError.ts";
import { cliError } from "./errors.ts";
import { readCheckOptions, readReplayOptions, readRunOptions, usages } from "./options.ts";
import { replay } from "./replay.ts";
import { run } from "./run.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

const commands: Readonly<Record<string, (words: readonly string[], terminal: Terminal) => Promise<number>>> = {
  run: (words, terminal) => run(readRunOptions(words), terminal),
  replay: (words, terminal) => replay(readReplayOptions(words), terminal),
  check: (words, terminal) => checkFiles(readCheckOptions(words), terminal),
};

const help = `Watercourse on the command line. Lessons run in a real browser, as for a learner.

  ${usages.run}
      Runs a lesson. Exit code: 0 all cells ran, 1 a cell failed, 2 bad usage or file.
      --edit ID=FILE      the cell has the file's text, as if a learner had written it
      --cells ID,…        only these cells, with what they need and what depends on them
      --timeout SECONDS   presses Stop after that long (300)
      --json              one JSON object instead of text

  ${usages.replay}
      Replays steps on notebooks and tells the state after each; with --json an array, one result a session.
      A session: {"mode": "automatic" | "lazy", "cells": [{"id", "code", "lang"?, "flags"?}], "steps": […]}
      A step does one thing: run, runAll, runStale, edit, add, delete, move, disable, enable, set, restart, mode;
      with "interrupt": {"afterMs": N} Stop is pressed while it runs.

  ${usages.check}
      Finds errors of format, graph and types without running anything: file:line:column and a code each.
      Exit code: 0 no errors, 1 errors, 2 bad usage.`;

/**
 * Runs one command.
 *
 * @param words  what stands after `watercourse`
 * @returns the process's exit code
 */
export async function main(words: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === "help" || words.includes("--help") || words.includes("-h")) {
    terminal.print(help);
    return name === undefined ? 2 : 0;
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw cliError("E700", { command: name, commands: Object.keys(commands).join(", ") });
    return await command(rest, terminal);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    tellError(error, terminal, words.includes("--json"));
    return 2;
  }
}

/** @returns 0 without errors, 1 with some; warnings are told and change nothing */
async function checkFiles(files: readonly string[], terminal: Terminal): Promise<number> {
  const { checkLessons, describeProblem } = await import("./check.ts");
  const { problems } = await checkLessons(files);
  for (const problem of problems) terminal.print(describeProblem(problem));
  const errors = problems.filter((problem) => problem.severity === "error").length;
  terminal.note(`${files.length} ${files.length === 1 ? "lesson" : "lessons"} checked: ${errors === 0 ? "no errors" : `${errors} ${errors === 1 ? "error" : "errors"}`}`);
  return errors === 0 ? 0 : 1;
}

function tellError({ code, message, why, fix, position }: CodedError, terminal: Terminal, json: boolean): void {
  terminal.note(`${code} ${message}\n     ${why}\n     ${fix}`);
  if (json) terminal.print(JSON.stringify({ error: { code, message, line: position?.line ?? null, column: position?.column ?? null } }, null, 2));
}
