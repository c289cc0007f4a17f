#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { requireNode } from "../scripts/node.mjs";

requireNode();
const root = fileURLToPath(new URL("..", import.meta.url));
if (!existsSync(new URL("../node_modules/vite", import.meta.url))) {
  console.error(`Watercourse's packages are not installed. Run this once, then try again:\n  npm ci --prefix ${root}`);
  process.exit(2);
}

// The command line is TypeScript like the rest; Vite reads it, as it reads the course.
const { createServer } = await import("vite");
const vite = await createServer({
  root,
  configFile: false,
  appType: "custom",
  logLevel: "error",
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { main } = await vite.ssrLoadModule(fileURLToPath(new URL("../src/cli/main.ts", import.meta.url)));
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await vite.close();
}
