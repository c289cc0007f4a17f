import { expect, test } from "vitest";
import { readSession } from "./session.ts";

const read = (value: unknown) => readSession(JSON.stringify(value), "s.json");
const withSteps = (...steps: unknown[]) => ({ mode: "automatic", cells: [{ id: "a", code: "1" }], steps });
const problem = (value: unknown) => {
  try {
    read(value);
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code} ${message}`;
  }
  return "accepted";
};

test("every kind of step is read as written", () => {
  const steps = [
    { run: ["a"], interrupt: { afterMs: 300 } },
    { runAll: true },
    { runStale: true },
    { edit: { id: "a", code: "2" } },
    { add: { id: "b", code: "3", lang: "md", flags: ["manual"], after: null } },
    { delete: "b" },
    { move: { id: "a", after: null } },
    { disable: "a" },
    { enable: "a" },
    { set: { name: "s", value: [1, null] } },
    { restart: true },
    { mode: "lazy" },
  ];
  expect(read(withSteps(...steps)).steps).toEqual(steps);
});

test("a session without a mode is automatic", () => {
  expect(read({ cells: [], steps: [] }).mode).toBe("automatic");
});

test("a problem is named with its place", () => {
  expect(problem(withSteps({ runAll: true }, { edit: { id: "a" } }))).toMatch(/^E705 s\.json is not a session: at steps\.1\.edit\.code: /);
  expect(problem(withSteps({ jump: "a" }))).toContain('at steps.0.jump: "jump" is no key here');
  expect(problem({ mode: "fast", cells: [], steps: [] })).toContain("the mode is automatic or lazy");
});

test.each([
  ["no action", withSteps({})],
  ["an interrupt alone", withSteps({ interrupt: { afterMs: 1 } })],
  ["two actions", withSteps({ run: ["a"], runAll: true })],
  ["an unknown action", withSteps({ jump: "a" })],
  ["runAll: false", withSteps({ runAll: false })],
  ["a negative time", withSteps({ runAll: true, interrupt: { afterMs: -1 } })],
  ["a set without a name", withSteps({ set: { value: 1 } })],
  ["two cells of one id", { cells: [{ id: "a", code: "" }, { id: "a", code: "" }], steps: [] }],
  ["a time limit of nothing", { cells: [], steps: [], stepTimeoutMs: 0 }],
  ["an unknown flag", { cells: [{ id: "a", code: "", flags: ["fast"] }], steps: [] }],
  ["a run of a cell that is not there", withSteps({ run: ["z"] })],
  ["an edit of a deleted cell", withSteps({ delete: "a" }, { edit: { id: "a", code: "" } })],
  ["a second cell of one id", withSteps({ add: { id: "a", code: "" } })],
  ["a place after no cell", withSteps({ move: { id: "a", after: "z" } })],
  ["an unknown key", { cells: [], steps: [], stpes: [] }],
  ["no object at all", [1]],
])("refused: %s", (_, value) => {
  expect(problem(value)).toMatch(/^E705 /);
});

test("what is no JSON is refused with the parser's words", () => {
  expect(() => readSession("{ mode: ", "s.json")).toThrow(/s\.json is not a session: .*JSON/);
});
