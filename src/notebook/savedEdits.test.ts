import { expect, test } from "vitest";
import { CodedError } from "../diagnostic/codedError.ts";
import { readSavedEdits, recordOf, resumeEdits, type SavedEdits } from "./savedEdits.ts";

/** A readable stand-in for SHA-256: equal texts, equal digests. */
const digest = (text: string): string => `#${text}`;

const saved: SavedEdits = { format: 2, lesson: "welcome", version: 1, base: { a: "#one" }, edits: { a: "mine" }, inputs: [{ cell: "a", path: "s", identity: "[]", value: 5 }] };

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
  return undefined;
}

test("a record of the present format is read as it is", () => {
  expect(readSavedEdits(structuredClone(saved))).toEqual(saved);
});

test("an old record walks through every migration in order", () => {
  const steps = [
    (record: Readonly<Record<string, unknown>>) => ({ ...record, edits: record["texts"] }),
    (record: Readonly<Record<string, unknown>>) => ({ ...record, version: Number(record["version"]) }),
  ];
  const old = { format: 1, lesson: "welcome", version: "4", base: {}, texts: { a: "mine" } };
  expect(readSavedEdits(old, steps)).toEqual({ format: 3, lesson: "welcome", version: 4, base: {}, edits: { a: "mine" }, inputs: [] });
});

test.each([[null], ["text"], [[]], [{}], [{ ...saved, format: 0 }], [{ ...saved, edits: { a: 1 } }], [{ ...saved, lesson: undefined }]])(
  "%j is unreadable and says so",
  (raw) => {
    expect(codeOf(() => readSavedEdits(raw))).toBe("E624");
  },
);

test("a record of a later format is refused, not guessed at", () => {
  expect(codeOf(() => readSavedEdits({ ...saved, format: 3 }))).toBe("E623");
});

test("an edit of a cell that the author left alone is kept", () => {
  const resumed = resumeEdits(saved, new Map([["a", "one"]]), digest);
  expect([...resumed.edits]).toEqual([["a", "mine"]]);
  expect(resumed.conflicts.size).toBe(0);
});

test("when both changed, the learner's text stays and the conflict is told", () => {
  const resumed = resumeEdits(saved, new Map([["a", "two"]]), digest);
  expect(resumed.edits.get("a")).toBe("mine");
  expect([...resumed.conflicts]).toEqual(["a"]);
});

test("an edit that equals the author's new text is no edit any more", () => {
  expect(resumeEdits(saved, new Map([["a", "mine"]]), digest).edits.size).toBe(0);
});

test("an edit of a removed cell is kept in the record", () => {
  const originals = new Map([["b", "other"]]);
  const resumed = resumeEdits(saved, originals, digest);
  expect([...resumed.removed]).toEqual([["a", "mine"]]);
  const record = recordOf({ id: "welcome", version: 2 }, resumed, originals, saved, digest);
  expect(record).toEqual({ format: 2, lesson: "welcome", version: 2, base: { a: "#one" }, edits: { a: "mine" }, inputs: [] });
});

test("a conflict is still a conflict after saving", () => {
  const originals = new Map([["a", "two"]]);
  const record = recordOf({ id: "welcome", version: 2 }, resumeEdits(saved, originals, digest), originals, saved, digest);
  expect(resumeEdits(record, originals, digest).conflicts.has("a")).toBe(true);
});

test("what is saved and read again is the same", () => {
  const originals = new Map([["a", "one"], ["b", "two"]]);
  const resumed = { edits: new Map([["b", "second"]]), conflicts: new Set<string>(), removed: new Map<string, string>() };
  const record = readSavedEdits(JSON.parse(JSON.stringify(recordOf({ id: "welcome", version: 1 }, resumed, originals, null, digest))));
  expect(resumeEdits(record, originals, digest)).toEqual(resumed);
});

test("a record of the first format had no values of inputs; places that cannot be read are left out", () => {
  expect(readSavedEdits({ format: 1, lesson: "welcome", version: 1, base: {}, edits: {} }).inputs).toEqual([]);
  expect(readSavedEdits({ ...saved, inputs: [...saved.inputs, { cell: 1 }, null] }).inputs).toEqual(saved.inputs);
});

test("values of inputs go into the record", () => {
  const texts = new Map([["a", "one"]]);
  expect(recordOf({ id: "welcome", version: 1 }, resumeEdits(saved, texts, digest), texts, saved, digest, saved.inputs).inputs).toEqual(saved.inputs);
});
