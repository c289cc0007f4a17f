/** A function that takes rows: what `dlt.destination` makes a destination of, and its options. */
import type { Table } from "apache-arrow";
import { checkOptions } from "../../extract/options.ts";
import { pipelineError } from "../../errors.ts";
import type { TableSchema } from "../../schema/types.ts";
import type { DestinationRef } from "../destination.ts";
import type { ReadySink } from "./readySink.ts";

/** A row as a sink gets it: an object with a key per column of its file, null where there is no value. */
export type SinkRow = Record<string, unknown>;

/** A whole file, as a sink with `batchSize: 0` gets it. */
export interface SinkFile {
  /** `orders.1a2b3c4d5e.jsonl`: the same when the file comes again. */
  readonly name: string;
  readonly format: SinkFormat;
  readonly bytes: Uint8Array;
}

/** `jsonl`: rows as objects. `arrow`: batches as Arrow tables. `parquet`: as `arrow`; with `batchSize: 0` a Parquet file. */
export type SinkFormat = "jsonl" | "arrow" | "parquet";

/**
 * Takes one batch. Integers are numbers, bigints beyond 2^53; wei bigints; decimals numbers; timestamps and dates `Date`s (UTC);
 * times text; bytes `Uint8Array`s; JSON its value.
 *
 * @param table the table's schema, with dlt's keys (`write_disposition`, `columns`, …)
 * @param args the option `args`
 * @throws anything: the file is tried again from this batch on; `dlt.TerminalError`: it is not
 */
export type Sink<Items = SinkRow[], Args extends readonly unknown[] = readonly never[]> = (items: Items, table: TableSchema, ...args: Args) => void | Promise<void>;

/** Options of `dlt.destination`. */
export interface SinkSpec<Args extends readonly unknown[] = readonly unknown[]> {
  /** Rows of one call; the last batch of a file may be smaller. 0: one call a file, with a `SinkFile`. Default 10. */
  readonly batchSize?: number;
  /** Default: the function's name, else `custom`. */
  readonly name?: string;
  /** What the function gets. Default `jsonl`: rows as objects. */
  readonly loaderFileFormat?: SinkFormat;
  /** Names of tables and columns. Default `direct`: as the data has them. */
  readonly namingConvention?: string;
  /** Default true: the library's own tables and columns (`_dlt…`) are left out. */
  readonly skipDltColumnsAndTables?: boolean;
  /** Levels of nesting that become tables; below them values stay as they are. Default 0: no nested tables. */
  readonly maxTableNesting?: number;
  /** Calls at the same time, of different files. Default 20. */
  readonly maxParallelLoadJobs?: number;
  /**
   * Arguments behind the table. `dlt.secrets.value("token")` among them is looked for when the package is loaded:
   * `DESTINATION__<NAME>__TOKEN`, `DESTINATION__TOKEN`, `TOKEN`.
   */
  readonly args?: Args;
}

const optionNames = ["batchSize", "name", "loaderFileFormat", "namingConvention", "skipDltColumnsAndTables", "maxTableNesting", "maxParallelLoadJobs", "args"] as const satisfies readonly (keyof SinkSpec)[];

/**
 * Makes a destination of a function (dlt: `@dlt.destination`). A batch that was delivered is not delivered again when a later
 * one fails; when the tab is closed in the middle of a file, batches of its last quarter of a second are.
 *
 * @example
 * const printer = dlt.destination((items, table) => console.log(table.name, items), { batchSize: 5 });
 * await dlt.pipeline({ destination: printer }).run(rows, { tableName: "rows" });
 *
 * @throws E456 for an unknown option, E865 for one out of range
 */
export function destination<const Args extends readonly unknown[] = readonly never[]>(sink: Sink<SinkFile, Args>, spec: SinkSpec<Args> & { readonly batchSize: 0 }): DestinationRef;
export function destination<const Args extends readonly unknown[] = readonly never[]>(sink: Sink<Table, Args>, spec: SinkSpec<Args> & { readonly loaderFileFormat: "arrow" | "parquet" }): DestinationRef;
export function destination<const Args extends readonly unknown[] = readonly never[]>(sink: Sink<SinkRow[], Args>, spec?: SinkSpec<Args>): DestinationRef;
export function destination(sink: (...given: never[]) => unknown, spec: SinkSpec = {}): DestinationRef {
  if (typeof sink !== "function") throw pipelineError("E865", { option: "sink", value: typeof sink, expected: "a function of (items, table)" });
  checkOptions("dlt.destination", spec, optionNames);
  const whole = { batchSize: [spec.batchSize, 0], maxTableNesting: [spec.maxTableNesting, 0], maxParallelLoadJobs: [spec.maxParallelLoadJobs, 1] } as const;
  for (const [option, [value, least]] of Object.entries(whole)) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least)) throw pipelineError("E865", { option, value: String(value), expected: `a whole number of at least ${least}` });
  }
  const name = spec.name ?? (sink.name || "custom");
  return { name, load: async () => new (await import("./sinkDestination.ts")).SinkDestination(name, sink as ReadySink["call"], spec) };
}
