import { expect, test } from "vitest";
import { startReason } from "./startReason.ts";

test.each([
  "Uncaught NetworkError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at 'http://localhost/a.js' failed to load.",
  "Uncaught TypeError: Failed to fetch",
  "Uncaught TypeError: Failed to execute 'compile' on 'WebAssembly': HTTP status code is not ok",
  "Failed to fetch dynamically imported module: http://localhost/assets/engine.js",
  "Load failed",
  "NetworkError when attempting to fetch resource.",
])("a file that did not arrive is told without its address: %s", (message) => {
  expect(startReason(new Error(message))).toBe("its files could not be fetched.");
});

test("a page in place of the program is told", () => {
  expect(startReason(new Error("WebAssembly.instantiate(): expected magic word 00 61 73 6d, found 3c 21 64 6f @+0"))).toBe("the server sent something else in place of its program.");
});

test("any other reason keeps its words, as a sentence", () => {
  expect(startReason(new Error("Uncaught RangeError: WebAssembly.Memory(): could not allocate memory"))).toBe("WebAssembly.Memory(): could not allocate memory.");
  expect(startReason("out of luck!")).toBe("out of luck!");
});
