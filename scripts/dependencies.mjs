/** Installs the packages of package-lock.json when they are missing, and only then. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { runNode, runProcess } from "./processes.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function lockedPackages(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Names the packages that are absent or of another version than package-lock.json says. npm writes its own record
 * of an installation as the last thing, so an interrupted one counts as none.
 *
 * @param {string} [folder] the project's folder
 * @returns {string[]} paths such as `node_modules/react`; one entry `node_modules` when nothing is installed
 */
export function missingPackages(folder = root) {
  const wanted = lockedPackages(join(folder, "package-lock.json")) ?? {};
  const installed = lockedPackages(join(folder, "node_modules", ".package-lock.json"));
  if (installed === undefined) return ["node_modules"];
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== "" && !entry.optional)
    .filter(([path, entry]) => installed[path]?.version !== entry.version || !existsSync(join(folder, path)))
    .map(([path]) => path);
}

/** Installs what is missing; says so. Ends the process when npm fails. */
export async function ensureDependencies() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  console.log(missing[0] === "node_modules" ? "Installing packages (npm ci); this takes about half a minute …" : `Installing packages again (npm ci): ${missing.length} changed …`);
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--prefix", root];
  const npm = process.env.npm_execpath;
  const { code } = npm?.endsWith(".js") ? await runNode(npm, args) : await runProcess("npm", args, { shell: process.platform === "win32" });
  if (code === 0) return;
  console.error(`\nnpm ci ended with code ${code}; its message is above. Without a network, packages can only come from npm's cache.`);
  process.exit(1);
}
