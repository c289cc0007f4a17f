/** What every cell can use, declared for the type checker from the library's own sources. */
import { join } from "node:path";

/** Members of `Std`, the interface of `std/index.ts`: the names that every cell has. */
const memberPattern = /^ {2}readonly (\w+): /gm;
/** What the pipeline library adds to them. */
const pipelineNames = ["dlt", "env"];

/**
 * The module `watercourse` and the global names, as two files for one folder.
 *
 * @param sources  the folder `src/`
 * @param read  reads a file's text
 */
export async function libraryFiles(sources: string, read: (path: string) => Promise<string>): Promise<{ readonly name: string; readonly text: string }[]> {
  const std = join(sources, "std", "index.ts");
  const pipeline = join(sources, "pipeline", "index.ts");
  const body = /export interface Std \{([\s\S]*?)\n\}/.exec(await read(std))?.[1] ?? "";
  const names = [...body.matchAll(memberPattern)].map((match) => match[1] ?? "");
  const module = [
    `import type { Std } from ${JSON.stringify(std)};`,
    `export type * from ${JSON.stringify(std)};`,
    `export type * from ${JSON.stringify(pipeline)};`,
    `export { ${pipelineNames.join(", ")} } from ${JSON.stringify(pipeline)};`,
    ...names.map((name) => `export declare const ${name}: Std["${name}"];`),
  ];
  const globals = [
    ...[...names, ...pipelineNames].map((name) => `declare const ${name}: typeof import("watercourse").${name};`),
    "declare const cell: { readonly id: string; readonly signal: AbortSignal };",
    'declare module "npm:*";',
    "declare namespace JSX { interface IntrinsicElements { [name: string]: any } type Element = any }",
  ];
  return [
    { name: "watercourse.ts", text: `${module.join("\n")}\n` },
    { name: "globals.d.ts", text: `${globals.join("\n")}\n` },
  ];
}
