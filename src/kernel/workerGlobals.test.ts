import { expect, test } from "vitest";
import { protectGlobals } from "./workerGlobals.ts";

test("what the kernel lives on cannot be replaced, and close() is refused", () => {
  const sent: unknown[] = [];
  const scope: Record<string, unknown> = { postMessage: (message: unknown) => sent.push(message), setTimeout, fetch };
  protectGlobals(scope);
  expect(() => (scope["postMessage"] = null)).toThrow(TypeError);
  expect(() => (scope["setTimeout"] = null)).toThrow(TypeError);
  scope["fetch"] = "a stand-in for a test";
  (scope["postMessage"] as (message: unknown) => void)("still here");
  expect(sent).toEqual(["still here"]);
  expect(scope["close"]).toThrow(expect.objectContaining({ code: "E221" }));
});
