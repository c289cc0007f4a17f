import { expect, test } from "vitest";
import { MemoryFileStore } from "./memoryStore.ts";
import { exerciseFacts, exerciseStore } from "./storeExercise.ts";

test("files in memory can be written, replaced, listed, moved and removed", async () => {
  expect(await exerciseStore(new MemoryFileStore(), "folder")).toEqual(exerciseFacts);
});

test("what is read is a copy: changing it leaves the file as it is", async () => {
  const store = new MemoryFileStore();
  await store.writeBytes("a", Uint8Array.of(1));
  (await store.read("a"))[0] = 2;
  expect(await store.read("a")).toEqual(Uint8Array.of(1));
});
