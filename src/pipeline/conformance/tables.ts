/** Rows through the whole pipeline into DuckDB and back: what types and columns they get, and what contracts let in. */
import { CodedError } from "../../diagnostic/codedError.ts";
import { resource } from "../extract/resource.ts";
import { Source } from "../extract/source.ts";
import { nodeHost } from "../host.node.ts";
import { markWholeFloat } from "../json/wholeFloats.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import type { RunOptions } from "../pipeline/runOptions.ts";
import { expandContract } from "../schema/contract.ts";
import { tableOf } from "../schema/schema.ts";
import type { ColumnHints } from "../schema/tableHints.ts";
import type { SchemaContract } from "../schema/types.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { compared, differenceOf } from "./area.ts";
import type { AreaCheck, Vector } from "./area.ts";
import { comparableRows, loadedTables } from "./loadedTables.ts";

type Rows = readonly unknown[];
type StepResult = "ok" | { readonly error: string; readonly [detail: string]: unknown };

interface TableInput {
  readonly table: string;
  readonly loads: readonly Rows[];
  readonly columns: Readonly<Record<string, ColumnHints>>;
}

interface TableExpected {
  readonly steps: readonly StepResult[];
  readonly columns: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly rows: Readonly<Record<string, Rows>>;
}

interface ContractInput {
  readonly loads: readonly Readonly<Record<string, Rows>>[];
  readonly schema_contract: SchemaContract;
  readonly first_load_contract: SchemaContract | null;
}

interface ContractExpected {
  readonly steps: readonly { readonly table: string; readonly result: StepResult }[];
  readonly tables: Readonly<Record<string, Rows>>;
}

/** The original's errors, and ours for the same fault. Any other of its errors is met by any of ours. */
const codes: Readonly<Record<string, readonly string[]>> = {
  CannotCoerceNullException: ["E420"],
  UnboundColumnException: ["E838", "E420"],
  ConstraintException: ["E481"],
  DataValidationError: ["E835"],
};

const table: AreaCheck = async (vector) => {
  const { input, expected } = vector as Vector<TableInput, TableExpected>;
  const pipeline = new Pipeline(nodeHost(), { pipelineName: "vectors", datasetName: "vectors_data" });
  const steps: StepResult[] = [];
  for (const [load, rows] of input.loads.entries()) {
    const data = resource(() => rows.map(rowOf), { name: input.table, columns: input.columns });
    steps.push(await outcome(() => pipeline.run(data), expected.steps[load]));
  }
  const tables = await loadedTables(pipeline);
  const theirs = Object.fromEntries(Object.entries(expected.rows).filter(([, rows]) => rows.length > 0));
  return differenceOf(
    { steps, columns: columnsOf(pipeline), rows: comparableRows(tables) },
    { steps: expected.steps.map(errorName), columns: expected.columns, rows: comparableRows(theirs) },
  );
};

const contractRun: AreaCheck = async (vector) => {
  const { input, expected } = vector as Vector<ContractInput, ContractExpected>;
  const pipeline = new Pipeline(nodeHost(), { pipelineName: "vectors", datasetName: "vectors_data" });
  const steps: unknown[] = [];
  for (const [load, tables] of input.loads.entries()) {
    const contract = load === 0 ? input.first_load_contract : input.schema_contract;
    for (const [name, rows] of Object.entries(tables)) {
      const options: RunOptions = contract === null ? {} : { schemaContract: contract };
      const data = new Source("vectors", [resource(() => rows.map(rowOf), { name })]);
      steps.push({ table: name, result: await outcome(() => pipeline.run(data, options), expected.steps[steps.length]?.result) });
    }
  }
  const theirs = expected.steps.map((step) => ({ table: step.table, result: errorName(step.result) }));
  return differenceOf({ steps, tables: comparableRows(await loadedTables(pipeline)) }, { steps: theirs, tables: comparableRows(expected.tables) });
};

/** `ok`, or the original's error where ours stands for it. Of a broken contract, also what was broken. */
async function outcome(run: () => Promise<unknown>, expected: StepResult | undefined): Promise<StepResult> {
  try {
    await run();
    return "ok";
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (expected === undefined || expected === "ok" || !(codes[expected.error] ?? [error.code]).includes(error.code)) return { error: `${error.code} ${error.message}` };
    if (!("schema_entity" in expected)) return { error: expected.error };
    const { entity, mode, table: name, column } = error.details;
    return { error: expected.error, schema_entity: entity, contract_mode: mode, table_name: name, column_name: column === "" ? null : column };
  }
}

function errorName(result: StepResult): StepResult {
  if (result === "ok") return result;
  const { error, message: _message, ...facts } = result;
  return { error, ...facts };
}

/** A row with its values as a source would give them; of numbers that Python holds as floats, JSON text would say so. */
function rowOf(encoded: unknown): unknown {
  const row = vectorValue(encoded);
  noteFloats(encoded, row);
  return row;
}

function noteFloats(encoded: unknown, decoded: unknown): void {
  if (typeof encoded !== "object" || encoded === null || typeof decoded !== "object" || decoded === null) return;
  for (const [key, value] of Object.entries(encoded)) {
    if (typeof value === "object" && value !== null && "$float" in value && Number.isInteger((decoded as Record<string, unknown>)[key])) markWholeFloat(decoded, key);
    else noteFloats(value, (decoded as Record<string, unknown>)[key]);
  }
}

/** Columns with a type of the tables that hold rows, without the library's own. */
function columnsOf(pipeline: Pipeline): Record<string, Record<string, unknown>> {
  const tables: Record<string, Record<string, unknown>> = {};
  if (pipeline.schemaNames.length === 0) return tables;
  const schema = pipeline.defaultSchema;
  for (const name of Object.keys(schema.tables)) {
    const found = tableOf(schema, name);
    if (found?.["x-normalizer"]?.["seen-data"] !== true || name.startsWith("_dlt")) continue;
    const columns = Object.values(found.columns).filter((column) => column.data_type !== undefined && !column.name.startsWith("_dlt"));
    tables[name] = Object.fromEntries(columns.map(({ name: column, ...properties }) => [column, properties]));
  }
  return tables;
}

export const tableAreas: Readonly<Record<string, AreaCheck>> = {
  "inference.table": table,
  "contract.run": contractRun,
  "contract.expand": compared<SchemaContract>((contract) => expandContract(contract), ["E834"]),
};
