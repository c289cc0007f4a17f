import { expect, test } from "vitest";
import { jobId, newJobFile, parseJobFile, printJobFile } from "./jobFile.ts";

const names = [
  { file: "issues.a1b2c3d4e5.0.typed-jsonl.gz", job: { table: "issues", fileId: "a1b2c3d4e5", retry: 0, format: "typed-jsonl", compressed: true }, id: "issues.a1b2c3d4e5.typed-jsonl.gz", retried: "issues.a1b2c3d4e5.1.typed-jsonl.gz" },
  { file: "issues.a1b2c3d4e5.0.insert_values.gz", job: { table: "issues", fileId: "a1b2c3d4e5", retry: 0, format: "insert_values", compressed: true }, id: "issues.a1b2c3d4e5.insert_values.gz", retried: "issues.a1b2c3d4e5.1.insert_values.gz" },
  { file: "issues__labels.0123456789.2.jsonl", job: { table: "issues__labels", fileId: "0123456789", retry: 2, format: "jsonl", compressed: false }, id: "issues__labels.0123456789.jsonl", retried: "issues__labels.0123456789.3.jsonl" },
  { file: "t.abc.1.sql", job: { table: "t", fileId: "abc", retry: 1, format: "sql", compressed: false }, id: "t.abc.sql", retried: "t.abc.2.sql" },
];

test.each(names)("$file says table, id, retry and format", ({ file, job, id, retried }) => {
  const parsed = parseJobFile(file);
  expect(parsed).toEqual(job);
  expect(printJobFile(parsed)).toBe(file);
  expect(jobId(parsed)).toBe(id);
  expect(printJobFile({ ...parsed, retry: parsed.retry + 1 })).toBe(retried);
});

test("a name without the four parts is an error", () => {
  expect(() => parseJobFile("bad.name")).toThrow(expect.objectContaining({ code: "E464" }));
});

test("a new file has ten hexadecimal characters as its id", () => {
  expect(printJobFile(newJobFile("rows", "arrow", false))).toMatch(/^rows\.[0-9a-f]{10}\.0\.arrow$/);
});
