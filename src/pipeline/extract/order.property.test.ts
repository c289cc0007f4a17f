/** The pump against a model of dlt's pipe iterator, written down from its description: a row of sources, taken from the end. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { resource, transformer } from "./resource.ts";
import type { AnyResource } from "./resource.ts";
import { itemsOf } from "./rowsOf.ts";

interface Plan {
  /** Pages of each resource; an empty list is a resource without items. */
  readonly heads: readonly (readonly (readonly number[])[])[];
  /** Transformers: on which earlier resource they hang, and what they give for a page. */
  readonly transformers: readonly { readonly on: number; readonly gives: "items" | "page" | "sum" | "nothing" }[];
  readonly splits: readonly boolean[];
  readonly selected: readonly boolean[];
  readonly order: "round_robin" | "fifo";
  readonly maxParallelItems: number;
}

const listOf = (item: unknown): number[] => (Array.isArray(item) ? (item as number[]) : [item as number]);
const outcomes = {
  items: (item: unknown) => ({ many: listOf(item).map((n) => n * 10 + 1) }),
  page: (item: unknown) => listOf(item).map((n) => n * 10 + 2),
  sum: (item: unknown) => listOf(item).reduce((a, b) => a + b, 0) * 10 + 3,
  nothing: () => undefined,
} as const;

/** Everything at once, as plain lists. */
function model({ heads, transformers, splits, selected, order, maxParallelItems }: Plan): [string, unknown][] {
  interface ModelPipe { name: string; parent: ModelPipe | undefined; data: readonly unknown[]; steps: ((item: unknown) => unknown)[]; forks: ModelPipe[] }
  const pipes: ModelPipe[] = heads.map((data, at) => ({ name: `r${at}`, parent: undefined, data, steps: [], forks: [] }));
  for (const [at, { on, gives }] of transformers.entries()) pipes.push({ name: `t${at}`, parent: pipes[on % pipes.length], data: [], steps: [outcomes[gives]], forks: [] });
  for (const [at, pipe] of pipes.entries()) if (splits[at] === true) pipe.steps.push((item) => ({ many: listOf(item) }));
  const own = pipes.filter((_, at) => selected[at]);
  interface ModelSource { pipe: ModelPipe; step: number; items: unknown[]; branches?: unknown }
  const sources: ModelSource[] = [];
  const add = (pipe: ModelPipe, to: ModelPipe): void => void (pipe.forks.includes(to) || pipe.forks.push(to));
  const hang = (pipe: ModelPipe): void => {
    if (pipe.parent === undefined) return void (sources.some((source) => source.pipe === pipe) || sources.push({ pipe, step: 0, items: [...pipe.data] }));
    add(pipe.parent, pipe);
    if (own.includes(pipe.parent)) add(pipe.parent, pipe.parent);
    hang(pipe.parent);
  };
  for (const pipe of own.toReversed()) hang(pipe);
  let initial = sources.length;
  let at = 0;
  const out: [string, unknown][] = [];
  while (sources.length > 0) {
    at = order === "fifo" || sources.length - initial >= maxParallelItems ? sources.length - 1 : (at - 1 + sources.length) % sources.length;
    const source = sources[at] as ModelSource;
    if (source.items.length === 0) {
      sources.splice(at, 1);
      if (at < initial) initial--;
      continue;
    }
    const drawn = source.items.shift();
    let { pipe, step } = source;
    let item = drawn;
    if ("branches" in source) {
      pipe = drawn as ModelPipe;
      item = source.branches;
      if (pipe === source.pipe) {
        out.push([pipe.name, item]);
        continue;
      }
      step = 0;
    }
    for (;;) {
      if (item === undefined) break;
      if (typeof item === "object" && item !== null && "many" in item) {
        sources.push({ pipe, step, items: [...(item.many as unknown[])] });
        break;
      }
      const next = pipe.steps[step++];
      if (next !== undefined) item = next(item);
      else {
        if (pipe.forks.length === 0) out.push([pipe.name, item]);
        else sources.push({ pipe, step: 0, items: [...pipe.forks], branches: item });
        break;
      }
    }
  }
  return out;
}

function build({ heads, transformers, splits, selected }: Plan): AnyResource[] {
  const made: AnyResource[] = heads.map((pages, at) => resource(function* () { yield* pages; }, { name: `r${at}` }));
  for (const [at, { on, gives }] of transformers.entries()) {
    const give = (item: unknown): unknown => {
      const outcome = outcomes[gives](item);
      return typeof outcome === "object" && "many" in outcome ? outcome.many[Symbol.iterator]() : outcome;
    };
    made.push(transformer(give, { from: made[on % made.length] as AnyResource, name: `t${at}` }));
  }
  for (const [at, one] of made.entries()) if (splits[at] === true) (one as ReturnType<typeof resource<unknown, []>>).addYieldMap((item) => [item]);
  return made.filter((_, at) => selected[at]);
}

const plans = fc.record({
  heads: fc.array(fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }), { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
  transformers: fc.array(fc.record({ on: fc.nat(5), gives: fc.constantFrom("items", "page", "sum", "nothing") }), { maxLength: 4 }),
  splits: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  selected: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  order: fc.constantFrom("round_robin", "fifo"),
  maxParallelItems: fc.integer({ min: 1, max: 6 }),
}) satisfies fc.Arbitrary<Plan>;

test("items of any tree of resources and transformers come in the order of the model", async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const items: [string, unknown][] = [];
      for await (const [from, item] of itemsOf(build(plan), plan)) items.push([from.name, item]);
      expect(items).toEqual(model(plan));
    }),
    { numRuns: 500 },
  );
});
