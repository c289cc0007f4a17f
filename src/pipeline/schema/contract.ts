/** Schema contracts: what data may add to a schema, and what becomes of data that would add more (dlt: schema_contract). */
import { pipelineError } from "../errors.ts";
import { updateTable } from "./mergeTables.ts";
import { tableChain, tableOf } from "./schema.ts";
import { isSystemTable } from "./systemTables.ts";
import type { ColumnSchema, ContractEntity, ContractMode, FullContract, SchemaContract, StoredSchema, TableSchema } from "./types.ts";

export const contractEntities: readonly ContractEntity[] = ["tables", "columns", "data_type"];
export const contractModes: readonly ContractMode[] = ["evolve", "freeze", "discard_row", "discard_value"];

/** What holds where nothing else is said. */
export const openContract: FullContract = { tables: "evolve", columns: "evolve", data_type: "evolve" };

/**
 * Names every mode: a single mode stands for all three, what is missing evolves.
 *
 * @param place whose contract it is, for messages
 * @throws E834 for a mode or an entity that there is not
 */
export function expandContract(contract: SchemaContract | null | undefined, place = "Schema contract"): FullContract {
  if (contract === undefined || contract === null) return openContract;
  const given: Readonly<Record<string, unknown>> = typeof contract === "string" ? { tables: contract, columns: contract, data_type: contract } : contract;
  const full: Record<string, unknown> = { ...openContract };
  for (const [spelled, mode] of Object.entries(given)) {
    const entity = spelled === "dataType" ? "data_type" : spelled;
    refuseUnknown(entity, contractEntities, "part", place);
    if (mode === undefined) continue;
    refuseUnknown(mode, contractModes, "mode", place);
    full[entity] = mode;
  }
  return full as unknown as FullContract;
}

/** The contract as a schema keeps it: checked, with dlt's spelling. @throws E834 */
export function storedContract(contract: SchemaContract, place: string): SchemaContract {
  const full = expandContract(contract, place);
  if (typeof contract === "string") return contract;
  const named = new Set(Object.keys(contract).map((key) => (key === "dataType" ? "data_type" : key)));
  return Object.fromEntries(contractEntities.filter((entity) => named.has(entity)).map((entity) => [entity, full[entity]]));
}

/**
 * The contract of a table: its own, else that of the nearest table it is nested in, else the schema's.
 *
 * @param parent of a table that the schema does not have yet
 */
export function contractOf(schema: StoredSchema, table: string, parent?: string): FullContract {
  if (isSystemTable(table)) return openContract;
  const known = tableOf(schema, table) === undefined && parent !== undefined ? parent : table;
  const own = tableChain(schema, known).find((one) => one.schema_contract !== undefined)?.schema_contract;
  return expandContract(own ?? schema.settings.schema_contract);
}

/** True for a table in which no column has a type: no package has brought rows for it yet, and nobody declared it. */
export function isNewTable(table: TableSchema | undefined): boolean {
  return table === undefined || !Object.values(table.columns).some((column) => column.data_type !== undefined);
}

/**
 * Puts the table of a resource into the schema, in place, as far as its contract allows (dlt does this in extract, for
 * what hints declare). A new table whose columns may not evolve gets its columns from its first package.
 *
 * @returns false if the contract keeps the whole table out: its rows are to be dropped
 * @throws E835 where the contract is frozen, E412 and E413 as `updateTable`
 */
export function admitTable(schema: StoredSchema, table: TableSchema): boolean {
  const known = tableOf(schema, table.name);
  const contract = expandContract(table.schema_contract ?? known?.schema_contract ?? schema.settings.schema_contract);
  if (isSystemTable(table.name) || contract === openContract) {
    updateTable(schema, table);
    return true;
  }
  if (isNewTable(known)) {
    if (contract.tables === "freeze") throw contractViolated(schema.name, table.name, "tables");
    if (contract.tables !== "evolve") return false;
    const once = contract.columns === "evolve" ? {} : { "x-normalizer": { ...table["x-normalizer"], "evolve-columns-once": true } };
    updateTable(schema, { ...table, ...once });
    return true;
  }
  updateTable(schema, { ...table, columns: admittedColumns(schema, known, table, contract) });
  return true;
}

function admittedColumns(schema: StoredSchema, known: TableSchema | undefined, table: TableSchema, contract: FullContract): Record<string, ColumnSchema> {
  if (contract.columns === "evolve" || known?.["x-normalizer"]?.["evolve-columns-once"] === true) return table.columns;
  const isKnown = (column: string): boolean => known !== undefined && Object.hasOwn(known.columns, column);
  const added = Object.keys(table.columns).find((column) => !isKnown(column) && !isSystemTable(column));
  if (added !== undefined && contract.columns === "freeze") throw contractViolated(schema.name, table.name, "columns", added);
  return Object.fromEntries(Object.entries(table.columns).filter(([column]) => isKnown(column) || isSystemTable(column)));
}

/** Where a row stands that broke a contract. */
export interface RowPlace {
  /** Number of the row within its extracted file, from 1. */
  readonly row: number;
  readonly file: string | undefined;
}

/** The error for data that a frozen contract refuses (dlt: DataValidationError). */
export function contractViolated(schema: string, table: string, entity: ContractEntity, column?: string, place?: RowPlace): ReturnType<typeof pipelineError> {
  const changes: Readonly<Record<ContractEntity, string>> = {
    tables: `the table \`${table}\` would be new`,
    columns: `the column \`${column}\` would be new`,
    data_type: `the variant column \`${column}\` would be new`,
  };
  return pipelineError("E835", {
    schema,
    table,
    column: column ?? "",
    columnText: column === undefined ? "" : `, column \`${column}\``,
    entity,
    mode: "freeze",
    change: changes[entity],
    row: place?.row ?? "",
    file: place?.file ?? "",
    place: place === undefined ? "" : ` It is row ${place.row} of ${place.file === undefined ? "the file" : `\`${place.file}\``}.`,
  });
}

function refuseUnknown(value: unknown, known: readonly string[], what: string, place: string): void {
  if (typeof value === "string" && known.includes(value)) return;
  throw pipelineError("E834", { place, value: String(value), what });
}
