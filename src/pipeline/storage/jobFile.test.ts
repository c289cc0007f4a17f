import { expect, test } from "vitest";
import { newJobFile, printJobFile } from "./jobFile.ts";

test("a new file has ten hexadecimal characters as its id", () => {
  expect(printJobFile(newJobFile("rows", "arrow", false))).toMatch(/^rows\.[0-9a-f]{10}\.0\.arrow$/);
});
