/** `watercourse replay`: scripted steps on notebooks, and the state after each. */
import type { ReplayReport } from "../app/headless/contract.ts";
import { withHeadlessCourse } from "./headlessBrowser.ts";
import type { ReplayOptions } from "./options.ts";
import { printReplay } from "./print.ts";
import { readText } from "./run.ts";
import { readSession } from "./session.ts";
import type { Terminal } from "./terminal.ts";

/** @returns 0, whatever the cells did: that is the answer. 1 when a session ended before its last step, with `error` saying why */
export async function replay({ sessions: files, json }: ReplayOptions, terminal: Terminal): Promise<number> {
  const sessions = await Promise.all(files.map(async (file) => readSession(await readText(file), file)));
  const reports = await withHeadlessCourse(async (drive) => {
    const done: ReplayReport[] = [];
    for (const session of sessions) done.push(await drive("replay", session));
    return done;
  }, terminal.note);
  if (json) terminal.print(JSON.stringify(reports, null, 2));
  else for (const [index, report] of reports.entries()) terminal.print(`${files[index]}\n${printReplay(report)}`);
  return reports.some((report) => report.error !== undefined) ? 1 : 0;
}
