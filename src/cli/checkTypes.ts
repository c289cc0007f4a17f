/** Type errors of cells, found by the project's own TypeScript compiler on files in a temporary folder. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fillTemplate } from "../diagnostic/codedError.ts";
import type { LessonProblem } from "../lesson/types.ts";
import { cellFiles, type CellFile } from "./cellProgram.ts";
import { declareLibrary } from "../std/libraryDeclarations.ts";
import { checkError, checkErrors } from "./checkErrors.ts";
import type { CellSet } from "./lessonCells.ts";

/** The same rules as in the page's editor: strict where it helps a learner, silent where it would ask for annotations. */
const compilerOptions = {
  target: "ESNext",
  module: "ESNext",
  moduleResolution: "bundler",
  moduleDetection: "force",
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  noImplicitAny: false,
  useUnknownInCatchVariables: false,
  skipLibCheck: true,
  jsx: "preserve",
  lib: ["ESNext", "WebWorker", "WebWorker.AsyncIterable"],
  types: [],
};

/**
 * Checks several sets of cells in one go.
 *
 * @returns the problems of each set, in the order of the sets
 * @throws E721 when the compiler cannot be run
 */
export async function checkTypes(sets: readonly CellSet[]): Promise<LessonProblem[][]> {
  if (sets.length === 0) return [];
  // The compiler names files by their real paths.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "watercourse-check-")));
  try {
    const files = new Map<string, { readonly set: number; readonly file: CellFile }>();
    for (const [set, cells] of sets.entries()) {
      await mkdir(join(folder, String(set)));
      for (const file of cellFiles(cells)) {
        files.set(`${set}/${file.name}`, { set, file });
        await writeFile(join(folder, String(set), file.name), file.text);
      }
    }
    const [std, pipeline] = ["std", "pipeline"].map((room) => fileURLToPath(new URL(`../${room}/index.ts`, import.meta.url))) as [string, string];
    const library = declareLibrary(await readFile(std, "utf8"), std, pipeline);
    await writeFile(join(folder, "watercourse.ts"), library.module);
    await writeFile(join(folder, "recharts.ts"), library.charts);
    await writeFile(join(folder, "globals.d.ts"), library.globals);
    const paths = { watercourse: ["./watercourse.ts"], recharts: ["./recharts.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...compilerOptions, paths }, include: ["**/*.ts", "**/*.tsx"] }));
    const problems = sets.map((): LessonProblem[] => []);
    for (const complaint of readComplaints(await runCompiler(folder))) {
      const found = files.get(complaint.file);
      if (found === undefined || complaint.line > found.file.lines) continue;
      const message = fillTemplate(checkErrors.E720.message, { reason: complaint.reason, number: complaint.number });
      problems[found.set]?.push({ code: "E720", severity: "error", message, ...found.file.cell.positionInFile(complaint) });
    }
    return problems;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Complaint {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly number: string;
  readonly reason: string;
}

/** Reads `0/rows.ts(3,7): error TS2322: …`; indented lines go on with the reason. */
function readComplaints(output: string): Complaint[] {
  const complaints: Complaint[] = [];
  let reason: string[] = [];
  const finish = () => {
    const last = complaints.pop();
    if (last !== undefined) complaints.push({ ...last, reason: reason.join(" ") });
  };
  for (const line of output.split(/\r?\n/)) {
    const start = /^(.+?)\((\d+),(\d+)\): error TS(\d+): (.*)$/.exec(line);
    if (start !== null) {
      finish();
      const [, file = "", row, column, number = "", text = ""] = start;
      complaints.push({ file, line: Number(row), column: Number(column), number, reason: text });
      reason = [text];
    } else if (/^\s+\S/.test(line)) reason.push(line.trim());
  }
  finish();
  return complaints;
}

function runCompiler(folder: string): Promise<string> {
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let trouble = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (trouble += text));
    child.once("error", (error) => reject(checkError("E721", { reason: error.message }, { cause: error })));
    child.once("close", (code) => {
      // 0: no error; 1 and 2: errors in the files.
      if (code === 0 || code === 1 || code === 2) resolve(output);
      else reject(checkError("E721", { reason: trouble.trim() || `the compiler ended with ${code}.` }));
    });
  });
}
