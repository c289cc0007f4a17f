/** Vite: builds the service worker as one classic script, `sw.js`, that shares no chunk with the app. */
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const entry = fileURLToPath(new URL("./sw.ts", import.meta.url));

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    build: { write: false, target: "esnext", rolldownOptions: { input: entry, output: { format: "iife", entryFileNames: "sw.js" } } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const script = outputs.flatMap((part) => ("output" in part ? part.output : [])).find((file) => file.type === "chunk");
  if (script === undefined) throw new Error("The service worker's build gave no script.");
  return script.code;
}

/** Emits `sw.js` in a build; in development answers `/sw.js` with the sources as they are now. */
export function serviceWorkerPlugin(): Plugin {
  return {
    name: "watercourse:service-worker",
    configureServer(server) {
      server.middlewares.use("/sw.js", (_request, response, next) => {
        const answer = async () => {
          const code = await bundle();
          response.setHeader("Content-Type", "text/javascript");
          response.setHeader("Cache-Control", "no-cache");
          response.end(code);
        };
        answer().catch(next);
      });
    },
    async generateBundle() {
      if (this.environment.name !== "client") return;
      this.emitFile({ type: "asset", fileName: "sw.js", source: await bundle() });
    },
  };
}
