/**
 * The production build, made again only when a source changed. `npm run build` and everything that serves the built
 * course come through here; two processes that want a build at the same moment make one.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./dependencies.mjs";

const outDir = join(root, "dist");
const stampFile = join(outDir, ".sources");
const work = join(root, "node_modules", ".cache", "watercourse");
const lock = join(work, "build.lock");

/** What a build is made of. */
const inputs = ["src", "lessons", "public", "index.html", "vite.config.ts", "package-lock.json", "tsconfig.base.json"];

/**
 * Every file of the inputs that can change the build: tests and hidden files cannot.
 *
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith(".") && !/\.test\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesOf(join(path, entry.name)));
}

/** A fingerprint of all sources: the same text, the same fingerprint, whatever the dates of the files. */
export function sourcesFingerprint() {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => filesOf(join(root, input)))) {
    const bytes = readFileSync(file);
    hash.update(`${relative(root, file).split(sep).join("/")}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** @param {string} fingerprint */
function isBuilt(fingerprint) {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === fingerprint;
}

/**
 * Waits until this process holds the build lock. A lock whose process is gone is taken over.
 *
 * @returns {Promise<() => void>} gives the lock back
 */
async function takeLock() {
  mkdirSync(work, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      const release = () => rmSync(lock, { force: true });
      process.once("exit", release);
      return () => {
        process.removeListener("exit", release);
        release();
      };
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      if (!isHeld()) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Whether the process that wrote the lock is alive. A lock that is just being written counts as held. */
function isHeld() {
  try {
    const holder = Number(readFileSync(lock, "utf8"));
    if (!holder) return Date.now() - statSync(lock).mtimeMs < 5_000;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Makes the build if the sources changed since the last one. It is written aside and moved into place whole, so a
 * broken or stopped build leaves the earlier one.
 *
 * @param {{ force?: boolean, log?: (line: string) => void }} [options]
 * @returns {Promise<{ outDir: string, fresh: boolean }>} fresh: it was built now
 * @throws Vite's error when the sources do not build
 */
export async function ensureBuild({ force = false, log = console.log } = {}) {
  if (!force && isBuilt(sourcesFingerprint())) return { outDir, fresh: false };
  const release = await takeLock();
  try {
    const fingerprint = sourcesFingerprint();
    if (!force && isBuilt(fingerprint)) return { outDir, fresh: false };
    log("Building the course …");
    const started = performance.now();
    const aside = join(work, `build-${process.pid}`);
    rmSync(aside, { recursive: true, force: true });
    const { build } = await import("vite");
    // Vite keeps a NODE_ENV that is set, and its own server (the command line runs in one) sets it to development.
    const nodeEnv = process.env.NODE_ENV;
    process.env.NODE_ENV = "production";
    try {
      await build({ root, logLevel: "warn", build: { outDir: aside, emptyOutDir: true } });
      writeFileSync(join(aside, ".sources"), fingerprint);
      rmSync(outDir, { recursive: true, force: true });
      renameSync(aside, outDir);
    } finally {
      if (nodeEnv === undefined) delete process.env.NODE_ENV;
      else process.env.NODE_ENV = nodeEnv;
      rmSync(aside, { recursive: true, force: true });
    }
    log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
    return { outDir, fresh: true };
  } finally {
    release();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { requireNode } = await import("./node.mjs");
  const { ensureDependencies } = await import("./dependencies.mjs");
  requireNode();
  await ensureDependencies();
  await ensureBuild({ force: true });
}
