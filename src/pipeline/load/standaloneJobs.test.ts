import { beforeEach, expect, test } from "vitest";
import { nodeHost } from "../host.node.ts";
import { dlt, setPipelineHost } from "../index.ts";
import type { DestinationRef } from "../index.ts";
import type { Pipeline } from "../index.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";

let files: MemoryFileStore;
/** Tables whose rows were handed to the sink, in order. */
let given: string[];

beforeEach(() => {
  files = new MemoryFileStore();
  given = [];
  setPipelineHost(nodeHost({ files }));
});

/** A sink that says no as long as `answer` throws. */
const sink = (answer: (table: string) => void): DestinationRef =>
  dlt.destination((_rows, table) => {
    answer(table.name);
    given.push(table.name);
  });

const out = (destination: DestinationRef, config = {}): Pipeline => dlt.pipeline({ pipelineName: "out", destination, config });
const two = () => [dlt.resource([{ id: 1 }], { name: "a" }), dlt.resource([{ id: 2 }], { name: "b" })];

test("an error that may pass is tried again, and the file's name counts the tries", async () => {
  let refusals = 2;
  const info = await out(
    sink((table) => {
      if (table === "b" && refusals-- > 0) throw new Error("not now");
    }),
  ).run(two());
  expect(given.sort()).toEqual(["a", "b"]);
  const jobs = info.loadPackages[0]?.jobs ?? [];
  expect(jobs.filter(({ table }) => table !== "_dlt_pipeline_state").map(({ file }) => file.split(".")[2]).sort()).toEqual(["0", "2"]);
  expect((await files.list(`out/load/loaded/${info.loadIds[0]}/completed_jobs`)).some((file) => /^b\.[0-9a-f]{10}\.2\./.test(file))).toBe(true);
});

test("after LOAD__RAISE_ON_MAX_RETRIES tries the load pauses; what is complete is not loaded again", async () => {
  let isDown = true;
  const destination = sink((table) => {
    if (table === "b" && isDown) throw new Error("not now");
  });
  const error: unknown = await out(destination, { load: { raiseOnMaxRetries: 3 } }).run(two()).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "E440", details: { retries: 3 } });
  expect(given).toEqual(["a"]);
  isDown = false;
  setPipelineHost(nodeHost({ files }));
  const pipeline = out(destination);
  expect((await pipeline.listPendingPackages()).map(({ state }) => state)).toEqual(["normalized"]);
  await pipeline.load();
  expect(given).toEqual(["a", "b"]);
  expect(await pipeline.hasPendingData()).toBe(false);
});

test("an error that will come again aborts the package at once, with the message kept beside the file", async () => {
  const pipeline = out(
    sink((table) => {
      if (table === "b") throw new dlt.TerminalError("no such list");
    }),
  );
  await expect(pipeline.run(two())).rejects.toMatchObject({ code: "E481" });
  expect(String(pipeline.lastLoadInfo)).toMatch(/is ABORTED and contains 1 FAILED job\(s\)!/);
  const [failed] = await pipeline.listFailedJobs();
  expect(failed).toMatchObject({ table: "b", message: expect.stringContaining("no such list") as string });
  expect((await files.list(`out/load/loaded/${failed?.loadId}/failed_jobs`)).map((file) => file.replace(/[0-9a-f]{10}/, "ID"))).toEqual(["b.ID.0.arrow", "b.ID.0.arrow.exception"]);
});

test("with raiseOnFailedJobs off, the other jobs are loaded, and the package counts as loaded", async () => {
  const pipeline = out(
    sink((table) => {
      if (table === "a") throw new dlt.TerminalError("no such list");
    }),
  );
  await pipeline.extract(two());
  await pipeline.normalize();
  const info = await pipeline.load({ raiseOnFailedJobs: false });
  expect([info.loadPackages[0]?.state, info.hasFailedJobs, given]).toEqual(["loaded", true, ["b"]]);
});

test("completed jobs are removed when that is asked for", async () => {
  const info = await out(sink(() => {}), { load: { deleteCompletedJobs: true } }).run(two());
  expect(await files.list(`out/load/loaded/${info.loadIds[0]}`)).toEqual(["package.json", "schema.json"]);
});
