/** The budget of the reading path: the JavaScript that a reader needs before any cell runs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes of gzipped JavaScript for the home page and for a lesson page. */
export const readingBudget = 200_000;

/** What must come only when it is used, with a text that is in its code and in no other. */
const lazyParts = {
  Monaco: /monaco-editor/,
  DuckDB: /insertArrowFromIPCStream|duckdb-eh/,
  Recharts: /recharts-(?:wrapper|surface)/,
  "the TypeScript parser": /isUnparsedTypeScript|TSParameterProperty/,
};

/**
 * @typedef {Record<string, { file: string, imports?: string[], dynamicImports?: string[], isEntry?: boolean }>} Manifest
 *   Vite's manifest: source file or chunk name → what was built of it
 */

/**
 * The built JavaScript files that loading one entry brings along, itself included.
 *
 * @param {Manifest} manifest
 * @param {readonly string[]} entries keys of the manifest
 * @returns {string[]} paths in the build, without doubles
 */
export function staticClosure(manifest, entries) {
  const seen = new Set();
  /** @param {string} key */
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  entries.forEach(visit);
  return [...seen].map((key) => manifest[key]?.file ?? "").filter((file) => file.endsWith(".js"));
}

/** How the manifest names the text of a lesson. */
const lessonKey = "virtual:lesson/";

/**
 * Measures each page of the reading path in a finished build: the home page, and every lesson before a cell runs.
 *
 * @param {string} dist the build's folder
 * @returns {{ page: string, bytes: number, intruders: string[] }[]} gzipped bytes; parts that should have been lazy
 */
export function measureReadingPath(dist) {
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));
  const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  const lessons = Object.keys(manifest).filter((key) => key.startsWith(lessonKey));
  if (entry.length === 0 || lessons.length === 0) throw new Error("The build's manifest names no entry, or no lesson.");
  return [null, ...lessons].map((lesson) => {
    const page = lesson === null ? "home" : lesson.slice(lessonKey.length);
    const texts = staticClosure(manifest, lesson === null ? entry : [...entry, lesson]).map((file) => readFileSync(join(dist, file)));
    return {
      page,
      bytes: texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0),
      intruders: Object.entries(lazyParts)
        .filter(([, mark]) => texts.some((text) => mark.test(text.toString("utf8"))))
        .map(([part]) => part),
    };
  });
}
