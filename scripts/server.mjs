/** A small static file server: the built course for the command line, and hosts of any kind for the tests. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

/** Cross-origin isolation: shared memory for an interrupt that keeps values, and precise clocks. */
export const isolationHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".md": "text/markdown; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
};

/**
 * Serves a folder on this machine only, at a free port.
 *
 * @param {string} folder
 * @param {{ headers?: Record<string, string>, base?: string }} [options] headers: sent with every file; base: the path
 *   below which the folder appears, `/` unless given
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} url: with a `/` at its end
 */
export async function serveFolder(folder, { headers = {}, base = "/" } = {}) {
  const server = createServer((request, response) => {
    answer(request.url ?? "/").catch(() => response.writeHead(500).end());

    /** @param {string} url */
    async function answer(url) {
      const { pathname } = new URL(url, "http://localhost");
      const path = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : null;
      const file = path === null ? null : normalize(join(folder, path === "" || path.endsWith("/") ? `${path}index.html` : path));
      const found = file?.startsWith(folder + sep) ? await stat(file).catch(() => null) : null;
      if (file === null || !found?.isFile()) return void response.writeHead(404, headers).end("Not found");
      response.writeHead(200, { ...headers, "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Length": found.size });
      if (request.method === "HEAD") response.end();
      else createReadStream(file).on("error", () => response.destroy()).pipe(response);
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () => new Promise((resolve) => void (server.close(() => resolve()), server.closeAllConnections())),
  };
}
