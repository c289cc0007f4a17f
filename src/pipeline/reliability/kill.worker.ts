/** The worker in which the kill tests run pipelines: what the kernel is to the page. It stops dead at an operation on files that it is told. */
import * as Comlink from "comlink";
import { browserHost, pipelinesFolder } from "../host.browser.ts";
import type { PipelineHost } from "../host.ts";
import { dlt } from "../index.ts";
import type { FileStore } from "../storage/fileStore.ts";
import { OpfsFileStore } from "../storage/opfsStore.ts";
import { countedStore } from "./countedStore.ts";
import { faults, lastEvent, roundData, workloadPipeline } from "./workload.ts";

export interface KillPlan {
  readonly pipelineName: string;
  readonly events: number;
  readonly fillerLength: number;
  /** In one run, or the three steps one by one. */
  readonly walk: "run" | "steps";
  /** Operation on files, from 1, at which it ends; undefined: never. */
  readonly operation: number | undefined;
  /** What ends there: this worker stands still until it is killed from outside; or one of its own workers is killed, and it goes on. */
  readonly victim: "all" | "normalize" | "duckdb";
}

export interface KillCheck {
  readonly last: number;
  readonly wrong: readonly string[];
  /** Packages that waited when it was opened. */
  readonly pending: number;
}

const ownWorkers = new Map<string, Set<Worker>>();
const OriginalWorker = globalThis.Worker;
/** Remembers the workers that pipelines start, so that they can be killed as a browser would kill them. */
globalThis.Worker = class extends OriginalWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    const kind = (options?.name ?? "").replace(/-\d+$/, "");
    ownWorkers.set(kind, (ownWorkers.get(kind) ?? new Set()).add(this));
  }
};

let operations = 0;
let plan: KillPlan | undefined;
let point: SharedArrayBuffer | undefined;

function onOperation(what: string): void {
  operations++;
  if (plan === undefined || operations !== plan.operation) return;
  if (point !== undefined) tellPoint(point, what);
  if (plan.victim === "all") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  for (const worker of ownWorkers.get(plan.victim) ?? []) worker.terminate();
  ownWorkers.delete(plan.victim);
}

/** Through shared memory, because a message may not be delivered while this thread stands still. */
function tellPoint(into: SharedArrayBuffer, what: string): void {
  const text = new TextEncoder().encode(what).subarray(0, into.byteLength - 4);
  new Uint8Array(into, 4).set(text);
  Atomics.store(new Int32Array(into, 0, 1), 0, text.byteLength);
}

const plainHost = browserHost();
let files: Promise<FileStore> | undefined;
const host: PipelineHost = { ...plainHost, files: () => (files ??= plainHost.files().then((store) => countedStore(store, onOperation))) };

const api = {
  /** Runs a round. `into` is told the operation at which it stops: its length, then its text. @returns the number of operations on files, and the code of the error that ended it */
  async run(next: KillPlan, into: SharedArrayBuffer): Promise<{ readonly operations: number; readonly error: string | undefined }> {
    const pipeline = workloadPipeline(host, next.pipelineName);
    // What a reload costs is not part of what is to be killed.
    await lastEvent(pipeline);
    operations = 0;
    plan = next;
    point = into;
    const data = roundData(next);
    const working = next.walk === "run" ? pipeline.run(data) : pipeline.extract(data).then(() => pipeline.normalize()).then(() => pipeline.load());
    const error = await working.then(
      () => undefined,
      (reason: { code?: string; message: string }) => `${reason.code ?? "no code"}: ${reason.message}`,
    );
    plan = undefined;
    return { operations, error };
  },

  /** Takes so many rows `{ id, v }` one by one from a generator into the dataset; `extracted` is kept at the rows drawn so far. */
  async manyRows(pipelineName: string, count: number, extracted: SharedArrayBuffer): Promise<{ readonly rows: number; readonly ms: number }> {
    const drawn = new Int32Array(extracted);
    const numbers = dlt.resource(
      function* () {
        for (let id = 0; id < count; id++) {
          if (id % 1_000 === 0) Atomics.store(drawn, 0, id);
          yield { id, v: id * 2 };
        }
        Atomics.store(drawn, 0, count);
      },
      { name: "numbers" },
    );
    const begun = performance.now();
    const pipeline = workloadPipeline(host, pipelineName);
    await pipeline.run(numbers);
    const ms = performance.now() - begun;
    return { rows: (await pipeline.dataset().rowCounts()).numbers ?? 0, ms };
  },

  /** Finishes what waits, and tells what is wrong. */
  async check(pipelineName: string): Promise<KillCheck> {
    plan = undefined;
    const pipeline = workloadPipeline(host, pipelineName);
    const pending = (await pipeline.listPendingPackages()).length;
    if (pending > 0) await pipeline.run();
    const wrong = await faults(pipeline);
    const store = await OpfsFileStore.open(pipelinesFolder);
    for (const folder of ["normalize/extracted", "load/normalized"]) for (const entry of await store.list(`${pipelineName}/${folder}`)) wrong.push(`${folder}/${entry} is left over`);
    for (const loadId of await store.list(`${pipelineName}/load/loaded`)) {
      if (!(await store.exists(`${pipelineName}/load/loaded/${loadId}package.json`))) wrong.push(`load/loaded/${loadId} has no package.json`);
    }
    if (await store.exists(`${pipelineName}/journal.json`)) wrong.push("the journal is left over");
    return { last: await lastEvent(pipeline), wrong, pending };
  },
};

export type KillWorkerApi = typeof api;

Comlink.expose(api);
