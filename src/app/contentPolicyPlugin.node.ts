/** Vite: gives the built page a content security policy, the second wall behind the sanitiser of lesson markdown. */
import type { Plugin } from "vite";

/**
 * What the page may load and run. Cells are evaluated in the kernel worker, which as a worker from the network has its
 * own response's policy and not the page's, so the page itself never needs `unsafe-eval`. Styles are written into
 * elements by charts and the editor, hence `unsafe-inline` there.
 */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self' data:",
  "connect-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Adds the policy as the first element of the page's head; in builds only, as the development server needs inline scripts. */
export function contentPolicyPlugin(): Plugin {
  return {
    name: "watercourse:content-policy",
    apply: "build",
    transformIndexHtml: () => [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy }, injectTo: "head-prepend" }],
  };
}
