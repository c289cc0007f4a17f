import type { Plugin } from "vite";

const ownWorker = /createWorker:\s*\(\)\s*=>\s*new Worker\(new URL\(['"]ts\.worker\.js['"], import\.meta\.url\), \{ type: ['"]module['"] \}\),?/;

/**
 * Keeps a second copy of Monaco's TypeScript worker (6.9 MB) out of the build. Monaco names it in a line that is never
 * reached here, because `monaco.ts` supplies a worker of its own; the bundler cannot know that.
 *
 * Fails the build when the line is not there any more, so that an update of Monaco is noticed.
 */
export function monacoPlugin(): Plugin {
  return {
    name: "watercourse:monaco",
    apply: "build",
    enforce: "pre",
    transform: {
      filter: { id: /monaco-editor[\\/]esm[\\/]vs[\\/]languages[\\/]features[\\/]typescript[\\/]workerManager\.js$/ },
      handler(code) {
        if (!ownWorker.test(code)) this.error("Monaco names its TypeScript worker in another way than before; see src/editor/monacoPlugin.node.ts.");
        return { code: code.replace(ownWorker, ""), map: null };
      },
    },
  };
}
