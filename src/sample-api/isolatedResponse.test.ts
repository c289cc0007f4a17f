import { expect, test } from "vitest";
import { isolateResponse, needsIsolation } from "./isolatedResponse.ts";

const origin = "https://course.example";
const request = (url: string, mode: RequestMode, destination: RequestDestination) => ({ url: `${origin}${url}`, mode, destination });

test("pages and workers' scripts decide over isolation", () => {
  expect(needsIsolation(request("/", "navigate", "document"), origin)).toBe(true);
  expect(needsIsolation(request("/assets/kernel.js", "same-origin", "worker"), origin)).toBe(true);
});

test("data, modules and other origins go past the service worker", () => {
  expect(needsIsolation(request("/duckdb-eh.wasm", "cors", ""), origin)).toBe(false);
  expect(needsIsolation(request("/assets/page.js", "cors", "script"), origin)).toBe(false);
  expect(needsIsolation({ url: "https://elsewhere.example/", mode: "navigate", destination: "iframe" }, origin)).toBe(false);
});

test("a response without headers gets them and keeps status, type and body", async () => {
  const isolated = isolateResponse(new Response("<p>hello", { status: 404, statusText: "Not Found", headers: { "Content-Type": "text/html" } }));
  expect(isolated.headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
  expect(isolated.headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
  expect(isolated.headers.get("Content-Type")).toBe("text/html");
  expect([isolated.status, isolated.statusText, await isolated.text()]).toEqual([404, "Not Found", "<p>hello"]);
});

test("a host's own policy is left alone, and so is what has no body", () => {
  const own = new Response("x", { headers: { "Cross-Origin-Embedder-Policy": "credentialless" } });
  expect(isolateResponse(own)).toBe(own);
  const empty = new Response(null, { status: 204 });
  expect(isolateResponse(empty)).toBe(empty);
  const failed = Response.error();
  expect(isolateResponse(failed)).toBe(failed);
});
