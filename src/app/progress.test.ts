import { expect, test } from "vitest";
import { describeProgress, noProgress, parseProgress, reachSection } from "./progress.ts";

const buffer = { id: "21-buffer", title: "2.1 Buffer" };

test("what is saved and read again is the same", () => {
  const progress = reachSection(noProgress, "performance", buffer, 3, 9);
  expect(parseProgress(JSON.stringify(progress))).toEqual(progress);
});

test.each([[null], ["{"], ["null"], ['{"format":2,"last":null,"lessons":{}}'], ['{"format":1,"last":null,"lessons":{"a":{"reached":"1"}}}']])("%s counts as no progress", (text) => {
  expect(parseProgress(text)).toEqual(noProgress);
});

test("going back in a lesson moves the place but not what was reached", () => {
  const far = reachSection(noProgress, "performance", buffer, 5, 9);
  const back = reachSection(far, "performance", { id: "top", title: "Top" }, 0, 9);
  expect(back.lessons["performance"]).toEqual({ section: { id: "top", title: "Top" }, reached: 6, sections: 9 });
});

test("a lesson is read when its last section was reached, and not before", () => {
  expect(describeProgress(undefined)).toBe("Not started");
  expect(describeProgress({ section: null, reached: 8, sections: 9 })).toBe("Started");
  expect(describeProgress({ section: null, reached: 9, sections: 9 })).toBe("Read");
});

test("a lesson that lost sections cannot have more of them reached than it has", () => {
  const far = reachSection(noProgress, "performance", buffer, 8, 9);
  expect(reachSection(far, "performance", buffer, 2, 4).lessons["performance"]?.reached).toBe(4);
});
