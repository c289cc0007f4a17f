import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { resource } from "../../../extract/resource.ts";
import type { ResourceSpec } from "../../../extract/resource.ts";
import { nodeHost } from "../../../host.node.ts";
import { Pipeline } from "../../../pipeline/pipeline.ts";
import { MemoryFileStore } from "../../../storage/memoryStore.ts";
import { startNodeDuckDb } from "../engine.node.ts";

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

/** A row of the source. `items` are told apart by load, so that it shows which of them were kept. */
interface Item {
  readonly id: number;
  readonly v: number;
  readonly gone: boolean;
  readonly l: readonly string[];
}

interface Model {
  /** One load. */
  take(rows: readonly Item[], load: number): void;
  /** Rows of the root table as text, in any order. */
  rows(): string[];
  /** Values of the nested table, in any order. */
  items(): string[];
}

const text = ({ id, v, gone }: Item): string => JSON.stringify([id, v, gone]);

/** Rows by key; nested values by key and position, as their ids are made. */
class KeyedModel implements Model {
  readonly found = new Map<number, Item>();
  readonly nested = new Map<string, string>();
  readonly takeRow: (this: KeyedModel, row: Item) => void;

  constructor(takeRow: (this: KeyedModel, row: Item) => void) {
    this.takeRow = takeRow;
  }

  take(rows: readonly Item[]): void {
    for (const row of rows) this.takeRow(row);
  }

  rows(): string[] {
    return [...this.found.values()].map(text);
  }

  items(): string[] {
    return [...this.nested.values()];
  }

  dropItems(id: number): void {
    for (const key of this.nested.keys()) if (key.startsWith(`${id}:`)) this.nested.delete(key);
  }

  addItems({ id, l }: Item): void {
    for (const [index, value] of l.entries()) if (!this.nested.has(`${id}:${index}`)) this.nested.set(`${id}:${index}`, value);
  }
}

const upsertModel = () =>
  new KeyedModel(function (row) {
    const isThere = this.found.has(row.id);
    this.dropItems(row.id);
    // dlt: a row that is marked as deleted and was never there is inserted all the same, without its nested rows.
    if (isThere && row.gone) this.found.delete(row.id);
    else this.found.set(row.id, row);
    if (!row.gone) this.addItems(row);
  });

const insertOnlyModel = () =>
  new KeyedModel(function (row) {
    if (!row.gone && !this.found.has(row.id)) this.found.set(row.id, row);
    // dlt: nested rows are taken one by one, by their own ids.
    this.addItems(row);
  });

class DeleteInsertModel extends KeyedModel {
  constructor() {
    super(function (row) {
      this.found.set(row.id, row);
      this.addItems(row);
    });
  }

  /** Of several rows of a key the one with the highest `v` counts, the first of equals. */
  override take(rows: readonly Item[]): void {
    const best = new Map<number, Item>();
    for (const row of rows) if (row.v > (best.get(row.id)?.v ?? -1)) best.set(row.id, row);
    for (const id of best.keys()) {
      this.found.delete(id);
      this.dropItems(id);
    }
    super.take([...best.values()].filter(({ gone }) => !gone));
  }
}

const boundary = (load: number): string => new Date(Date.UTC(2024, 0, 1 + load)).toISOString();

class HistoryModel implements Model {
  readonly versions: { readonly row: Item; readonly from: string; to: string | null }[] = [];
  readonly nested = new Map<string, readonly string[]>();

  take(rows: readonly Item[], load: number): void {
    const key = (row: Item): string => JSON.stringify(row);
    const staged = new Set(rows.map(key));
    const active = this.versions.filter(({ to }) => to === null);
    for (const version of active) if (!staged.has(key(version.row))) version.to = boundary(load);
    const known = new Set(active.map(({ row }) => key(row)));
    for (const row of rows) if (!known.has(key(row))) this.versions.push({ row, from: boundary(load), to: null });
    for (const row of rows) if (!this.nested.has(key(row))) this.nested.set(key(row), row.l);
  }

  rows(): string[] {
    return this.versions.map(({ row, from, to }) => `${text(row)} ${from} ${to}`);
  }

  items(): string[] {
    return [...this.nested.values()].flat();
  }
}

const item = (load: number): fc.Arbitrary<Item> =>
  fc.record({ id: fc.integer({ min: 0, max: 4 }), v: fc.integer({ min: 0, max: 3 }), gone: fc.boolean(), items: fc.integer({ min: 0, max: 3 }) }).map(({ id, v, gone, items }) => ({ id, v, gone, l: Array.from({ length: items }, (_, index) => `${load}-${id}-${v}-${index}`) }));

/** Loads in which no two rows have the same `by`. */
const loadsOf = (by: (row: Item) => unknown): fc.Arbitrary<Item[][]> => fc.tuple(...[0, 1, 2].map((load) => fc.uniqueArray(item(load), { maxLength: 6, selector: by })));

async function expectRows(pipeline: Pipeline, model: Model, isHistory: boolean): Promise<void> {
  const moments = (row: Record<string, unknown>): string => (isHistory ? ` ${(row["_dlt_valid_from"] as Date).toISOString()} ${(row["_dlt_valid_to"] as Date | null)?.toISOString() ?? null}` : "");
  const found = await pipeline.dataset().table<Item & Record<string, Date | null>>("t").rows();
  expect(found.map((row) => text(row) + moments(row)).sort()).toEqual(model.rows().sort());
  const items = await pipeline.dataset().table<{ value: string }>("t__l").rows();
  expect(items.map(({ value }) => value).sort()).toEqual(model.items().sort());
}

const strategies: readonly { readonly strategy: string; readonly loads: fc.Arbitrary<Item[][]>; readonly spec: Partial<ResourceSpec>; readonly model: () => Model }[] = [
  { strategy: "delete-insert", loads: loadsOf(({ id, v }) => `${id} ${v}`), spec: { columns: { gone: { hardDelete: true }, v: { dedupSort: "desc" } } }, model: () => new DeleteInsertModel() },
  { strategy: "upsert", loads: loadsOf(({ id }) => id), spec: { columns: { gone: { hardDelete: true } } }, model: upsertModel },
  { strategy: "insert-only", loads: loadsOf(({ id }) => id), spec: { columns: { gone: { hardDelete: true } } }, model: insertOnlyModel },
  { strategy: "scd2", loads: loadsOf((row) => JSON.stringify(row)), spec: {}, model: () => new HistoryModel() },
];

test.each(strategies)("$strategy leaves what a model of rows by key leaves", async ({ strategy, loads, spec, model: newModel }) => {
  const isHistory = strategy === "scd2";
  await fc.assert(
    fc.asyncProperty(loads, async (all) => {
      const files = new MemoryFileStore();
      const opened = () => new Pipeline(nodeHost({ files }), { pipelineName: "model", datasetName: "d" });
      const pipeline = opened();
      const model = newModel();
      // The first row brings all columns and the nested table into being.
      const seeded = [[{ id: 9, v: 0, gone: false, l: ["seed"] }, ...(all[0] ?? [])], ...all.slice(1)];
      for (const [load, rows] of seeded.entries()) {
        const disposition = { disposition: "merge", strategy, ...(isHistory ? { boundaryTimestamp: boundary(load) } : {}) } as ResourceSpec["writeDisposition"];
        await pipeline.run(resource(() => rows, { name: "t", writeDisposition: disposition, ...(isHistory ? {} : { primaryKey: "id" }), ...spec }));
        // Without rows there is no file to merge.
        if (rows.length > 0) model.take(rows, load);
      }
      // As loaded, and as a reload of the page finds it: loaded again from the work folder.
      for (const found of [pipeline, opened()]) await expectRows(found, model, isHistory);
    }),
    { numRuns: 10 },
  );
}, 120_000);
