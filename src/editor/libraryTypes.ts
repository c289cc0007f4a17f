/** What cells can import, as files for the type checker: the sources of the library itself, whose comments then show on hover. */

/** Sources by path, as text. Tests and what only Node runs are left out. */
const sources = import.meta.glob<string>(
  ["../std/**/*.ts", "../pipeline/**/*.ts", "../diagnostic/*.ts", "!../**/*.test.ts", "!../**/*.node.ts", "!../**/*.worker.ts"],
  { query: "?raw", import: "default", eager: true },
);

const ROOT = "file:///node_modules/watercourse/";

/** Third-party packages have no types here; JSX is checked as data. */
const ambient = `
declare module "npm:*";
declare namespace JSX { interface IntrinsicElements { [name: string]: any } type Element = any }
`;

/** @returns files to register before the first check */
export function libraryFiles(): { content: string; filePath: string }[] {
  const files = Object.entries(sources).map(([path, content]) => ({ content, filePath: path.replace("../", `${ROOT}src/`) }));
  const entry = sources["../std/index.ts"] === undefined ? "export {};" : 'export * from "./src/std/index.ts";';
  return [...files, { content: entry, filePath: `${ROOT}index.d.ts` }, { content: ambient, filePath: "file:///ambient.d.ts" }];
}
