import { expect, test } from "vitest";
import { openData } from "./callData.ts";
import { layOutPipes } from "./pipe.ts";
import { Pump } from "./pump.ts";
import type { PumpOptions } from "./pump.ts";
import { resource } from "./resource.ts";
import type { AnyResource, Resource } from "./resource.ts";

const calmHost = { signal: () => undefined, checkpoint: () => {} };

function pumpOf(resources: readonly AnyResource[], options: Partial<PumpOptions> & Pick<PumpOptions, "take">) {
  const { pipes, heads } = layOutPipes(resources, { pipelineName: undefined, source: undefined, state: {}, resources }, () => ({ primaryKey: undefined, warn: () => {} }));
  return new Pump(pipes, heads, { order: "round_robin", host: calmHost, open: openData, ...options });
}

async function drawn(resources: readonly AnyResource[], options: Partial<PumpOptions> = {}) {
  const items: [string, unknown][] = [];
  await pumpOf(resources, {
    take(pipe, item) {
      items.push([pipe.resource.name, item]);
      return undefined;
    },
    ...options,
  }).run();
  return items;
}

const yielding = (name: string, items: readonly unknown[]) =>
  resource(function* () {
    yield* items as never[];
  }, { name });

test("fifo empties one resource after the other", async () => {
  expect(await drawn([yielding("a", [1, 2]), yielding("b", [1, 2])], { order: "fifo" })).toEqual([["a", 1], ["a", 2], ["b", 1], ["b", 2]]);
});

test("async resources wait at the same time, and each keeps its order", async () => {
  const slow = (name: string) =>
    resource(async function* () {
      for (let n = 0; n < 4; n++) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        yield n;
      }
    }, { name });
  const begun = performance.now();
  const items = await drawn([slow("a"), slow("b"), slow("c")]);
  expect(performance.now() - begun).toBeLessThan(300);
  for (const name of ["a", "b", "c"]) expect(items.filter(([from]) => from === name).map(([, n]) => n)).toEqual([0, 1, 2, 3]);
});

test("lists, promises, async functions and functions that return a list are resources, too", async () => {
  const rows = [{ n: 1 }, { n: 2 }];
  const forms = [resource(rows, { name: "list" }), resource(Promise.resolve(rows), { name: "promise" }), resource(async () => rows, { name: "async" }), resource(() => rows, { name: "function" })];
  for (const form of forms) expect((await drawn([form])).map(([, row]) => row)).toEqual(rows);
});

test("promises that a generator yields are waited for beside the rest: sync rows go first", async () => {
  const one = resource(function* () {
    yield Promise.resolve([1, 2]);
    yield 3;
  }, { name: "p" });
  expect(await drawn([one])).toEqual([["p", 3], ["p", [1, 2]]]);
});

test("a limit of zero takes nothing", async () => {
  expect(await drawn([yielding("a", [[1], [2]]).addLimit(0)])).toEqual([]);
});

test("a limit closes the generator, so that its finally block runs", async () => {
  let closed = false;
  const endless = resource(function* () {
    try {
      for (let n = 0; ; n++) yield n;
    } finally {
      closed = true;
    }
  }, { name: "endless" }).addLimit(3);
  expect(await drawn([endless])).toHaveLength(3);
  expect(closed).toBe(true);
});

const numbered = () => yielding("a", [[{ n: 1 }, { n: 2 }], [{ n: 3 }]]) as unknown as Resource<{ n: number }>;

test.each([
  { why: "a map may be async", steps: () => numbered().addMap(async ({ n }) => ({ n: -n })), expected: [{ n: -1 }, { n: -2 }, { n: -3 }] },
  { why: "a limit stands after the filters", steps: () => numbered().addLimit(1).addFilter(({ n }) => n > 2), expected: [{ n: 3 }] },
])("steps: $why", async ({ steps, expected }) => {
  expect((await drawn([steps()])).flatMap(([, item]) => item)).toEqual(expected);
});

test("an error of one resource ends the pump and closes the others", async () => {
  let closed = false;
  const open = resource(function* () {
    try {
      for (;;) yield 1;
    } finally {
      closed = true;
    }
  }, { name: "open" });
  const failing = resource(function* () {
    yield 1;
    throw new Error("no more");
  }, { name: "failing" });
  await expect(drawn([open, failing])).rejects.toThrow("no more");
  expect(closed).toBe(true);
});

test("an endless sync resource can be stopped, and pauses by time let other tasks run", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("stopped")), 50);
  const endless = resource(function* () {
    for (;;) yield { row: 1 };
  }, { name: "endless" });
  const pumping = pumpOf([endless], { host: { signal: () => controller.signal, checkpoint: () => {} }, take: () => undefined }).run();
  await expect(pumping).rejects.toThrow("stopped");
});

test("a resource that waits for ever can be stopped", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("stopped")), 20);
  const waiting = resource(async function* () {
    await new Promise(() => {});
    yield 1;
  }, { name: "waiting" });
  const pumping = pumpOf([waiting], { host: { signal: () => controller.signal, checkpoint: () => {} }, take: () => undefined }).run();
  await expect(pumping).rejects.toThrow("stopped");
}, 2_000);

test("waiting for nothing but promises is told, with the resources waited for", async () => {
  const controller = new AbortController();
  const told: [number, readonly string[]][] = [];
  const stuck = (name: string) => resource(async function* () { yield await new Promise<never>(() => {}); }, { name });
  const pumping = pumpOf([stuck("first"), stuck("second")], {
    host: { signal: () => controller.signal, checkpoint: () => {} },
    patienceMs: 5,
    take: () => undefined,
    onWaiting(seconds, names) {
      told.push([seconds, names]);
      if (told.length === 2) controller.abort(new Error("stopped"));
    },
  }).run();
  await expect(pumping).rejects.toThrow("stopped");
  expect(told).toEqual([[0.005, ["first", "second"]], [0.01, ["first", "second"]]]);
}, 2_000);

test("a generator that gives nothing for long does not keep other tasks waiting", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("stopped")), 20);
  const silent = resource(function* () { for (;;) yield undefined; }, { name: "silent" });
  await expect(pumpOf([silent], { host: { signal: () => controller.signal, checkpoint: () => {} }, take: () => undefined }).run()).rejects.toThrow("stopped");
}, 2_000);

test("an error while a generator is closed by a limit is the run's error", async () => {
  const endless = {
    next: () => ({ done: false, value: 1 }) as const,
    return(): never {
      throw new Error("cannot close");
    },
  };
  const untidy = resource({ [Symbol.iterator]: () => endless }, { name: "untidy" }).addLimit(1);
  await expect(drawn([untidy])).rejects.toThrow("cannot close");
});
