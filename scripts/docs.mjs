/** `npm run docs`: pages about everything that the pipeline library exports, in dist-docs/. */
import { join } from "node:path";
import { ensureDependencies, root } from "./dependencies.mjs";
import { requireNode } from "./node.mjs";

requireNode();
await ensureDependencies();
const out = join(root, "dist-docs");
const { writeDocs } = await import("./docs/api.mjs");
process.exitCode = await writeDocs(out);
console.log(`\nOpen ${join(out, "index.html")}`);
