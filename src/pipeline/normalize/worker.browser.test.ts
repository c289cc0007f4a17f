import { afterEach, expect, test } from "vitest";
import { tableRows } from "../fixtures/arrowRows.ts";
import { extractedFile } from "../fixtures/extractedFile.ts";
import { newSchema } from "../schema/schema.ts";
import { normalizePackage } from "./package.ts";
import type { ExtractedFile } from "./package.ts";
import { NormalizePool } from "./pool.ts";
import type { NormalizedFile } from "./protocol.ts";
import { startNormalizeWorker } from "./startWorker.ts";

const pool = new NormalizePool({ startNormalizeWorker, signal: () => undefined });

afterEach(async () => {
  pool.terminate();
  const root = await navigator.storage.getDirectory();
  await root.removeEntry("normalize-test", { recursive: true }).catch(() => undefined);
});

test("two workers normalize files of the origin's file system and hand the bytes over", async () => {
  const files = await Promise.all(["a", "b", "c"].map((name) => storedFile(name, Array.from({ length: 50_000 }, (_, n) => ({ n, name: `row ${n}` })))));
  const { stored, result } = await normalize(files, 2);
  expect(result.rowCounts).toEqual({ t: 150_000 });
  expect(new Set(result.jobs.map((job) => job.worker))).toEqual(new Set(["normalize-1", "normalize-2"]));
  expect(tableRows(stored.slice(0, 1), "t")[49_999]).toMatchObject({ n: 49_999n, name: "row 49999" });
});

test("a compressed file is unpacked in the worker", async () => {
  const packed = new Response(new Blob([extractedFile([{ a: 1 }])] as BlobPart[]).stream().pipeThrough(new CompressionStream("gzip")));
  const bytes = new Uint8Array(await packed.arrayBuffer());
  const { result } = await normalize([{ name: "a", table: "t", bytes: bytes.length, source: { read: () => Promise.resolve(bytes) }, compressed: true }], 1);
  expect(result.rowCounts).toEqual({ t: 1 });
});

test("bytes that were handed to a worker can be read again", async () => {
  const bytes = extractedFile([{ a: 1 }]);
  const file: ExtractedFile = { name: "a", table: "t", bytes: bytes.length, source: { read: () => Promise.resolve(bytes) }, compressed: false };
  await normalize([file], 1);
  const { result } = await normalize([file], 1);
  expect(result.rowCounts).toEqual({ t: 1 });
});

test("an error of a file comes out of the worker with its code, its reason and its way out", async () => {
  const source = { read: () => Promise.resolve(new TextEncoder().encode("[1\n")) };
  const error = await normalize([{ name: "a", table: "t", bytes: 3, source, compressed: false }], 1).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: "CodedError", code: "E421", details: { line: 1, table: "t" } });
  expect((error as { fix: string }).fix).toContain("extract again");
});

test("a file that is not there fails with the file's name", async () => {
  const missing: ExtractedFile = { name: "gone", table: "t", bytes: 1, source: { opfsPath: "normalize-test/gone" }, compressed: false };
  await expect(normalize([missing], 1)).rejects.toMatchObject({ code: "E431", details: { file: "gone", table: "t" } });
});

async function storedFile(name: string, rows: readonly unknown[]): Promise<ExtractedFile> {
  const bytes = extractedFile(rows);
  const root = await navigator.storage.getDirectory();
  const directory = await root.getDirectoryHandle("normalize-test", { create: true });
  const handle = await directory.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  await writable.write(bytes as Uint8Array<ArrayBuffer>);
  await writable.close();
  return { name, table: "t", bytes: bytes.length, source: { opfsPath: `normalize-test/${name}` }, compressed: false };
}

async function normalize(files: readonly ExtractedFile[], workers: number) {
  const stored: NormalizedFile[] = [];
  const result = await normalizePackage({
    loadId: "1.5",
    schema: newSchema("s"),
    files,
    workers,
    host: { checkpoint: () => undefined },
    pool,
    onFile: async (file) => void stored.push(file),
  });
  return { stored, result };
}
