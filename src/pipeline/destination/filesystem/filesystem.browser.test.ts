/** The filesystem destination in a real browser: files in OPFS, encoded by normalize workers. */
import * as Comlink from "comlink";
import { afterEach, expect, test } from "vitest";
import type { FilesystemTestApi } from "./filesystem.browser.test.worker.ts";

const workers: Worker[] = [];

function start(): Comlink.Remote<FilesystemTestApi> {
  const worker = new Worker(new URL("./filesystem.browser.test.worker.ts", import.meta.url), { type: "module" });
  workers.push(worker);
  return Comlink.wrap<FilesystemTestApi>(worker);
}

afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

test.each(["jsonl", "csv", "parquet"] as const)("files of format %s are written, read back, downloaded and dropped", async (format) => {
  const api = start();
  const name = `lake_${format}_${crypto.randomUUID().slice(0, 8)}`;
  const { info, last, items, paths } = await api.run(name, 2_000, format);
  expect(info).toContain(`opfs:///local.files/${name}`);
  expect(last).toEqual([{ id: 1_999, name: "ß 1999" }]);
  expect(items).toBe(2_000);
  expect(paths.filter((path) => path.endsWith(`.${format}`) && path.startsWith("lake/orders")).length).toBe(2);
  expect(paths.some((path) => path.endsWith(".part"))).toBe(false);
  const zip = await api.download(name);
  expect(zip).toMatchObject({ type: "application/zip", mark: "PK" });
  expect(zip.bytes).toBeGreaterThan(1_000);
  expect(await api.drop(name)).toEqual([]);
});
