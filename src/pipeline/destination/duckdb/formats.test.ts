import { beforeAll, expect, test } from "vitest";
import { ArrowWriter } from "../../formats/arrowWriter.ts";
import { encodeFile } from "../../formats/encodeFile.ts";
import type { LoaderFileFormat } from "../../formats/format.ts";
import { nodeHost } from "../../host.node.ts";
import { CalendarDate, ClockTime } from "../../schema/calendar.ts";
import { Decimal } from "../../schema/decimal.ts";
import { newSchema } from "../../schema/schema.ts";
import type { DataType, StoredSchema, TableSchema } from "../../schema/types.ts";
import { duckdb } from "./duckdb.ts";
import { startNodeDuckDb } from "./engine.node.ts";

beforeAll(async () => (await startNodeDuckDb()).terminate(), 60_000);

const types: readonly DataType[] = ["bigint", "text", "double", "bool", "timestamp", "date", "time", "decimal", "wei", "binary", "json"];
const table: TableSchema = { name: "t", write_disposition: "append", columns: Object.fromEntries(types.map((type) => [`c_${type}`, { name: `c_${type}`, data_type: type, nullable: true }])) };
const schema: StoredSchema = { ...newSchema("formats"), tables: { t: table } };

const rows: readonly (readonly unknown[])[] = [
  [2n ** 62n + 1n, "it's \"ß\"\n\\ \0 😀", 0.1, true, 1_704_164_645_000_006, new CalendarDate(19_724), new ClockTime(11_045_000_006), Decimal.parse("12345678901234567890123456789.123456789"), 10n ** 37n + 1n, Uint8Array.of(0, 39, 92, 255), '{"a":[1,"\'"]}'],
  [-(2n ** 63n), "", -1e-300, false, -1, new CalendarDate(-1), new ClockTime(0), Decimal.parse("-0.000000001"), -1n, new Uint8Array(0), "[]"],
  types.map(() => undefined),
];

function arrowFile(): Uint8Array {
  const writer = new ArrowWriter("arrow", table, Object.keys(table.columns));
  for (const row of rows) {
    row.forEach((value, index) => {
      if (value !== undefined) writer.put(index, value, value);
    });
    writer.nextRow();
  }
  return writer.finish().bytes;
}

let opened = 0;

/** All cells as DuckDB's own text, so that every digit shows. */
async function loadedAs(format: LoaderFileFormat): Promise<unknown[]> {
  const client = await duckdb.open({ host: nodeHost(), pipelineName: `as_${format}_${++opened}`, datasetName: "d", config: {} });
  const now = "2024-01-01T00:00:00.000Z";
  const load = await client.begin({ loadId: "1.5", schema, tables: ["t"], replacedTables: [], createdAt: now, insertedAt: now, folder: "" });
  const bytes = await encodeFile(format, arrowFile(), table);
  await load.write(await load.prepare({ file: `t.0123456789.0.${format}`, table: "t", format, columns: Object.keys(table.columns), rows: rows.length, read: () => Promise.resolve(bytes) }));
  await load.complete();
  const found = await client.query?.(`SELECT ${types.map((type) => `c_${type}::VARCHAR AS c_${type}`).join(", ")} FROM t`);
  return (found?.toArray() ?? []).map((row: { toJSON(): object }) => Object.values(row.toJSON()));
}

test("Arrow loads every digit of every type", async () => {
  const [first, , last] = await loadedAs("arrow");
  expect(first).toEqual([
    "4611686018427387905", "it's \"ß\"\n\\ \0 😀", "0.1", "true", "2024-01-02 03:04:05.000006", "2024-01-02", "03:04:05.000006",
    "12345678901234567890123456789.123456789", "10000000000000000000000000000000000001", "\\x00\\x27\\x5C\\xFF", '{"a":[1,"\'"]}',
  ]);
  expect(last).toEqual(types.map(() => null));
});

test.each<LoaderFileFormat>(["jsonl", "csv", "parquet", "insert_values"])("%s loads the same values as Arrow", async (format) => {
  expect(await loadedAs(format)).toEqual(await loadedAs("arrow"));
});
