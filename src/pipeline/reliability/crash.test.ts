/** A crash at every single operation on files: whatever was asked of the store last, nothing is lost and nothing is doubled. */
import { expect, test } from "vitest";
import { pipelineError } from "../errors.ts";
import { nodeHost } from "../host.node.ts";
import { pipelineSession } from "../pipeline/session.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";
import { StoppingStore } from "../storage/stoppingStore.ts";
import { faults, lastEvent, roundData, workloadPipeline } from "./workload.ts";

const name = "crashing";
const eventsBefore = 18;
const eventsInRound = 5;

/** Every operation in a soak; in everyday tests every second or third, which still meets each kind of step. */
const stride = (everyday: number): number => (process.env.WATERCOURSE_SOAK === undefined ? everyday : 1);

/** Ways to walk from rows to tables. */
const walks: Record<string, (pipeline: Pipeline) => Promise<unknown>> = {
  "in one run": (pipeline) => pipeline.run(roundData({ events: eventsInRound })),
  "step by step": async (pipeline) => {
    await pipeline.extract(roundData({ events: eventsInRound }));
    await pipeline.normalize();
    await pipeline.load();
  },
  "with files that are too large to be held": (pipeline) => pipeline.run(roundData({ events: eventsInRound, fillerLength: 300_000 })),
};

async function copyOf(files: MemoryFileStore): Promise<MemoryFileStore> {
  const copy = new MemoryFileStore();
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await files.list(folder)) {
      const path = folder === "" ? entry : `${folder}/${entry}`;
      if (entry.endsWith("/")) await walk(path.slice(0, -1));
      else await copy.writeBytes(path, await files.read(path));
    }
  };
  await walk("");
  return copy;
}

/** A work folder with one loaded round and one that waits as an extracted package. */
async function beforeTheCrash(): Promise<MemoryFileStore> {
  const files = new MemoryFileStore();
  const pipeline = workloadPipeline(nodeHost({ files }), name);
  await pipeline.run(roundData({ events: eventsBefore - 4 }));
  await pipeline.extract(roundData({ events: 4 }));
  return files;
}

/** Opens what the crash left, finishes what waits, runs one more round, and tells what is wrong. */
async function afterTheCrash(files: MemoryFileStore): Promise<{ last: number; wrong: string[] }> {
  const pipeline = workloadPipeline(nodeHost({ files }), name);
  await pipeline.run();
  const last = await lastEvent(pipeline);
  const wrong = await faults(pipeline);
  await pipeline.run(roundData({ events: 2 }));
  wrong.push(...(await faults(pipeline)), ...(await leftovers(files)));
  if ((await lastEvent(pipeline)) !== last + 2) wrong.push("the next round is not there");
  return { last, wrong };
}

/** What a pipeline with nothing pending has no use for. */
async function leftovers(files: MemoryFileStore): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ["normalize/extracted", "load/normalized"]) for (const entry of await files.list(`${name}/${folder}`)) found.push(`${folder}/${entry} is left over`);
  if (await files.exists(`${name}/journal.json`)) found.push("the journal is left over");
  return found;
}

/**
 * The files as they are once a pipeline has been opened on them, without what differs from run to run. All that follows
 * is a function of this, so each such outcome needs to be looked at once.
 */
async function recoveredShape(left: MemoryFileStore): Promise<string> {
  const files = await copyOf(left);
  await pipelineSession(nodeHost({ files }), name);
  const loadIds: string[] = [];
  const texts: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await files.list(folder)) {
      const path = `${folder}/${entry}`;
      if (entry.endsWith("/")) await walk(path.slice(0, -1));
      else if (path.includes("_dlt_pipeline_state")) texts.push(path);
      else texts.push(path.endsWith(".json") ? `${path} ${await files.readText(path)}` : `${path} ${await files.size(path)}`);
    }
  };
  await walk(name);
  return texts
    .join("\n")
    .replaceAll(/\b\d{10}\.\d+\b/g, (loadId) => `load ${loadIds.includes(loadId) ? loadIds.indexOf(loadId) : loadIds.push(loadId) - 1}`)
    .replaceAll(/\.[0-9a-f]{10}\./g, ".id.")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "moment")
    .replaceAll(/"(round|_version_hash)": ?"[^"]*"/g, "$1")
    .replaceAll(/"(bytes|startedAt|finishedAt)": ?[\d.]+/g, "$1")
    .replaceAll(/\b\d{13}(\.\d+)?\b/g, "moment");
}

test.each(Object.keys(walks))("a crash at any operation loses no row and doubles none, %s", async (walk) => {
  const before = await beforeTheCrash();
  const outcomes = new Map<string, number>();
  const faulty: string[] = [];
  for (let operations = 0; ; operations += stride(walk === "in one run" ? 2 : 4)) {
    const files = await copyOf(before);
    const stopping = new StoppingStore({ files, operations });
    const working = walks[walk]?.(workloadPipeline(nodeHost({ files: stopping }), name));
    const finished = await Promise.race([working?.then(() => true), stopping.stopped.then(() => false)]);
    const shape = await recoveredShape(files);
    if (!outcomes.has(shape)) {
      const { last, wrong } = await afterTheCrash(files);
      faulty.push(...wrong.map((fault) => `after ${operations} operations, at ${stopping.stoppedAt}: ${fault}`));
      outcomes.set(shape, last);
    }
    if (finished) break;
  }
  expect(faulty).toEqual([]);
  // What was extracted before is never lost; the round is there whole or not at all.
  expect(new Set(outcomes.values())).toEqual(new Set([eventsBefore - 1, eventsBefore + eventsInRound - 1]));
}, 240_000);

test("a crash while a crash is mended loses nothing either", async () => {
  const before = await beforeTheCrash();
  let mended = 0;
  for (let operations = 0, finished = false; !finished; operations++) {
    const crashed = await copyOf(before);
    const stopping = new StoppingStore({ files: crashed, operations });
    const working = walks["step by step"]?.(workloadPipeline(nodeHost({ files: stopping }), name));
    finished = (await Promise.race([working?.then(() => true), stopping.stopped.then(() => false)])) ?? true;
    const wholeOutcome = await packagesOf(crashed);
    for (let more = 0; ; more++) {
      const files = await copyOf(crashed);
      const again = new StoppingStore({ files, operations: more });
      const opened = await Promise.race([pipelineSession(nodeHost({ files: again }), name).then(() => true), again.stopped.then(() => false)]);
      expect(await packagesOf(files), `after ${operations} and ${more} operations`).toEqual(wholeOutcome);
      mended++;
      if (opened) break;
    }
  }
  expect(mended).toBeGreaterThan(50);
}, 240_000);

test.each(Object.keys(walks))("a full disk at any operation is told, and the same pipeline goes on when there is room again, %s", async (walk) => {
  const before = await beforeTheCrash();
  let failed = 0;
  for (let operations = 0; ; operations += stride(7)) {
    const files = await copyOf(before);
    const full = new StoppingStore({ files, operations, failsOnce: true, failure: () => pipelineError("E460", { path: "a file" }) });
    const pipeline = workloadPipeline(nodeHost({ files: full }), name);
    const code: unknown = await walks[walk]?.(pipeline).then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );
    if (full.stoppedAt === undefined) break;
    // Removing what is no longer needed may fail unnoticed.
    expect(["E460", undefined], `at ${full.stoppedAt}`).toContain(code);
    if (code !== undefined) failed++;
    await pipeline.run();
    const last = await lastEvent(pipeline);
    expect([eventsBefore - 1, eventsBefore + eventsInRound - 1]).toContain(last);
    await pipeline.run(roundData({ events: 2 }));
    expect([...(await faults(pipeline)), ...(await leftovers(files))], `at ${full.stoppedAt}`).toEqual([]);
    const reopened = await afterTheCrash(files);
    expect(reopened, `reopened after ${full.stoppedAt}`).toEqual({ last: last + 2, wrong: [] });
  }
  expect(failed).toBeGreaterThan(5);
}, 240_000);

/** Each package with its place, as somebody who opens the folder finds them. */
async function packagesOf(left: MemoryFileStore): Promise<string[]> {
  const session = await pipelineSession(nodeHost({ files: await copyOf(left) }), name);
  const found: string[] = [];
  for (const place of ["extracted", "normalized", "loaded"] as const) {
    for (const loadId of await session.packages.list(place)) {
      const { jobs } = await session.packages.manifest(place, loadId);
      for (const job of jobs) if (!(await session.files.exists(session.packages.jobPath(place, loadId, job)))) found.push(`${loadId} lacks ${job.file}`);
      found.push(`${loadId} is ${place}`);
    }
  }
  return [...found, `state ${session.state?._state_version}`];
}
