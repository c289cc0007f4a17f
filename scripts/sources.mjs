/** Runs the project's TypeScript in Node: Vite reads it, as it reads the course. */
import { createServer } from "vite";
import { join } from "node:path";
import { root } from "./dependencies.mjs";

/**
 * Loads one source file and hands its exports over; everything that they import stays available until `work` has ended.
 *
 * @template Result
 * @param {string} file path from the project's folder
 * @param {(exports: Record<string, any>) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withSource(file, work) {
  const vite = await createServer({
    root,
    configFile: false,
    appType: "custom",
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await work(await vite.ssrLoadModule(join(root, file)));
  } finally {
    await vite.close();
  }
}
