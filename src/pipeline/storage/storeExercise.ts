/** The same walk through any file store, so that one list of facts holds for all of them. */
import type { FileStore } from "./fileStore.ts";

/** What the walk must find, whatever the store. */
export const exerciseFacts = {
  written: "a[1]ß→😀",
  bytesWritten: 13,
  /** A file that does not fit into memory's share begins there and continues on disk. */
  large: [3_000_003, "0", "end"],
  replaced: "new",
  listed: ["deep/", "one.txt"],
  nothingThere: [],
  sizes: [3, null],
  exist: [true, true, false],
  moved: ["x", "y"],
  oldPlace: false,
  discarded: false,
  missing: "E461",
  afterRemove: [],
} as const;

/** Uses every method of a store under a folder of its own, which it removes at the end. */
export async function exerciseStore(store: FileStore, folder: string): Promise<Record<keyof typeof exerciseFacts, unknown>> {
  const path = (name: string): string => `${folder}/${name}`;
  const writer = await store.create(path("rows.txt"));
  writer.write("a[1]");
  writer.write("ß→😀");
  const { bytesWritten } = writer;
  await writer.close();
  const written = await store.readText(path("rows.txt"));
  await store.remove(path("rows.txt"));

  const long = await store.create(path("long.txt"));
  for (let page = 0; page < 30; page++) {
    long.write("0".repeat(99_999));
    long.writeBytes(new Uint8Array([48]));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  long.write("end");
  await long.close();
  const longText = await store.readText(path("long.txt"));
  await store.remove(path("long.txt"));

  await store.writeText(path("one.txt"), "old text");
  await store.writeText(path("one.txt"), "new");
  await store.writeBytes(path("deep/x/file.bin"), Uint8Array.of(120));
  await store.writeBytes(path("deep/y.bin"), Uint8Array.of(121));
  const listed = await store.list(folder);
  const sizes = [await store.size(path("one.txt")), (await store.size(path("none.txt"))) ?? null];
  const exist = [await store.exists(path("one.txt")), await store.exists(path("deep/x")), await store.exists(path("deep/none"))];

  await store.move(path("deep"), path("moved/far"));
  const moved = [await store.readText(path("moved/far/x/file.bin")), await store.readText(path("moved/far/y.bin"))];
  const oldPlace = await store.exists(path("deep"));

  const dropped = await store.create(path("dropped.txt"));
  dropped.write("text");
  await dropped.discard();
  const discarded = await store.exists(path("dropped.txt"));
  const missing: unknown = await store.read(path("none.txt")).catch((error: { code?: string }) => error.code);
  const replaced = await store.readText(path("one.txt"));

  await store.remove(folder);
  await store.remove(folder);
  return { written, bytesWritten, large: [longText.length, longText.charAt(2_999_999), longText.slice(3_000_000)], replaced, listed, nothingThere: await store.list(path("none")), sizes, exist, moved, oldPlace, discarded, missing, afterRemove: await store.list(folder) };
}
