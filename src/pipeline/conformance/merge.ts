/** Write dispositions and merge strategies: loads through the whole pipeline into DuckDB, then what the tables hold. */
import { CodedError } from "../../diagnostic/codedError.ts";
import { env } from "../config/env.ts";
import { nodeHost } from "../host.node.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { resource } from "../extract/resource.ts";
import type { ResourceSpec } from "../extract/resource.ts";
import { differenceOf } from "./area.ts";
import type { AreaCheck, Difference, Vector } from "./area.ts";

type Row = Readonly<Record<string, unknown>>;
type Tables = Readonly<Record<string, readonly Row[]>>;
/** Hints as dlt spells them. */
type Hints = Readonly<Record<string, unknown>>;

interface RunInput {
  readonly table: string;
  readonly hints: Hints;
  readonly loads: readonly (readonly Row[])[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Scd2Input {
  readonly loads: RunInput["loads"];
  readonly boundary_timestamps?: readonly string[];
  readonly strategy: Hints;
  readonly hints: Hints;
}

interface Outcome {
  readonly steps: readonly string[];
  readonly tables: Tables;
}

/** Columns that hold random ids or follow from them. */
const leftOut = new Set(["_dlt_id", "_dlt_parent_id", "_dlt_root_id", "_dlt_list_idx"]);

/** Loads one resource again and again. A load that fails is a step of its own, and the next one follows. */
async function runLoads({ table, loads, env: settings = {} }: RunInput, hintsOf: (load: number) => Hints): Promise<Outcome> {
  const pipeline = new Pipeline(nodeHost(), { pipelineName: "vectors", datasetName: "vectors_data" });
  const steps: string[] = [];
  Object.assign(env, settings);
  try {
    for (const [load, rows] of loads.entries()) steps.push(await runOne(pipeline, table, rows, hintsOf(load)));
    return { steps, tables: await tablesOf(pipeline) };
  } finally {
    for (const key of Object.keys(settings)) delete env[key];
  }
}

async function runOne(pipeline: Pipeline, table: string, rows: readonly Row[], hints: Hints): Promise<string> {
  try {
    await pipeline.run(resource(() => rows, { name: table, ...specOf(hints) }));
    return "ok";
  } catch (error) {
    if (error instanceof CodedError) return "error";
    throw error;
  }
}

async function tablesOf(pipeline: Pipeline): Promise<Tables> {
  const dataset = pipeline.dataset();
  if (pipeline.lastLoadInfo === undefined) return {};
  const loaded = await pipeline.sqlClient().query<{ load_id: string }>("SELECT load_id FROM _dlt_loads ORDER BY load_id");
  const loads = new Map(loaded.rows().map(({ load_id: id }, index) => [id, `<load${index}>`]));
  const tables: Record<string, Row[]> = {};
  for (const name of dataset.tables) {
    const rows: Row[] = await dataset.table(name).rows();
    tables[name] = rows.map((row) => Object.fromEntries(Object.entries(row).flatMap(([column, value]) => (leftOut.has(column) ? [] : [[column, loads.get(value as string) ?? value]]))));
  }
  return tables;
}

/** `{ write_disposition: { disposition, merge_key } }` → the same in this library's spelling. Names of columns stay. */
function specOf(hints: Hints): Partial<ResourceSpec> {
  const spec: Record<string, unknown> = {};
  for (const [hint, value] of Object.entries(hints)) spec[camelCase(hint)] = hint === "columns" ? columnsOf(value) : isRecord(value) ? specOf(value) : value;
  return spec;
}

function columnsOf(columns: unknown): unknown {
  if (!isRecord(columns)) return columns;
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, isRecord(column) ? specOf(column) : column]));
}

function camelCase(name: string): string {
  return name.startsWith("x-") ? name : name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isRecord(value: unknown): value is Hints {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Rows in an order of their own: that of the tables is not part of the facts. */
function comparable(tables: Tables): unknown {
  return Object.fromEntries(
    Object.entries(tables)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, rows]) => [name, rows.map((row) => printed(row)).sort()]),
  );
}

/** A row with its keys sorted; moments as ISO text, whichever side they come from. */
function printed(row: Row): string {
  return JSON.stringify(
    Object.keys(row)
      .sort()
      .map((key) => [key, plain(row[key])]),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return { $datetime: value.toISOString() };
  if (typeof value === "bigint") return { $int: String(value) };
  if (!isRecord(value)) return value;
  const { $datetime, $float, $decimal } = value;
  if (typeof $datetime === "string") return { $datetime: new Date($datetime).toISOString() };
  if (typeof $float === "string" || typeof $decimal === "string") return Number($float ?? $decimal);
  return value;
}

const runCheck: AreaCheck = async (vector): Promise<Difference> => {
  const { input, expected } = vector as Vector<RunInput, { readonly steps: readonly unknown[]; readonly tables: Tables }>;
  const actual = await runLoads(input, () => input.hints);
  const steps = expected.steps.map((step) => (step === "ok" ? "ok" : "error"));
  return differenceOf({ steps: actual.steps, tables: comparable(actual.tables) }, { steps, tables: comparable(expected.tables) });
};

const scd2Check: AreaCheck = async (vector): Promise<Difference> => {
  const { input, expected } = vector as Vector<Scd2Input, Tables>;
  const table = Object.keys(expected)[0] ?? "t";
  const hintsOf = (load: number): Hints => {
    const boundary = input.boundary_timestamps?.[load];
    const strategy = { disposition: "merge", strategy: "scd2", ...input.strategy, ...(boundary === undefined ? {} : { boundary_timestamp: boundary }) };
    return { ...input.hints, write_disposition: strategy };
  };
  const actual = await runLoads({ table, hints: input.hints, loads: input.loads }, hintsOf);
  const steps = input.loads.map(() => "ok");
  return differenceOf({ steps: actual.steps, tables: comparable(actual.tables) }, { steps, tables: comparable(expected) });
};

export const mergeAreas: Readonly<Record<string, AreaCheck>> = {
  "merge.run": runCheck,
  "merge.scd2": scd2Check,
  "write_disposition.run": runCheck,
};
