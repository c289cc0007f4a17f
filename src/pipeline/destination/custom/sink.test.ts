import type { Table } from "apache-arrow";
import { beforeEach, expect, test } from "vitest";
import { nodeHost } from "../../host.node.ts";
import { dlt, setPipelineHost } from "../../index.ts";
import { MemoryFileStore } from "../../storage/memoryStore.ts";
import type { DestinationRef } from "../destination.ts";
import type { SinkFile, SinkRow } from "./sink.ts";

let files = new MemoryFileStore();

beforeEach(() => {
  files = new MemoryFileStore();
  setPipelineHost(nodeHost({ files }));
});

const into = (destination: DestinationRef) => dlt.pipeline({ pipelineName: "out", destination });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

test.each([
  { rows: 12, batchSize: 5, calls: [5, 5, 2] },
  { rows: 6, batchSize: 2, calls: [2, 2, 2] },
  { rows: 3, batchSize: 1, calls: [1, 1, 1] },
  { rows: 12, batchSize: undefined, calls: [10, 2] },
])("$rows rows in batches of $batchSize are $calls", async ({ rows, batchSize, calls }) => {
  const seen: number[] = [];
  const sink = dlt.destination((items: SinkRow[]) => void seen.push(items.length), batchSize === undefined ? {} : { batchSize });
  await into(sink).run(numbers(rows), { tableName: "numbers" });
  expect(seen).toEqual(calls);
});

test("a sink gets plain rows, its table, and nothing of the library's own", async () => {
  const calls: { rows: SinkRow[]; table: string; columns: string[]; disposition: string | undefined }[] = [];
  const sink = dlt.destination((items: SinkRow[], table) => void calls.push({ rows: items, table: table.name, columns: Object.keys(table.columns), disposition: table.write_disposition }));
  const row = { userId: 1, big: 2n ** 60n + 1n, at: new Date("2024-01-02T03:04:05Z"), price: 1.5, ok: true, raw: Uint8Array.of(1, 2), name: "ß" };
  await into(sink).run([row, { userId: 2 }], { tableName: "users" });
  expect(calls.length).toBe(1);
  const [call] = calls;
  expect(call?.table).toBe("users");
  expect(call?.disposition).toBe("append");
  expect(call?.columns.some((name) => name.startsWith("_dlt"))).toBe(false);
  expect(Object.values(call?.rows[0] ?? {})).toEqual([1, 2n ** 60n + 1n, new Date("2024-01-02T03:04:05Z"), 1.5, true, Uint8Array.of(1, 2), "ß"]);
  expect(Object.values(call?.rows[1] ?? {})).toEqual([2, null, null, null, null, null, null]);
});

test("with skipDltColumnsAndTables: false it gets everything", async () => {
  const tables = new Map<string, SinkRow>();
  const sink = dlt.destination((items: SinkRow[], table) => void tables.set(table.name, items[0] ?? {}), { skipDltColumnsAndTables: false });
  await into(sink).run(numbers(1), { tableName: "numbers" });
  expect([...tables.keys()].sort()).toEqual(["_dlt_pipeline_state", "numbers"]);
  expect(Object.keys(tables.get("numbers") ?? {})).toEqual(["n", "_dlt_load_id", "_dlt_id"]);
});

test("batch size 0 gives whole files; the Arrow format gives tables", async () => {
  const whole: string[] = [];
  const file = dlt.destination((items: SinkFile) => void whole.push(`${items.name.replace(/\.[0-9a-f]{10}\./, ".id.")}: ${new TextDecoder().decode(items.bytes)}`), { batchSize: 0 });
  await into(file).run(numbers(2), { tableName: "numbers" });
  expect(whole).toEqual(['numbers.id.jsonl: {"n":0}\n{"n":1}\n']);
  const sizes: [number, string[]][] = [];
  const arrow = dlt.destination((items: Table) => void sizes.push([items.numRows, items.schema.fields.map(({ name }) => name)]), { loaderFileFormat: "arrow", batchSize: 2 });
  await dlt.pipeline({ pipelineName: "arrows", destination: arrow }).run(numbers(3), { tableName: "numbers" });
  expect(sizes).toEqual([[2, ["n"]], [1, ["n"]]]);
});

test("an error that passes is tried again from the batch that failed", async () => {
  const seen: number[] = [];
  let failures = 2;
  const sink = dlt.destination(
    (items: SinkRow[]) => {
      if (items[0]?.n === 4 && failures-- > 0) throw new Error("too many requests");
      seen.push(items[0]?.n as number);
    },
    { batchSize: 2, name: "api" },
  );
  await into(sink).run(numbers(6), { tableName: "numbers" });
  expect(seen).toEqual([0, 2, 4]);
});

test("an error that keeps coming keeps the package; the next run goes on where it stopped", async () => {
  const seen: number[] = [];
  let broken = true;
  const api = (items: SinkRow[]): void => {
    if (broken && items[0]?.n === 2) throw new Error("down");
    seen.push(items[0]?.n as number);
  };
  const sink = dlt.destination(api, { batchSize: 2 });
  await expect(into(sink).run(numbers(5), { tableName: "numbers" })).rejects.toMatchObject({ message: expect.stringMatching(/down/) });
  expect((await into(sink).listPendingPackages()).length).toBe(1);
  broken = false;
  setPipelineHost(nodeHost({ files }));
  await into(sink).load();
  expect(seen).toEqual([0, 2, 4]);
  expect((await into(sink).listPendingPackages()).length).toBe(0);
});

test("a terminal error aborts the package at once, and names table, batch and rows", async () => {
  let calls = 0;
  const sink = dlt.destination(
    () => {
      calls++;
      throw new dlt.TerminalError("no such list");
    },
    { name: "mailing" },
  );
  await expect(into(sink).run(numbers(12), { tableName: "numbers" })).rejects.toMatchObject({ message: expect.stringMatching(/`mailing` refused rows 1–10 of table `numbers` \(batch 1\) for good: no such list/) });
  expect(calls).toBe(1);
  expect((await into(sink).listPendingPackages()).length).toBe(0);
});

test("what a function was given cannot be read back", async () => {
  const pipeline = into(dlt.destination(() => {}));
  await pipeline.run(numbers(1), { tableName: "numbers" });
  await expect(pipeline.dataset().table("numbers").rows()).rejects.toMatchObject({ code: "E862" });
});

test("options are checked", () => {
  const wrong = (spec: object) => () => dlt.destination(() => {}, spec);
  expect(wrong({ batchsize: 1 })).toThrowError(expect.objectContaining({ code: "E456" }));
  expect(wrong({ batchSize: -1 })).toThrowError(expect.objectContaining({ code: "E865" }));
  expect(wrong({ maxParallelLoadJobs: 0 })).toThrowError(/at least 1/);
});

test("a sink is called like its function", () => {
  function printSink(): void {}
  expect(dlt.destination(printSink).name).toBe("printSink");
  expect(dlt.destination(() => {}).name).toBe("custom");
});
