import { expect, test } from "vitest";
import { newJobFile, parseJobFile, printJobFile } from "./jobFile.ts";

test("a new file has ten hexadecimal characters as its id", () => {
  expect(printJobFile(newJobFile("rows", "arrow", false))).toMatch(/^rows\.[0-9a-f]{10}\.0\.arrow$/);
});

test("folders in front of a name do not count", () => {
  expect(parseJobFile("load/normalized/1.5/new_jobs/rows.abc.2.arrow")).toEqual({ table: "rows", fileId: "abc", retry: 2, format: "arrow", compressed: false });
});
