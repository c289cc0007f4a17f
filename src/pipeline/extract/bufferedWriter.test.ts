import { expect, test } from "vitest";
import type { WriterConfig } from "../config/settings.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";
import { encodeRows } from "../storage/typedJson.ts";
import { BufferedWriter } from "./bufferedWriter.ts";
import { EncodedRows } from "./parallel/encodedRows.ts";

const defaults: WriterConfig = { bufferMaxItems: 5_000, fileMaxItems: undefined, fileMaxBytes: undefined, disableCompression: true };

async function writePages(pages: readonly number[], config: Partial<WriterConfig>, files = new MemoryFileStore()) {
  const writer = new BufferedWriter({ files, folder: "new_jobs", table: "rows", resource: "rows", config: { ...defaults, ...config } });
  let row = 0;
  for (const size of pages) await writer.write(Array.from({ length: size }, () => ({ row: row++ })));
  return writer.close();
}

const pagesOfTen = [10, 10, 10, 10, 10];
const ones = Array.from({ length: 25 }, () => 1);

test.each([
  { why: "there is no rotation unless a limit is set", pages: pagesOfTen, config: {}, expected: [50] },
  { why: "a file is closed once it holds fileMaxItems", pages: pagesOfTen, config: { bufferMaxItems: 20, fileMaxItems: 20 }, expected: [20, 20, 10] },
  { why: "a page is never split", pages: [100, 5], config: { bufferMaxItems: 20, fileMaxItems: 20 }, expected: [100, 5] },
  { why: "rows one by one through a buffer of one", pages: ones, config: { bufferMaxItems: 1, fileMaxItems: 10 }, expected: [10, 10, 5] },
  { why: "bytes are only counted once they are written", pages: [100, 100, 100, 100, 100, 100], config: { fileMaxBytes: 100 }, expected: [600] },
])("rotation: $why", async ({ pages, config, expected }) => {
  const jobs = await writePages(pages, config);
  expect(jobs.map(({ rows }) => rows)).toEqual(expected);
});

test("each flush is one line with a list of the buffered rows", async () => {
  const files = new MemoryFileStore();
  const [job] = await writePages(ones, { bufferMaxItems: 10 }, files);
  const text = await files.readText(`new_jobs/${job?.file}`);
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line) as unknown[]);
  expect(lines.map((rows) => rows.length)).toEqual([10, 10, 5]);
  expect(lines.flat()).toEqual(ones.map((_, row) => ({ row })));
  expect(job).toMatchObject({ bytes: new TextEncoder().encode(text).byteLength, rows: 25, table: "rows", state: "new_jobs" });
});

test("text beyond ASCII and longer than the encoder's buffer is written whole", async () => {
  const files = new MemoryFileStore();
  const writer = new BufferedWriter({ files, folder: "f", table: "t", resource: "t", config: { ...defaults, bufferMaxItems: 1 } });
  const text = "ß→😀".repeat(300_000);
  await writer.write({ text });
  const [job] = await writer.close();
  expect(JSON.parse(await files.readText(`f/${job?.file}`))).toEqual([{ text }]);
});

test("with compression the file is gzip and says so in its name", async () => {
  const files = new MemoryFileStore();
  const [job] = await writePages([1_000], { disableCompression: false }, files);
  expect(job?.file).toMatch(/^rows\.[0-9a-f]{10}\.0\.typed-jsonl\.gz$/);
  const bytes = (await files.read(`new_jobs/${job?.file}`)) as Uint8Array<ArrayBuffer>;
  expect(bytes.byteLength).toBe(job?.bytes);
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  expect(JSON.parse(text)).toHaveLength(1_000);
  expect(await files.list("new_jobs")).toEqual([job?.file]);
});

test("without rows there is no file", async () => {
  expect(await writePages([], {})).toEqual([]);
});

test("a page handed in stays the caller's own", async () => {
  const page = [{ a: 1 }];
  const writer = new BufferedWriter({ files: new MemoryFileStore(), folder: "f", table: "t", resource: "t", config: defaults });
  void writer.write(page);
  void writer.write({ a: 2 });
  expect(page).toEqual([{ a: 1 }]);
});

const encoded = (rows: readonly unknown[], worker = "extract-1") =>
  new EncodedRows({ bytes: new TextEncoder().encode(encodeRows(rows, { resource: "rows", table: "rows", firstRow: 1 })), rows: rows.length, worker, startedAt: 1_000 });

async function linesOf(files: MemoryFileStore, file: string | undefined): Promise<unknown[][]> {
  const text = await files.readText(`f/${file}`);
  return text.trimEnd().split("\n").map((line) => JSON.parse(line) as unknown[]);
}

test("rows of a worker are written as they are, joined to one line a flush, in order with plain ones", async () => {
  const files = new MemoryFileStore();
  const writer = new BufferedWriter({ files, folder: "f", table: "rows", resource: "rows", config: { ...defaults, bufferMaxItems: 5 } });
  await writer.write(encoded([{ n: 1, text: "ß]" }, { n: 2 }]));
  await writer.write({ n: 3 });
  await writer.write(encoded([]));
  await writer.write(encoded([{ n: 4 }]));
  await writer.write({ n: 5 });
  await writer.write(encoded([{ n: 6 }]));
  const [job] = await writer.close();
  expect(await linesOf(files, job?.file)).toEqual([[{ n: 1, text: "ß]" }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 5 }], [{ n: 6 }]]);
  expect(job).toMatchObject({ rows: 6, worker: "extract-1", startedAt: 1_000 });
});

test("batches of a worker are rotated like pages", async () => {
  const files = new MemoryFileStore();
  const writer = new BufferedWriter({ files, folder: "f", table: "rows", resource: "rows", config: { ...defaults, bufferMaxItems: 10, fileMaxItems: 20 } });
  for (const size of [7, 3, 10, 10, 4]) await writer.write(encoded(Array.from({ length: size }, (_, n) => ({ n }))));
  expect((await writer.close()).map(({ rows }) => rows)).toEqual([20, 14]);
});

test("rows far larger than usual leave the buffer before it is full, and rotation stays as it is", async () => {
  const files = new MemoryFileStore();
  const writer = new BufferedWriter({ files, folder: "f", table: "rows", resource: "rows", config: { ...defaults, bufferMaxItems: 20, fileMaxItems: 20 } });
  const text = "x".repeat(1_000_000);
  for (let row = 0; row < 25; row++) await writer.write({ row, text });
  const jobs = await writer.close();
  expect(jobs.map(({ rows }) => rows)).toEqual([20, 5]);
  expect((await linesOf(files, jobs[0]?.file)).length).toBeGreaterThan(2);
});

test("each closed file is told of at once", async () => {
  const told: number[] = [];
  const writer = new BufferedWriter({ files: new MemoryFileStore(), folder: "f", table: "rows", resource: "rows", config: { ...defaults, bufferMaxItems: 2, fileMaxItems: 2 }, onFile: ({ rows }) => told.push(rows) });
  for (let row = 0; row < 4; row++) await writer.write({ row });
  expect(told).toEqual([2, 2]);
  await writer.write({ row: 5 });
  expect((await writer.close()).map(({ rows }) => rows)).toEqual([2, 2, 1]);
  expect(told).toEqual([2, 2, 1]);
});
