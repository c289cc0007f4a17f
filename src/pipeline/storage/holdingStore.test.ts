import fc from "fast-check";
import { expect, test } from "vitest";
import { HoldingStore } from "./holdingStore.ts";
import { MemoryFileStore } from "./memoryStore.ts";
import { StoppingStore } from "./stoppingStore.ts";
import { exerciseFacts, exerciseStore } from "./storeExercise.ts";
import type { FileStore } from "./fileStore.ts";

async function filesOf(store: FileStore, folder = ""): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of await store.list(folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (name.endsWith("/")) Object.assign(files, await filesOf(store, path.slice(0, -1)));
    else files[path] = await store.readText(path);
  }
  return files;
}

test("a store that holds works like one that does not", async () => {
  const store = new HoldingStore(new MemoryFileStore(), "root");
  expect(await store.hold(() => exerciseStore(store, "held"))).toEqual(exerciseFacts);
  expect(await exerciseStore(store, "through")).toEqual(exerciseFacts);
});

const path = fc.constantFrom("root/a/new_jobs/1", "root/a/package.json", "root/b/new_jobs/1", "root/b/package.json", "root/state.json", "root/b/deep/x", "root/c");
const folder = fc.constantFrom("root/a", "root/b", "root/b/deep", "root/none");
const change = fc.oneof(
  fc.record({ do: fc.constant("text" as const), path, text: fc.string() }),
  fc.record({ do: fc.constant("bytes" as const), path, text: fc.string() }),
  fc.record({ do: fc.constant("file" as const), path, text: fc.string() }),
  fc.record({ do: fc.constant("move" as const), path: fc.oneof(path, folder), to: fc.constantFrom("root/moved", "root/b/moved") }),
  fc.record({ do: fc.constant("remove" as const), path: fc.oneof(path, folder) }),
  fc.record({ do: fc.constant("flush" as const) }),
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

async function make(store: FileStore, step: Change): Promise<unknown> {
  try {
    if (step.do === "text") await store.writeText(step.path, step.text);
    else if (step.do === "bytes") await store.writeBytes(step.path, new TextEncoder().encode(step.text));
    else if (step.do === "file") {
      const writer = await store.create(step.path);
      writer.write(step.text);
      await writer.close();
    } else if (step.do === "move" && !(await store.exists(step.to)) && !step.to.startsWith(`${step.path}/`)) await store.move(step.path, step.to);
    else if (step.do === "remove") await store.remove(step.path);
    else if (step.do === "flush" && store instanceof HoldingStore) await store.flush();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

test("whatever is changed, held or not, reads see the same at every step, and so does the store below in the end", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change), fc.array(change), fc.array(change), async (before, held, after) => {
      const model = new MemoryFileStore();
      const below = new MemoryFileStore();
      const store = new HoldingStore(below, "root");
      const both = async (step: Change) => {
        expect(await make(store, step)).toEqual(await make(model, step));
        expect(await filesOf(store)).toEqual(await filesOf(model));
      };
      for (const step of before) await both(step);
      await store.hold(async () => {
        for (const step of held) await both(step);
      });
      expect(await filesOf(below)).toEqual(await filesOf(model));
      for (const step of after) await both(step);
    }),
  );
});

test("small changes reach the store below when the work ends, large ones at once", async () => {
  const below = new MemoryFileStore();
  const store = new HoldingStore(below, "root");
  await store.hold(async () => {
    await store.writeText("root/a", "1");
    await store.hold(() => store.writeText("root/b", "2"));
    expect(await below.list("root")).toEqual([]);
    await store.writeBytes("root/c", new Uint8Array(2 * 1024 * 1024));
    expect(await below.list("root")).toEqual(["a", "b", "c"]);
    await store.writeText("root/d", "3");
    expect(await below.list("root")).toEqual(["a", "b", "c", "d"]);
  });
});

test("what was held is written also when the work fails", async () => {
  const below = new MemoryFileStore();
  const store = new HoldingStore(below, "root");
  const work = store.hold(async () => {
    await store.writeText("root/a", "1");
    throw new Error("the work failed");
  });
  await expect(work).rejects.toThrow("the work failed");
  expect(await below.readText("root/a")).toBe("1");
});

/** Two packages and the state: written over an earlier state. */
const together: readonly (readonly [string, string])[] = [["root/p/1/package.json", "1"], ["root/p/2/package.json", "2"], ["root/state.json", "new"], ["root/schemas/s.schema.json", "new"]];

test("wherever a crash interrupts texts that belong together, all of them are there in the end, or none", async () => {
  const outcomes = new Set<number>();
  for (let operations = 0; ; operations++) {
    const files = new MemoryFileStore();
    const stopping = new StoppingStore({ files, operations });
    const writing = new HoldingStore(stopping, "root").writeTexts(new Map(together));
    const finished = await Promise.race([writing.then(() => true), stopping.stopped.then(() => false)]);
    const reopened = new HoldingStore(files, "root");
    await reopened.recover();
    const found = Object.entries(await filesOf(files));
    expect([0, together.length], `after ${operations} operations: ${JSON.stringify(found)}`).toContain(found.length);
    outcomes.add(found.length);
    if (finished) break;
  }
  expect(outcomes).toEqual(new Set([0, together.length]));
});

test("when the disk is full for one write, all that was held is there after the next change, or it is told that nothing is", async () => {
  const outcomes = new Set<string>();
  for (let operations = 0; ; operations++) {
    const files = new MemoryFileStore();
    const stopping = new StoppingStore({ files, operations, failsOnce: true, failure: () => new Error("full") });
    const store = new HoldingStore(stopping, "root");
    let dropped = 0;
    const work = store.hold(
      async () => {
        for (const [target, text] of together) await store.writeText(target, text);
      },
      async () => void dropped++,
    );
    const failure: unknown = await work.then(() => undefined, String);
    if (stopping.stoppedAt === undefined) break;
    expect([failure, dropped]).toEqual(failure === undefined ? [undefined, 0] : ["Error: full", 1]);
    const expected = failure === undefined ? Object.fromEntries(together) : {};
    const { "root/journal.json": _journal, ...seen } = await filesOf(store);
    expect(seen).toEqual(expected);
    await store.writeText("root/more", "more");
    await new HoldingStore(files, "root").recover();
    expect(await filesOf(files)).toEqual({ ...expected, "root/more": "more" });
    outcomes.add(String(failure));
  }
  expect(outcomes).toEqual(new Set(["undefined", "Error: full"]));
});
