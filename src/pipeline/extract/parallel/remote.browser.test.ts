/** Generators in real workers. */
import { afterEach, expect, test } from "vitest";
import type { PipelineHost } from "../../host.ts";
import { extractPoolOf } from "./pool.ts";
import { openRemote } from "./remote.ts";
import type { RemoteOptions, SyncGeneratorFunction } from "./remote.ts";
import { startExtractWorker } from "./startWorker.ts";

const hosts: PipelineHost[] = [];
afterEach(() => {
  for (const host of hosts.splice(0)) extractPoolOf(host).terminate();
});

function makeHost(signal?: AbortSignal): PipelineHost {
  const host = { startExtractWorker, signal: () => signal } as Partial<PipelineHost> as PipelineHost;
  hosts.push(host);
  return host;
}

const remote = (fn: SyncGeneratorFunction, options: Partial<RemoteOptions> & { readonly args?: readonly unknown[]; readonly name?: string } = {}) =>
  openRemote({ name: options.name ?? "rows", fn, args: options.args ?? [] }, { host: options.host ?? makeHost(), bufferMaxItems: 10, workers: 2, maxParallelItems: 20, ...options });

async function drain(iterator: ReturnType<typeof remote>) {
  const batches = [];
  for await (const batch of iterator) batches.push(batch);
  return batches;
}

const failureOf = (promise: Promise<unknown>): Promise<{ code?: string; message: string; stack?: string }> => promise.then(() => ({ message: "no error" }), (error: Error) => error);

function* count(to: number) {
  for (let n = 1; n <= to; n++) yield { n };
}

test("rows come in order, in batches of the buffer's size, from a worker with a name", async () => {
  const batches = await drain(remote(count, { args: [25] }));
  expect(batches.map(({ rows, worker }) => [rows, worker])).toEqual([[10, "extract-1"], [10, "extract-1"], [5, "extract-1"]]);
  expect(batches.flatMap((batch) => batch.decode())).toEqual(Array.from({ length: 25 }, (_, at) => ({ n: at + 1 })));
  expect(new TextDecoder().decode(batches[2]?.bytes)).toBe(JSON.stringify([21, 22, 23, 24, 25].map((n) => ({ n }))));
});

test("pages stay pages, and dates, bigints and bytes keep their types", async () => {
  const items = await drain(
    remote(function* () {
      yield [{ at: new Date(0) }, { id: 2n ** 60n }];
      yield [];
      yield null;
      yield { bytes: Uint8Array.of(1, 2) };
    }),
  );
  expect(items.flatMap((batch) => batch.decode())).toEqual([[{ at: new Date(0) }, { id: 2n ** 60n }], [], { bytes: Uint8Array.of(1, 2) }]);
});

test("a generator that waits at each row does not hold its first rows back until the buffer is full", async () => {
  const slow = remote(
    function* () {
      for (let n = 0; n < 1_000; n++) {
        const end = performance.now() + 20;
        while (performance.now() < end);
        yield { n };
      }
    },
    { bufferMaxItems: 1_000 },
  );
  const first = await slow.next();
  expect(first.value?.rows).toBeLessThan(1_000);
  await slow.return?.();
});

test("two generators work at the same time in two workers", async () => {
  const host = makeHost();
  const busy = function* (name: string) {
    for (let n = 0; n < 5; n++) {
      const from = performance.timeOrigin + performance.now();
      const end = performance.now() + 120;
      while (performance.now() < end);
      yield { name, from, to: performance.timeOrigin + performance.now() };
    }
  };
  const [a, b] = await Promise.all(["a", "b"].map((name) => drain(remote(busy, { host, name, args: [name] }))));
  expect([a?.[0]?.worker, b?.[0]?.worker].sort()).toEqual(["extract-1", "extract-2"]);
  const spans = (batches: typeof a) => batches?.flatMap((batch) => batch.decode() as { from: number; to: number }[]) ?? [];
  expect(spans(a).some((one) => spans(b).some((other) => one.from < other.to && other.from < one.to))).toBe(true);
});

test("more generators than workers share them, one batch of each in turn", async () => {
  const host = makeHost();
  const arrivals: string[] = [];
  const drainNamed = async (name: string) => {
    for await (const batch of remote(count, { host, name, args: [40], workers: 1 })) arrivals.push(`${name} ${batch.worker}`);
  };
  await Promise.all(["a", "b", "c"].map(drainNamed));
  expect(arrivals).toHaveLength(12);
  expect(new Set(arrivals)).toEqual(new Set(["a extract-1", "b extract-1", "c extract-1"]));
  expect(arrivals.lastIndexOf("a extract-1")).toBeGreaterThan(arrivals.indexOf("c extract-1"));
});

test("an error names the resource and its rows, and keeps the worker's stack", async () => {
  const failure = await failureOf(
    drain(
      remote(function* readOrders() {
        yield* [1, 2, 3].map((n) => ({ n }));
        throw new RangeError("page 4 is missing");
      }),
    ),
  );
  expect(failure).toMatchObject({ code: "E452", message: "Resource `rows` failed after 3 rows: RangeError: page 4 is missing" });
  expect(failure.stack).toContain("extract:///readOrders.js");
});

test("a row that cannot be stored is named by the worker", async () => {
  const failure = await failureOf(
    drain(
      remote(function* () {
        yield { fine: 1 };
        yield { deep: { callback: () => 1 } };
      }),
    ),
  );
  expect(failure).toMatchObject({ code: "E453", message: expect.stringContaining("Row 2 of table `rows`") as string });
});

test("a name from around the function is missing in the worker, and the error says how to hand it over", async () => {
  const prefix = "order";
  const generate = function* () {
    yield { id: `${prefix}-1` };
  };
  expect(await failureOf(drain(remote(generate)))).toMatchObject({ code: "E820", message: "Resource `rows` reads `prefix`, which its extract worker does not have." });
  const given = await drain(remote(function* (word: string) { yield { id: `${word}-1` }; }, { args: [prefix] }));
  expect(given[0]?.decode()).toEqual([{ id: "order-1" }]);
});

test("what has no copy, and what shows no source, is refused by name", async () => {
  expect(await failureOf(drain(remote(count, { args: [() => 1] })))).toMatchObject({ code: "E824", message: expect.stringContaining("`argument 1`") as string });
  expect(await failureOf(drain(remote(count.bind(null, 3) as SyncGeneratorFunction)))).toMatchObject({ code: "E823" });
});

test("a worker that ends is a coded error, and the next generator gets a new one", async () => {
  const host = makeHost();
  const failure = await failureOf(
    drain(
      remote(
        function* () {
          yield { n: 1 };
          (globalThis as unknown as { close(): void }).close();
          yield { n: 2 };
          for (;;) yield [];
        },
        { host, bufferMaxItems: 1 },
      ),
    ),
  );
  expect(failure).toMatchObject({ code: "E822", message: expect.stringContaining("`extract-1`") as string });
  expect((await drain(remote(count, { host, args: [1] })))[0]?.worker).toBe("extract-1");
});

test("a limit closes the generator after as many items", async () => {
  const batches = await drain(
    remote(
      function* () {
        for (let n = 0; ; n++) yield [n, n];
      },
      { maxItems: 3 },
    ),
  );
  expect(batches.flatMap((batch) => batch.decode())).toEqual([[0, 0], [1, 1], [2, 2]]);
});

test("closing early ends the generator and keeps the worker for the next", async () => {
  const host = makeHost();
  const endless = remote(
    function* () {
      for (let n = 0; ; n++) yield { n };
    },
    { host },
  );
  await endless.next();
  await endless.return?.();
  expect(await endless.next()).toEqual({ done: true, value: undefined });
  expect((await drain(remote(count, { host, args: [3], workers: 1 })))[0]?.worker).toBe("extract-1");
});

test("Stop ends a worker that never comes back", async () => {
  const stopping = new AbortController();
  const host = makeHost(stopping.signal);
  const stuck = remote(
    function* () {
      yield { n: 1 };
      for (;;);
    },
    { host, bufferMaxItems: 1 },
  );
  await stuck.next();
  const next = failureOf(stuck.next());
  stopping.abort(new Error("stopped by hand"));
  await stuck.return?.();
  expect(await next).toMatchObject({ message: "stopped by hand" });
});
