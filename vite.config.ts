import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { isolationHeaders } from "./scripts/server.mjs";
import { contentPolicyPlugin } from "./src/app/contentPolicyPlugin.node.ts";
import { coursePlugin } from "./src/lesson/coursePlugin.node.ts";
import { serviceWorkerPlugin } from "./src/sample-api/serviceWorkerPlugin.node.ts";

/**
 * Packages that the development server prepares before the first page. One that it meets later, inside a worker or
 * behind a lazy import, would make it prepare again and reload the page under the reader.
 */
export const prebundled = [
  "react",
  "react-dom",
  "react-dom/client",
  "react/jsx-runtime",
  "react/jsx-dev-runtime",
  "wouter",
  "comlink",
  "marked",
  "dompurify",
  "yaml",
  "valibot",
  "idb",
  "recharts",
  "radix-ui",
  "@babel/parser",
  "@noble/hashes/sha3.js",
  "apache-arrow",
  "@duckdb/duckdb-wasm",
];

export default defineConfig({
  base: "./",
  plugins: [react(), coursePlugin({ root: import.meta.dirname }), serviceWorkerPlugin(), contentPolicyPlugin()],
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
  worker: { format: "es" },
  optimizeDeps: { include: prebundled },
  build: { target: "esnext", manifest: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 8000, assetsInlineLimit: 0 },
});
