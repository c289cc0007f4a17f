import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Cross-origin isolation: shared memory for an interrupt that keeps values, and precise clocks. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

export default defineConfig({
  base: "./",
  plugins: [react()],
  server: { headers: { ...isolation, "Service-Worker-Allowed": "/" } },
  preview: { headers: isolation },
  worker: { format: "es" },
  build: { target: "esnext", chunkSizeWarningLimit: 8000, assetsInlineLimit: 0 },
});
