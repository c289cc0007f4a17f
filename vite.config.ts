import react from "@vitejs/plugin-react";
import { createLogger, defineConfig, type Logger, type LogLevel } from "vite";
import { isolationHeaders } from "./scripts/server.mjs";
import { contentPolicyPlugin } from "./src/app/contentPolicyPlugin.node.ts";
import { monacoPlugin } from "./src/editor/monacoPlugin.node.ts";
import { coursePlugin } from "./src/lesson/coursePlugin.node.ts";
import { serviceWorkerPlugin } from "./src/sample-api/serviceWorkerPlugin.node.ts";

/**
 * Packages that the development server prepares before the first page. One that it meets later, inside a worker or
 * behind a lazy import, would make it prepare again and reload the page under the reader.
 */
export const prebundled = [
  "react",
  "react-dom/client",
  "react/jsx-runtime",
  "react/jsx-dev-runtime",
  "wouter",
  "wouter/use-hash-location",
  "client-zip",
  "comlink",
  "es-module-lexer",
  "hyparquet",
  "hyparquet-writer",
  "marked",
  "dompurify",
  "@dagrejs/dagre",
  "katex",
  "valibot",
  "idb",
  "recharts",
  "radix-ui",
  "highlight.js/lib/core",
  "highlight.js/lib/languages/typescript",
  "highlight.js/lib/languages/sql",
  "highlight.js/lib/languages/markdown",
  "@babel/parser",
  "@noble/hashes/sha2.js",
  "@noble/hashes/sha3.js",
  "@noble/hashes/utils.js",
  "apache-arrow",
  "@duckdb/duckdb-wasm",
  "monaco-editor/editor",
  "monaco-editor/editor/editor.worker",
  "monaco-editor/features/register.all",
  "monaco-editor/language/typescript/ts.worker",
  "monaco-editor/languages/definitions/markdown/register",
  "monaco-editor/languages/definitions/sql/register",
  "monaco-editor/languages/definitions/typescript/typescript",
  "monaco-editor/languages/features/typescript/register",
];

/** Vite's logger without a line for each source file that DuckDB's and Monaco's source maps name and do not bring. */
export function calmLogger(level: LogLevel): Logger {
  const logger = createLogger(level);
  const { warn, warnOnce } = logger;
  const isNoise = (message: string) => message.includes("points to a source file outside its package");
  logger.warn = (message, options) => void (isNoise(message) || warn(message, options));
  logger.warnOnce = (message, options) => void (isNoise(message) || warnOnce(message, options));
  return logger;
}

/** How long each plugin took is no news to who starts the course. */
const quietBundler = { checks: { pluginTimings: false } };

export default defineConfig(({ command }) => ({
  base: "./",
  customLogger: calmLogger(command === "build" ? "warn" : "info"),
  plugins: [react(), coursePlugin({ root: import.meta.dirname }), monacoPlugin(), serviceWorkerPlugin(), contentPolicyPlugin()],
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
  // Cells show objects by the name of their class, so the kernel keeps the names that were written.
  worker: { format: "es", rolldownOptions: { ...quietBundler, output: { keepNames: true } } },
  optimizeDeps: { include: prebundled },
  build: { target: "esnext", manifest: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 8000, assetsInlineLimit: 0, rolldownOptions: quietBundler },
}));
