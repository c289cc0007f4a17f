/** The library as other programs get it: built, and run in a plain Node. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PipelineHost } from "../src/pipeline/host.ts";
import type { nodeHost as makeHost } from "../src/pipeline/host.node.ts";
import type * as Library from "../src/pipeline/index.node.ts";
import { root } from "./dependencies.mjs";
import { buildLibrary } from "./library.mjs";

const folder = mkdtempSync(join(tmpdir(), "watercourse-node-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let built: typeof Library;
beforeAll(async () => {
  const outDir = await buildLibrary();
  built = (await import(/* @vite-ignore */ pathToFileURL(join(outDir, "pipeline/index.node.js")).href)) as typeof Library;
}, 120_000);

/** What a program prints; rejects when it does not end well. It must end by itself. */
function run(file: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, file), ...args], { cwd: root });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve(output) : reject(new Error(`${file} ended with code ${code}:\n${output}`))));
  });
}

test("the example loads orders, and the next day only what is new or changed", async () => {
  const first = await run("examples/node/orders.mjs", "monday", join(folder, "example"));
  expect(first).toContain("is LOADED and contains no failed jobs");
  expect(first).toContain('Rows in the dataset: {"prices":2,"orders":3,"orders__items":3}');
  expect(first).toMatch(/extract {3}extract-1 +prices +2 rows/);
  expect(first).toMatch(/load\/loaded\/[\d.]+\/completed_jobs\/orders\.[0-9a-f]{10}\.0\.arrow/);
  const second = await run("examples/node/orders.mjs", "tuesday", join(folder, "example"));
  expect(second).toMatch(/Rows of this run: \{"orders":2,"orders__items":2,/);
  expect(second).toContain('Rows in the dataset: {"prices":2,"orders":4,"orders__items":3}');
  expect(second).toMatch(/'Ada' +│ true +│ 7 /);
}, 60_000);

function hostWith(nodeHost: typeof makeHost, spec: Parameters<typeof makeHost>[0] = {}) {
  const started: { readonly name: string; terminate(): void }[] = [];
  const base = nodeHost(spec);
  const host: PipelineHost = {
    ...base,
    startNormalizeWorker: async (name) => {
      const worker = await base.startNormalizeWorker(name);
      started.push(worker);
      return worker;
    },
    startExtractWorker: async (name) => {
      if (base.startExtractWorker === undefined) throw new Error("The built library has extract threads.");
      const worker = await base.startExtractWorker(name);
      started.push(worker);
      return worker;
    },
  };
  return { host, started };
}

test("generators and files are worked on by threads", async () => {
  const { dlt, env, nodeHost, setPipelineHost } = built;
  const { host, started } = hostWith(nodeHost);
  setPipelineHost(host);
  Object.assign(env, { NORMALIZE__WORKERS: 2, DATA_WRITER__FILE_MAX_ITEMS: 100 });
  try {
    const count = (name: string) =>
      dlt
        .resource(
          function* (from: number) {
            for (let id = from; id < from + 250; id++) yield { id, tags: [{ tag: "a" }] };
          },
          { name, parallelized: true },
        )
        .bind(1_000);
    const pipeline = dlt.pipeline({ pipelineName: "threads" });
    await pipeline.run([count("first"), count("second")]);
    expect(await pipeline.dataset().rowCounts()).toEqual({ first: 250, first__tags: 250, second: 250, second__tags: 250 });
    expect(new Set(started.map(({ name }) => name))).toEqual(new Set(["extract-1", "extract-2", "normalize-1", "normalize-2"]));
    expect(pipeline.lastTrace?.jobs.map(({ worker }) => worker)).toEqual(expect.arrayContaining(["extract-1", "extract-2", "normalize-1", "normalize-2"]));
  } finally {
    for (const key of ["NORMALIZE__WORKERS", "DATA_WRITER__FILE_MAX_ITEMS"]) delete env[key];
    for (const worker of started) worker.terminate();
  }
}, 60_000);

test("a thread that ends in the middle is a coded error, and the next extract has a new one", async () => {
  const { dlt, nodeHost, setPipelineHost } = built;
  const { host, started } = hostWith(nodeHost);
  setPipelineHost(host);
  const pipeline = dlt.pipeline({ pipelineName: "dying" });
  const endless = dlt.resource(
    function* () {
      for (let id = 0; ; id++) yield { id };
    },
    { name: "endless", parallelized: true },
  );
  const outcome = pipeline.extract(endless).catch((error: unknown) => error);
  while (started.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  started[0]?.terminate();
  expect(await outcome).toMatchObject({ code: "E822" });
  expect(await pipeline.listPendingPackages()).toEqual([]);
  await pipeline.extract(endless.addLimit(3));
  expect(pipeline.lastExtractInfo?.loadPackages[0]?.jobs.find(({ table }) => table === "endless")?.rows).toBe(3);
  for (const worker of started) worker.terminate();
}, 60_000);

test("two processes cannot have the same pipeline, and a dead one's claim counts for nothing", async () => {
  const { nodeHost } = built;
  const claims = join(folder, "claims");
  const host = nodeHost({ folder: claims });
  expect(await host.claim("watercourse-pipeline:shop")).toBe(true);
  expect(await host.claim("watercourse-pipeline:shop")).toBe(true);
  const url = pathToFileURL(join(root, "dist-library/pipeline/index.node.js")).href;
  const claim = `import { nodeHost } from ${JSON.stringify(url)}; const host = nodeHost({ folder: ${JSON.stringify(claims)} }); console.log(await host.claim("watercourse-pipeline:shop"), await host.claim("watercourse-pipeline:other")); process.kill(process.pid, "SIGKILL");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", claim], { cwd: root });
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  await new Promise((resolve) => child.once("exit", resolve));
  expect(output.trim()).toBe("false true");
  expect(await host.claim("watercourse-pipeline:other")).toBe(true);
}, 60_000);
