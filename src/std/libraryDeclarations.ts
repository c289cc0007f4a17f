/** What every cell can use without defining it, declared for a type checker from the library's own sources. */
import { chartCatalogue } from "./chartCatalogue.ts";

/** Members of `Std`, the interface of `std/index.ts`: the names that every cell has. */
const stdPattern = /export interface Std \{([\s\S]*?)\n\}/;
const memberPattern = /^ {2}readonly (\w+): /gm;
/** What the pipeline library adds to them. */
const pipelineNames = ["dlt", "env"];
/** Elements of charts, which `tsx` cells have. */
const elementNames = Object.keys(chartCatalogue);

export interface LibraryDeclarations {
  /** Text of the module `watercourse`. */
  readonly module: string;
  /** Text of the module `recharts`: the elements of charts. */
  readonly charts: string;
  /** Declarations of the names that cells have without an import. */
  readonly globals: string;
}

/**
 * @param stdSource  text of `std/index.ts`
 * @param std, @param pipeline  how the module reaches the two rooms, e.g. `./src/std/index.ts`
 */
export function declareLibrary(stdSource: string, std: string, pipeline: string): LibraryDeclarations {
  const body = stdPattern.exec(stdSource)?.[1] ?? "";
  const names = [...body.matchAll(memberPattern)].flatMap((match) => match[1] ?? []);
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
    ...elementNames.map((name) => `declare const ${name}: typeof import("recharts").${name};`),
    'declare namespace JSX { type Element = import("watercourse").ChartNode; interface IntrinsicElements {} interface IntrinsicAttributes { key?: string | number } interface ElementChildrenAttribute { children: unknown } }',
  ];
  const charts = `export { ${elementNames.join(", ")} } from ${JSON.stringify(std.replace("index.ts", "recharts.ts"))};\n`;
  return { module: `${module.join("\n")}\n`, charts, globals: `${globals.join("\n")}\n` };
}
