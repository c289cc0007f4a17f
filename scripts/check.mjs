/**
 * `npm run check`: everything that can be said about the project without running it — types, lint, unused code,
 * imports between rooms, doc comments of exports, and the size of the reading path when there is a build.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureDependencies, root } from "./dependencies.mjs";
import { requireNode } from "./node.mjs";
import { runNode } from "./processes.mjs";

/**
 * @typedef {{ name: string, run: () => Promise<string> }} Check `run` resolves to the problems, as text; empty when there are none
 */

/**
 * A check that is a program: its output is the problem when it ends with another code than 0.
 *
 * @param {string} name
 * @param {string} file path in node_modules
 * @param {readonly string[]} args
 * @returns {Check}
 */
function program(name, file, args) {
  return {
    name,
    run: async () => {
      const { code, output } = await runNode(join(root, "node_modules", file), args, { quiet: true });
      return code === 0 ? "" : output || `${file} ended with code ${code}`;
    },
  };
}

/** @type {Check} */
const imports = {
  name: "imports between rooms",
  run: async () => {
    const { checkImports } = await import("./imports.mjs");
    return (await checkImports(root)).join("\n");
  },
};

/** @type {Check} */
const documentedExports = {
  name: "documented exports",
  run: async () => {
    const { undocumentedExports } = await import("./docs/api.mjs");
    return (await undocumentedExports()).map((name) => `${name}: src/pipeline/index.ts exports it, and it has no doc comment.`).join("\n");
  },
};

/** @type {Check} */
export const sizeCheck = {
  name: "size of the reading path",
  run: async () => {
    const { measureReadingPath, readingBudget } = await import("./size.mjs");
    return measureReadingPath(join(root, "dist"))
      .flatMap(({ page, bytes, intruders }) => {
        console.log(`     ${page}: ${(bytes / 1000).toFixed(1)} kB gzipped of ${readingBudget / 1000}`);
        return [
          ...(bytes > readingBudget ? [`The page ${page} loads ${bytes} bytes of gzipped JavaScript; the budget is ${readingBudget}.`] : []),
          ...intruders.map((part) => `The page ${page} loads ${part} before it is used.`),
        ];
      })
      .join("\n");
  },
};

const checks = [
  ...["page", "worker", "node"].map((threads) => program(`types: ${threads}`, "typescript/bin/tsc", ["-p", join(root, `tsconfig.${threads}.json`), "--noEmit"])),
  program("lint", "oxlint/bin/oxlint", ["--deny-warnings", root]),
  program("unused code", "knip/bin/knip.js", ["--no-progress", "--no-config-hints", "--directory", root]),
  imports,
  documentedExports,
];

/**
 * Runs checks one after another and prints how each ended.
 *
 * @param {readonly Check[]} [list] all static ones unless given
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(list = checks) {
  let failed = 0;
  for (const check of list) {
    const started = performance.now();
    const problems = await check.run().catch((error) => String(error?.stack ?? error));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${problems === "" ? "ok  " : "FAIL"} ${check.name} (${seconds} s)`);
    if (problems !== "") failed += 1;
    if (problems !== "") console.log(problems.trimEnd().replace(/^/gm, "     "));
  }
  return { passed: list.length - failed, failed };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  requireNode();
  await ensureDependencies();
  const built = existsSync(join(root, "dist", ".vite", "manifest.json"));
  const { passed, failed } = await runChecks(built ? [...checks, sizeCheck] : checks);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
