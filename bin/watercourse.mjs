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

const { withSource } = await import("../scripts/sources.mjs");
process.exitCode = await withSource("src/cli/main.ts", ({ main }) => main(process.argv.slice(2)));
