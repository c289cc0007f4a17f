import { expect, test } from "vitest";
import { readCheckOptions, readReplayOptions, readRunOptions } from "./options.ts";

const code = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return "accepted";
};

test("a lesson alone runs whole, for at most five minutes", () => {
  expect(readRunOptions(["lesson.md"])).toEqual({ lesson: "lesson.md", edits: [], cells: null, timeoutMs: 300_000, json: false });
});

test("every option of run is read, in any place", () => {
  const options = readRunOptions(["--json", "--edit", "a=one.ts", "lesson.md", "--edit", "b=x=y.ts", "--cells", "a, b", "--timeout", "2.5"]);
  expect(options).toEqual({ lesson: "lesson.md", edits: [{ id: "a", file: "one.ts" }, { id: "b", file: "x=y.ts" }], cells: ["a", "b"], timeoutMs: 2500, json: true });
});

test.each([
  [[]],
  [["a.md", "b.md"]],
  [["a.md", "--edit", "no-file"]],
  [["a.md", "--edit", "=file"]],
  [["a.md", "--edit", "a=1", "--edit", "a=2"]],
  [["a.md", "--cells", " , "]],
  [["a.md", "--timeout", "soon"]],
  [["a.md", "--timeout", "0"]],
  [["a.md", "--timeout", "-3"]],
  [["a.md", "--timeout", "1e9"]],
  [["a.md", "--speed"]],
  [["a.md", "--edit"]],
])("run refuses %j", (words) => {
  expect(code(() => readRunOptions(words))).toBe("E701");
});

test("replay takes one session or more", () => {
  expect(readReplayOptions(["a.json", "--json", "b.json"])).toEqual({ sessions: ["a.json", "b.json"], json: true });
  expect(code(() => readReplayOptions(["--json"]))).toBe("E701");
});

test("check takes one lesson or more, and no options", () => {
  expect(readCheckOptions(["a.md", "b.md"])).toEqual(["a.md", "b.md"]);
  expect(code(() => readCheckOptions([]))).toBe("E701");
  expect(code(() => readCheckOptions(["a.md", "--fix"]))).toBe("E701");
});
