/**
 * The pipeline library by itself, for other programs: `npm run build:library` makes `dist-library/`, plain ES modules with
 * type declarations, file for file as in `src/pipeline/`. Other packages stay imports. `package.json` exports it as
 * `watercourse/pipeline`, `watercourse/pipeline/node` and `watercourse/pipeline/browser`.
 */
import { copyFileSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureDependencies, root } from "./dependencies.mjs";
import { requireNode } from "./node.mjs";
import { runNode } from "./processes.mjs";

/** Scripts that are no modules: the compiler would make them some. */
const plainScripts = ["pipeline/destination/duckdb/duckdbWorker.js"];

/**
 * Builds the library. A build that fails leaves an earlier one as it was.
 *
 * @param {string} [outDir] default `dist-library` in the project
 * @returns {Promise<string>} the folder
 */
export async function buildLibrary(outDir = join(root, "dist-library")) {
  const aside = `${outDir}.${process.pid}`;
  try {
    const { code, output } = await runNode(join(root, "node_modules/typescript/bin/tsc"), ["-p", join(root, "tsconfig.library.json"), "--outDir", aside], { quiet: true });
    if (code !== 0) throw new Error(`The library does not build:\n${output}`);
    for (const file of readdirSync(aside, { recursive: true, encoding: "utf8" })) {
      if (/\.(?:js|d\.ts)$/.test(file)) nameBuiltFiles(join(aside, file));
    }
    for (const script of plainScripts) copyFileSync(join(root, "src", script), join(aside, script));
    rmSync(outDir, { recursive: true, force: true });
    renameSync(aside, outDir);
    return outDir;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/**
 * The compiler renames imports of code; addresses of workers, and imports of declarations, are left.
 *
 * @param {string} file
 */
function nameBuiltFiles(file) {
  const text = readFileSync(file, "utf8");
  const renamed = file.endsWith(".d.ts") ? text.replace(/((?:from|import\() ?"\.{1,2}\/[^"]+)\.ts"/g, '$1.js"') : text.replace(/(new URL\("\.{1,2}\/[^"]+)\.ts", import\.meta\.url\)/g, '$1.js", import.meta.url)');
  if (renamed !== text) writeFileSync(file, renamed);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  requireNode();
  await ensureDependencies();
  console.log(`Built ${await buildLibrary()}`);
}
