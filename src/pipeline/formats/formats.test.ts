import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsOf } from "../fixtures/arrowRows.ts";
import { CalendarDate, ClockTime, Timestamp } from "../schema/calendar.ts";
import { Decimal } from "../schema/decimal.ts";
import type { DataType, TableSchema } from "../schema/types.ts";
import { ArrowWriter } from "./arrowWriter.ts";
import { decodeFile } from "./decodeFile.ts";
import { encodeFile } from "./encodeFile.ts";
import type { LoaderFileFormat } from "./format.ts";
import { insertStatements } from "./insertValues.ts";

const types: readonly DataType[] = ["text", "double", "bool", "timestamp", "bigint", "binary", "json", "decimal", "wei", "date", "time"];
const columnName = (type: DataType) => `a "${type}", of course`;
const table: TableSchema = { name: "t", columns: Object.fromEntries(types.map((type) => [columnName(type), { name: columnName(type), data_type: type, nullable: true }])) };

type Row = Partial<Record<DataType, unknown>>;

function arrowOf(rows: readonly Row[]): Uint8Array {
  const writer = new ArrowWriter("arrow", table, types.map(columnName));
  for (const row of rows) {
    types.forEach((type, index) => {
      if (row[type] !== undefined) writer.put(index, row[type], row[type]);
    });
    writer.nextRow();
  }
  return writer.finish().bytes;
}

const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("", ",", '"', "a\r\nb", "\uFEFFx", "null", " ", "\0", "\u2028", "'); DROP TABLE t; --", "\\", "9007199254740993"));
const microsOf = (low: number, high: number) => fc.bigInt({ min: BigInt(low) * 1_000_000n, max: BigInt(high) * 1_000_000n });
const values: Record<DataType, fc.Arbitrary<unknown>> = {
  text,
  double: fc.double({ noNaN: true, noDefaultInfinity: true }),
  bool: fc.boolean(),
  timestamp: microsOf(-62_135_596_800, 253_402_300_799).map((micros) => {
    const rest = ((micros % 1000n) + 1000n) % 1000n;
    return new Timestamp(Number((micros - rest) / 1000n), Number(rest));
  }),
  bigint: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  binary: fc.uint8Array(),
  json: fc.oneof(fc.jsonValue(), fc.constant(null)).map((value) => JSON.stringify(value)).filter((json) => json !== "null"),
  decimal: fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }).map((unscaled) => new Decimal(unscaled, 9)),
  wei: fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
  date: fc.integer({ min: -719_162, max: 2_932_896 }).map((days) => new CalendarDate(days)),
  time: fc.integer({ min: 0, max: 86_399_999_999 }).map((micros) => new ClockTime(micros)),
};
const anyRow = fc.record(values, { requiredKeys: [] });

test.each<LoaderFileFormat>(["arrow", "jsonl", "csv", "parquet"])("rows of every type come back from %s as they were", async (format) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 20 }), async (rows) => {
      const arrow = arrowOf(rows);
      const decoded = await decodeFile(format, await encodeFile(format, arrow, table), table);
      expect(decoded.rows).toBe(rows.length);
      expect(decoded.columns).toEqual(types.map(columnName));
      expect(rowsOf(decoded)).toEqual(rowsOf({ bytes: arrow }));
    }),
    { numRuns: 150 },
  );
});

test("many rows, in several row groups and chunks of text, come back from every format", async () => {
  const rows = Array.from({ length: 120_000 }, (_, row): Row => ({ text: row % 7 === 0 ? undefined : `ßrow ${row}`, bigint: BigInt(row) * 10n ** 13n, double: row / 3 }));
  const arrow = arrowOf(rows);
  for (const format of ["jsonl", "csv", "parquet"] as const) {
    const decoded = await decodeFile(format, await encodeFile(format, arrow, table), table);
    const back = rowsOf(decoded);
    expect(back.length).toBe(rows.length);
    for (const row of [0, 1, 99_999, 100_000, 119_999]) expect(back[row]).toEqual(rowsOf({ bytes: arrowOf([rows[row] ?? {}]) })[0]);
  }
});

const small: TableSchema = {
  name: "orders",
  columns: {
    id: { name: "id", data_type: "bigint" },
    note: { name: "note", data_type: "text" },
    price: { name: "price", data_type: "double" },
    at: { name: "at", data_type: "timestamp" },
    paid: { name: "paid", data_type: "decimal", precision: 10, scale: 2 },
    raw: { name: "raw", data_type: "binary" },
    extra: { name: "extra", data_type: "json" },
  },
};

function smallFile(): Uint8Array {
  const names = Object.keys(small.columns);
  const writer = new ArrowWriter("arrow", small, names);
  const rows: unknown[][] = [
    [2n ** 60n + 1n, 'say "hi", it\'s\nfine', 1.5, new Timestamp(Date.UTC(2024, 0, 2, 3, 4, 5), 6), Decimal.parse("12.50"), Uint8Array.of(1, 255), '{"a":[1,2]}'],
    [2, "", 0.1, new Timestamp(Date.UTC(2024, 0, 2)), undefined, undefined, undefined],
    [3, undefined, undefined, undefined, undefined, undefined, undefined],
  ];
  for (const row of rows) {
    row.forEach((value, index) => {
      if (value !== undefined) writer.put(index, value, value);
    });
    writer.nextRow();
  }
  return writer.finish().bytes;
}

const textOf = async (format: LoaderFileFormat) => new TextDecoder().decode(await encodeFile(format, smallFile(), small));

test("JSON lines leave nulls out and keep every digit", async () => {
  expect(await textOf("jsonl")).toBe(
    `{"id":1152921504606846977,"note":"say \\"hi\\", it's\\nfine","price":1.5,"at":"2024-01-02T03:04:05.000006Z","paid":"12.50","raw":"Af8=","extra":{"a":[1,2]}}
{"id":2,"note":"","price":0.1,"at":"2024-01-02T00:00:00Z"}
{"id":3}
`,
  );
});

test("CSV quotes what it must, and tells empty text from null", async () => {
  expect(await textOf("csv")).toBe(
    `id,note,price,at,paid,raw,extra
1152921504606846977,"say ""hi"", it's
fine",1.5,2024-01-02T03:04:05.000006Z,12.50,Af8=,"{""a"":[1,2]}"
2,"",0.1,2024-01-02T00:00:00Z,,,
3,,,,,,
`,
  );
});

test("insert_values writes one row a line, and the table's name is put in when it runs", async () => {
  const sql = await textOf("insert_values");
  expect(sql).toBe(
    `INSERT INTO {}("id","note","price","at","paid","raw","extra")
VALUES
(1152921504606846977,E'say "hi", it\\'s\\nfine',1.5e0,'2024-01-02T03:04:05.000006','12.50',from_hex('01ff'),'{"a":[1,2]}'),
(2,'',0.1e0,'2024-01-02T00:00:00',NULL,NULL,NULL),
(3,NULL,NULL,NULL,NULL,NULL,NULL);
`,
  );
  const statements = [...insertStatements(new TextEncoder().encode(sql), '"shop"."orders"')];
  expect(statements).toEqual([sql.replace("{}", '"shop"."orders"').replace("\nVALUES", " VALUES").slice(0, -2)]);
});

test("long insert_values files are cut between rows", () => {
  const row = `(1,'${"x".repeat(1000)}')`;
  const sql = `INSERT INTO {}("a","b")\nVALUES\n${Array.from({ length: 10_000 }, () => row).join(",\n")};\n`;
  const statements = [...insertStatements(new TextEncoder().encode(sql), '"t"')];
  expect(statements.length).toBe(39);
  expect(statements.map((statement) => statement.split("\n").slice(1).length).reduce((sum, rows) => sum + rows)).toBe(10_000);
  for (const statement of statements) expect(statement).toMatch(/^INSERT INTO "t"\("a","b"\) VALUES\n\(1,'x+'\)/);
});

test("NaN and the infinities come back from CSV and Parquet; JSON has none", async () => {
  const arrow = arrowOf([{ double: Number.NaN }, { double: Infinity }, { double: -Infinity }]);
  for (const format of ["csv", "parquet"] as const) {
    expect(rowsOf(await decodeFile(format, await encodeFile(format, arrow, table), table))).toEqual(rowsOf({ bytes: arrow }));
  }
  expect(rowsOf(await decodeFile("jsonl", await encodeFile("jsonl", arrow, table), table))).toEqual([{}, {}, {}]);
});

test("JSON keeps its big numbers", async () => {
  const line = new TextEncoder().encode('{"id":9007199254740993,"extra":{"n":12345678901234567890,"s":"12345678901234567890"}}\n');
  expect(rowsOf(await decodeFile("jsonl", line, small))).toEqual([{ id: 9007199254740993n, extra: '{"n":12345678901234567890,"s":"12345678901234567890"}' }]);
});

test.each<{ why: string; format: LoaderFileFormat; file: string; message: RegExp }>([
  { why: "a line that is no JSON", format: "jsonl", file: '{"id":1}\n{"id":', message: /jsonl file for table `orders` cannot be read at line 2/ },
  { why: "a line that is no object", format: "jsonl", file: "[1]\n", message: /line 1: it is not a JSON object/ },
  { why: "a value of another type", format: "jsonl", file: '{"id":"two"}\n', message: /row 1: "two" in column `id` is no bigint/ },
  { why: "an integer past 64 bits", format: "csv", file: "id\n9223372036854775808\n", message: /is no bigint/ },
  { why: "a column that the table has not", format: "csv", file: "id,colour\n1,red\n", message: /no column `colour`/ },
  { why: "too few cells", format: "csv", file: "id,note\n1\n", message: /row 1: it has 1 cells, and the header has 2/ },
  { why: "too many digits", format: "csv", file: "paid\n123456789.00\n", message: /is no decimal/ },
  { why: "bytes that are no Parquet", format: "parquet", file: "PAR1", message: /parquet file for table `orders` cannot be read/ },
])("$why is told with its place", async ({ format, file, message }) => {
  const bytes = new TextEncoder().encode(file);
  await expect(decodeFile(format, bytes, small)).rejects.toMatchObject({ code: "E863", message: expect.stringMatching(message) });
});

test("insert_values are not read back", async () => {
  await expect(decodeFile("insert_values", new Uint8Array(0), small)).rejects.toMatchObject({ code: "E864" });
});
