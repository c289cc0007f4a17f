/** Starts the command line as a person would. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { root } from "./course.ts";

const bin = join(root, "bin", "watercourse.mjs");

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `watercourse …` to its end, in the project's folder. */
export function watercourse(...words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...words], { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : 1, out, err });
    });
  });
}
