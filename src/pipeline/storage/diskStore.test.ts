import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodeFileStore } from "./diskStore.node.ts";
import { exerciseFacts, exerciseStore } from "./storeExercise.ts";

const folder = mkdtempSync(join(tmpdir(), "watercourse-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("files on disk can be written, replaced, listed, moved and removed", async () => {
  expect(await exerciseStore(nodeFileStore(folder), "walk")).toEqual(exerciseFacts);
});

test("a file is there once it is closed, and nothing of it before or after it is discarded", async () => {
  const store = nodeFileStore(join(folder, "partial"));
  const writer = await store.create("a/rows.txt");
  writer.write("half");
  expect([await store.exists("a/rows.txt"), await store.list("a")]).toEqual([false, []]);
  await writer.close();
  expect(await store.readText("a/rows.txt")).toBe("half");
  const dropped = await store.create("a/more.txt");
  dropped.write("x");
  await dropped.discard();
  expect(readdirSync(join(folder, "partial", "a"))).toEqual(["rows.txt"]);
});

test("a folder that is a file is refused with a code", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(nodeFileStore(join(folder, "file")).writeText("a.txt", "x")).rejects.toMatchObject({ code: "E825" });
});
