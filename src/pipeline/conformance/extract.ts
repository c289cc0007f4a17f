/** Order of items, limits and steps: what the pump that extract uses gives, and what iterating a resource gives. */
import { applyLag } from "../extract/incremental/lag.ts";
import { uniqueHash } from "../extract/incremental/uniqueHash.ts";
import { resource, transformer } from "../extract/resource.ts";
import type { AnyResource, Resource } from "../extract/resource.ts";
import { itemsOf } from "../extract/rowsOf.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { Timestamp } from "../schema/calendar.ts";
import { compared } from "./area.ts";
import type { AreaCheck } from "./area.ts";

interface OrderInput {
  readonly resources: readonly { readonly name: string; readonly items: readonly unknown[] }[];
  readonly next_item_mode: "round_robin" | "fifo";
}

interface TransformerInput {
  readonly mode: "round_robin" | "fifo";
  readonly parent_selected: boolean;
  readonly parent_pages: readonly (readonly number[])[];
}

interface LimitInput {
  readonly yields: readonly unknown[];
  readonly args: { readonly max_items: number | null; readonly max_time?: number | null; readonly count_rows?: boolean };
}

interface Numbered {
  readonly n: number;
}

/** The steps that the vectors name. */
const steps: Readonly<Record<string, (rows: Resource<Numbered>) => AsyncIterable<unknown>>> = {
  "add_map n*10": (rows) => rows.addMap(({ n }) => ({ n: n * 10 })),
  "add_filter n>1": (rows) => rows.addFilter(({ n }) => n > 1),
  "add_filter removes whole page": (rows) => rows.addFilter(({ n }) => n > 2),
  "add_yield_map n times": (rows) => rows.addYieldMap((row) => Array.from({ length: row.n }, () => row)),
  "add_map returning None keeps None inside page": (rows) => rows.addMap((row) => (row.n === 2 ? null : row)),
  "map then filter": (rows) => rows.addMap(({ n }) => ({ n: n + 1 })).addFilter(({ n }) => n % 2 === 0),
};

function yielding(name: string, items: readonly unknown[]): Resource<unknown> {
  return resource(function* () {
    yield* items;
  }, { name });
}

async function rowsIn(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function named(resources: readonly AnyResource[], order: "round_robin" | "fifo"): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const [from, item] of itemsOf(resources, { order })) items.push([from.name, item]);
  return items;
}

export const extractAreas: Readonly<Record<string, AreaCheck>> = {
  "extract.order": compared<OrderInput>((input) => named(input.resources.map(({ name, items }) => yielding(name, items)), input.next_item_mode)),
  "extract.transformer_order": compared<TransformerInput>((input) => {
    const parent = yielding("parent", input.parent_pages);
    const child = transformer(function* (page: readonly number[]) {
      for (const n of page) yield { c: n };
    }, { from: parent, name: "child" });
    return named(input.parent_selected ? [parent, child] : [child], input.mode);
  }),
  "extract.add_limit": compared<LimitInput>(({ yields, args }) => rowsIn(yielding("rows", yields).addLimit(args.max_items, { maxTime: args.max_time ?? undefined, countRows: args.count_rows }))),
  "extract.steps": compared<{ readonly yields: readonly unknown[]; readonly steps: string }>((input) => {
    const add = steps[input.steps];
    if (add === undefined) throw new Error(`This check knows no step \`${input.steps}\`.`);
    return rowsIn(add(yielding("rows", input.yields) as Resource<Numbered>));
  }),
  "incremental.unique_hash": compared<{ readonly row: unknown; readonly primary_key: string | readonly string[] | null }>(({ row, primary_key: key }) => {
    const result = uniqueHash(vectorValue(row), key ?? undefined);
    return "hash" in result ? result.hash : result;
  }),
  "incremental.lag": compared<{ readonly lag: number; readonly initial_value: unknown; readonly last_value: unknown; readonly last_value_func: "max" | "min" }>((input) => {
    const [lastValue, initialValue] = [input.last_value, input.initial_value].map((value) => cursorOf(vectorValue(value)));
    const moved = lastValue === null ? null : applyLag(input.lag, lastValue, initialValue, input.last_value_func);
    // A date knows no zone: the vectors' date-times tell text without one apart.
    const isNaive = typeof lastValue === "string" || !JSON.stringify(input.last_value).match(/Z"|[+-]\d\d:\d\d"/);
    return moved instanceof Date ? new Timestamp(moved.getTime(), 0, isNaive ? null : 0) : moved;
  }),
};

/** Date-times as this library's rows hold them. */
export function cursorOf(value: unknown): unknown {
  return value instanceof Timestamp ? new Date(value.ms) : value;
}
