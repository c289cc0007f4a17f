/** What cells can use, as files for the type checker: the sources of the library itself, whose comments then show on hover. */
import { declareLibrary } from "../std/libraryDeclarations.ts";

/** Sources by path, as text. Left out is what no cell can reach: tests, workers, and where pipelines run. */
const sources = import.meta.glob<string>(
  [
    "../std/**/*.ts",
    "../pipeline/**/*.ts",
    "../diagnostic/*.ts",
    "!../**/*.test.ts",
    "!../**/*.node.ts",
    "!../**/*.worker.ts",
    "!../pipeline/fixtures/**",
    "!../pipeline/conformance/**",
    "!../pipeline/host.*.ts",
  ],
  { query: "?raw", import: "default", eager: true },
);

const ROOT = "file:///node_modules/watercourse/";

/** @returns files to register before the first check */
export function libraryFiles(): { content: string; filePath: string }[] {
  const files = Object.entries(sources).map(([path, content]) => ({ content, filePath: path.replace("../", `${ROOT}src/`) }));
  const { module, charts, globals } = declareLibrary(sources["../std/index.ts"] ?? "", "./src/std/index.ts", "./src/pipeline/index.ts");
  return [...files, { content: module, filePath: `${ROOT}index.ts` }, { content: charts, filePath: `${ROOT}recharts.ts` }, { content: 'export * from "watercourse/recharts";\n', filePath: "file:///node_modules/recharts/index.ts" }, { content: globals, filePath: "file:///globals.d.ts" }];
}
