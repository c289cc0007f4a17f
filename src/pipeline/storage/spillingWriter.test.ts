import fc from "fast-check";
import { expect, test } from "vitest";
import { MemoryFileStore } from "./memoryStore.ts";
import { SpillingWriter } from "./spillingWriter.ts";

function writerTo(store: MemoryFileStore, limit: number, opened: () => Promise<void> = async () => {}) {
  const kept: string[] = [];
  const writer = new SpillingWriter({
    limit,
    open: async () => {
      await opened();
      return store.create("file");
    },
    keep: async (bytes) => {
      kept.push("in one go");
      await store.writeBytes("file", bytes);
    },
  });
  return { writer, kept };
}

test("a small file is stored in one go when it is closed", async () => {
  const store = new MemoryFileStore();
  const { writer, kept } = writerTo(store, 10);
  writer.write("äb");
  writer.writeBytes(Uint8Array.of(99));
  expect(writer.bytesWritten).toBe(4);
  expect(await store.exists("file")).toBe(false);
  await writer.close();
  expect(await store.readText("file")).toBe("äbc");
  expect(kept).toEqual(["in one go"]);
});

test("whatever is written, and whenever the file opens, the file holds all of it in order", async () => {
  const piece = fc.oneof(fc.string({ unit: "grapheme", maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), fc.constant("pause" as const));
  await fc.assert(
    fc.asyncProperty(fc.array(piece), fc.nat(60), async (pieces, limit) => {
      const store = new MemoryFileStore();
      const { writer } = writerTo(store, limit);
      const expected: number[] = [];
      for (const next of pieces) {
        if (next === "pause") await new Promise((resolve) => setImmediate(resolve));
        else if (typeof next === "string") writer.write(next);
        else writer.writeBytes(next);
        if (next !== "pause") expected.push(...(typeof next === "string" ? new TextEncoder().encode(next) : next));
      }
      await writer.close();
      expect([...(await store.read("file"))]).toEqual(expected);
      expect(writer.bytesWritten).toBe(expected.length);
    }),
  );
});

test("a file that cannot be opened is an error of the next write, or of closing", async () => {
  const full = async () => {
    throw new Error("full");
  };
  const { writer } = writerTo(new MemoryFileStore(), 2, full);
  writer.write("abc");
  await expect(writer.close()).rejects.toThrow("full");
  expect(() => writer.write("d")).toThrow("full");
});

test("what is discarded is not there, whether it was on disk already or not", async () => {
  for (const limit of [0, 100]) {
    const store = new MemoryFileStore();
    const { writer } = writerTo(store, limit);
    writer.write("abc");
    await writer.discard();
    expect(await store.exists("file")).toBe(false);
  }
});
