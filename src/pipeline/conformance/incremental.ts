/** Incremental loading: runs of one pipeline, each with its pages, and what was loaded and remembered. */
import { resource } from "../extract/resource.ts";
import { newIncremental } from "../extract/incremental/incremental.ts";
import type { IncrementalOptions } from "../extract/incremental/incremental.ts";
import type { CursorState } from "../extract/incremental/cursorFilter.ts";
import { decodeCursor } from "../extract/incremental/cursorValue.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { nodeHost } from "../host.node.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { CalendarDate, Timestamp } from "../schema/calendar.ts";
import { Decimal } from "../schema/decimal.ts";
import type { WriteDisposition } from "../schema/types.ts";
import { differenceOf } from "./area.ts";
import type { AreaCheck, Difference, Vector } from "./area.ts";
import { cursorOf } from "./extract.ts";

type Options = Readonly<Record<string, unknown>>;
type Row = Record<string, unknown>;

interface RunsInput {
  readonly incremental: Options;
  readonly per_run_incremental: readonly (Options | null)[] | null;
  readonly primary_key: string | readonly string[] | null;
  readonly write_disposition: WriteDisposition;
  readonly yield: "pages" | "items";
  readonly runs: readonly (readonly (readonly Row[])[])[];
}

interface RunOutcome {
  readonly rows_loaded: readonly Row[];
  readonly load_packages: number;
  readonly pages_pulled: number;
  readonly state: Readonly<Record<string, unknown>>;
}

/** Errors of the original, by class, and the codes that stand for them here. */
const errorCodes: Readonly<Record<string, readonly string[]>> = {
  ConfigurationValueError: ["E803", "E804"],
  IncrementalCursorPathMissing: ["E800"],
  IncrementalCursorPathHasValueNone: ["E801"],
  IncrementalCursorInvalidCoercion: ["E802"],
  TypeError: ["E802"],
  IncrementalPrimaryKeyMissing: ["E805"],
};

export const incrementalAreas: Readonly<Record<string, AreaCheck>> = {
  "incremental.run": async (vector: Vector): Promise<Difference> => {
    const { runs, ...input } = vector.input as RunsInput;
    const expected = vector.expected as readonly (RunOutcome | { readonly error: string })[];
    const pipeline = new Pipeline(nodeHost(), { pipelineName: "vectors", datasetName: "vectors_data" });
    for (const [index, pages] of runs.entries()) {
      const wanted = expected[index];
      if (wanted === undefined) break;
      try {
        const outcome = await runOnce(pipeline, pages, { ...input, incremental: input.per_run_incremental?.[index] ?? input.incremental });
        const difference = differenceOf(comparable(outcome), comparable(vectorValue(wanted)));
        if (difference !== undefined) return `run ${index + 1}: ${difference}`;
      } catch (error) {
        const { code = "", message } = error as { readonly code?: string; readonly message: string };
        if (!("error" in wanted) || errorCodes[wanted.error]?.includes(code) !== true) return `run ${index + 1}: threw ${code} ${message}`;
      }
    }
    return undefined;
  },
};

async function runOnce(pipeline: Pipeline, pages: readonly (readonly Row[])[], input: Omit<RunsInput, "runs">): Promise<RunOutcome> {
  let pulled = 0;
  const rows = resource(
    function* () {
      for (const page of pages) {
        pulled++;
        const decoded = page.map((row) => rowOf(vectorValue(row)));
        if (input.yield === "items") yield* decoded;
        else yield decoded;
      }
    },
    { name: "t", writeDisposition: input.write_disposition, ...(input.primary_key === null ? {} : { primaryKey: input.primary_key }) },
  );
  const { cursor_path: path, ...options } = input.incremental;
  rows.applyHints({ incremental: newIncremental(path as string, optionsOf(options)) });
  const info = await pipeline.run(rows);
  return { rows_loaded: await rowsOfLoad(pipeline, info.loadPackages.at(-1)?.loadId), load_packages: info.loadPackages.length, pages_pulled: pulled, state: stateOf(pipeline) };
}

/** `initial_value` → `initialValue`; absent where the original has None. */
function optionsOf(options: Options): IncrementalOptions {
  const named = Object.entries(options).flatMap(([key, value]) => (value === null ? [] : [[key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()), cursorOf(vectorValue(value))] as const]));
  return Object.fromEntries(named);
}

function rowOf(row: unknown): Row {
  return Object.fromEntries(Object.entries(row as Row).map(([key, value]) => [key, cursorOf(value)]));
}

async function rowsOfLoad(pipeline: Pipeline, loadId: string | undefined): Promise<Row[]> {
  if (loadId === undefined || !pipeline.dataset().tables.includes("t")) return [];
  const rows: Row[] = await pipeline.dataset().table("t").rows();
  return rows.filter((row) => row["_dlt_load_id"] === loadId).map(({ _dlt_load_id: _load, _dlt_id: _id, ...row }) => row);
}

function stateOf(pipeline: Pipeline): Record<string, unknown> {
  const sources = (pipeline.state?.sources ?? {}) as Record<string, { readonly resources?: Record<string, { readonly incremental?: Record<string, CursorState> }> }>;
  const cursors = Object.values(sources).flatMap((source) => Object.entries(source.resources?.["t"]?.incremental ?? {}));
  const known = ({ initial_value: initial, last_value: last, unique_hashes: hashes }: CursorState) => ({ initial_value: decodeCursor(initial) ?? null, last_value: decodeCursor(last) ?? null, unique_hashes_count: hashes.length });
  return Object.fromEntries(cursors.map(([path, state]) => [path, known(state)]));
}

/** Rows in an order of their own and without nulls; dates as text, exact numbers as numbers. */
function comparable(outcome: unknown): unknown {
  const { rows_loaded: rows, ...rest } = plain(outcome) as RunOutcome & Row;
  if (rows === undefined) return rest;
  const filled = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null).sort(([a], [b]) => (a < b ? -1 : 1))));
  return { ...rest, rows_loaded: filled.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}

function plain(value: unknown): unknown {
  if (value instanceof Timestamp) return new Date(value.ms).toISOString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof CalendarDate || value instanceof Decimal) return String(value);
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)])) : value;
}
