import { expect, test } from "vitest";
import type { StoredSchema } from "../schema/types.ts";
import type { PackageManifest } from "./manifest.ts";
import { HoldingStore } from "./holdingStore.ts";
import { MemoryFileStore } from "./memoryStore.ts";
import { PackageStorage, newLoadId } from "./packageStorage.ts";

const schema: StoredSchema = { version: 1, version_hash: "", engine_version: 11, name: "shop", tables: {}, settings: { detections: [], default_hints: {} }, normalizers: { names: "snake_case", json: { module: "relational" } }, previous_hashes: [] };

function manifest(loadId: string, more: Partial<PackageManifest> = {}): PackageManifest {
  const job = { file: "orders.0000000000.0.typed-jsonl", table: "orders", rows: 2, bytes: 10, state: "new_jobs" } as const;
  return { version: 1, loadId, schemaName: "shop", state: "extracted", createdAt: "2026-01-01T00:00:00Z", completedAt: null, jobs: [job], replacedTables: [], updatedTables: [], ...more };
}

async function extractedPackage(files: MemoryFileStore, loadId: string): Promise<PackageStorage> {
  const packages = new PackageStorage(new HoldingStore(files, "shop"), "shop", "shop");
  await files.writeText(packages.jobPath("extracted", loadId, manifest(loadId).jobs[0] ?? { file: "", state: "new_jobs" }), "[{}]");
  await packages.commit([{ place: "extracted", manifest: manifest(loadId), schema }]);
  return packages;
}

const normalizedJob = { file: "orders.1111111111.0.arrow", table: "orders", rows: 2, bytes: 10, state: "new_jobs" } as const;
const loadedManifest = (loadId: string) => manifest(loadId, { state: "loaded", completedAt: "2026-01-01T00:00:01Z", jobs: [{ ...normalizedJob, state: "completed_jobs" }] });

/** A store that stops working after a number of changes, as if the tab had been closed then. */
class ClosingStore extends MemoryFileStore {
  changesLeft = Number.POSITIVE_INFINITY;

  #change(): void {
    if (this.changesLeft-- <= 0) throw new Error("the tab was closed");
  }
  override async writeText(path: string, text: string): Promise<void> {
    this.#change();
    return super.writeText(path, text);
  }
  override async move(from: string, to: string): Promise<void> {
    this.#change();
    return super.move(from, to);
  }
  override async remove(path: string): Promise<void> {
    this.#change();
    return super.remove(path);
  }
}

test("load ids are increasing numbers of seconds", () => {
  const ids = Array.from({ length: 1_000 }, newLoadId).map(Number);
  expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0))).toBe(true);
  expect(Math.abs((ids[0] ?? 0) - Date.now() / 1000)).toBeLessThan(5);
});

test("a package walks from extracted to normalized to loaded, its files with it", async () => {
  const files = new MemoryFileStore();
  const packages = await extractedPackage(files, "1.5");
  await files.writeText(packages.jobPath("normalized", "1.5", normalizedJob), "arrow");
  await packages.commit([{ place: "normalized", manifest: manifest("1.5", { state: "normalized", jobs: [normalizedJob] }), schema }]);
  expect(await packages.list("extracted")).toEqual([]);
  await packages.commitLoaded(loadedManifest("1.5"), schema);
  expect(await packages.list("normalized")).toEqual([]);
  expect(await files.list("shop/load/loaded/1.5")).toEqual(["completed_jobs/", "package.json", "schema.json"]);
  expect(await files.readText("shop/load/loaded/1.5/completed_jobs/orders.1111111111.0.arrow")).toBe("arrow");
});

test("packages are listed by time, not by text", async () => {
  const files = new MemoryFileStore();
  for (const loadId of ["1000.5", "999.25", "1000.125"]) await extractedPackage(files, loadId);
  expect(await new PackageStorage(new HoldingStore(files, "shop"), "shop", "shop").list("extracted")).toEqual(["999.25", "1000.125", "1000.5"]);
});

test("files without a package.json are unfinished work and are removed", async () => {
  const files = new MemoryFileStore();
  await files.writeText("shop/normalize/extracted/2.0/new_jobs/orders.0.0.typed-jsonl", "[{}]");
  await files.writeText("shop/load/normalized/3.0/schema.json", "{}");
  const packages = new PackageStorage(new HoldingStore(files, "shop"), "shop", "shop");
  await packages.recover();
  expect(await files.list("shop")).toEqual([]);
});

test("wherever the tab is closed on the way, the package is in one place and its files are there", async () => {
  let interrupted = 0;
  for (let changes = 0; changes < 16; changes++) {
    const files = new ClosingStore();
    const packages = await extractedPackage(files, "1.5");
    await files.writeText(packages.jobPath("normalized", "1.5", normalizedJob), "arrow");
    files.changesLeft = changes;
    try {
      await packages.commit([{ place: "normalized", manifest: manifest("1.5", { state: "normalized", jobs: [normalizedJob] }), schema }]);
      await packages.commitLoaded(loadedManifest("1.5"), schema);
    } catch {
      interrupted++;
    }
    files.changesLeft = Number.POSITIVE_INFINITY;

    const reopened = new PackageStorage(new HoldingStore(files, "shop"), "shop", "shop");
    await reopened.recover();
    const found = [];
    for (const place of ["extracted", "normalized", "loaded"] as const) {
      for (const loadId of await reopened.list(place)) {
        const { jobs } = await reopened.manifest(place, loadId);
        for (const job of jobs) expect(await files.exists(reopened.jobPath(place, loadId, job)), `${place} after ${changes} changes`).toBe(true);
        found.push(place);
      }
    }
    expect(found, `after ${changes} changes`).toHaveLength(1);
  }
  expect(interrupted).toBeGreaterThan(5);
});

test("a package.json that is no JSON is an error that names the file", async () => {
  const files = new MemoryFileStore();
  await files.writeText("shop/load/loaded/1.5/package.json", "{");
  await expect(new PackageStorage(new HoldingStore(files, "shop"), "shop", "shop").manifest("loaded", "1.5")).rejects.toMatchObject({ code: "E466" });
});
