/** A schema as a Mermaid diagram of tables and how they hang together. */
import { isSystemTable, loadIdColumn, loadsTableName, parentIdColumn, rootIdColumn, versionTableName } from "../systemTables.ts";
import { columnOf, tableChain } from "../schema.ts";
import type { ColumnSchema, StoredSchema, TableSchema } from "../types.ts";

export interface MermaidOptions {
  /** Show the tables alone. Default false. */
  readonly hideColumns?: boolean;
  /** Leave out what columns are for. Default false. */
  readonly hideDescriptions?: boolean;
  /** Show the tables that a pipeline keeps for itself. Default true. */
  readonly includeDltTables?: boolean;
}

/**
 * The schema as an entity relationship diagram: a block per table with type, name and keys of its columns, and a line
 * per reference (dlt: `to_mermaid`). Tables and columns without any typed data are left out.
 */
export function printMermaid(schema: StoredSchema, { hideColumns = false, hideDescriptions = false, includeDltTables = true }: MermaidOptions = {}): string {
  const tables = Object.values(schema.tables).filter((table) => typedColumns(table).length > 0 && (includeDltTables || !isSystemTable(table.name)));
  const shown = new Set(tables.map(({ name }) => name));
  const lines = ["erDiagram"];
  for (const table of tables) {
    const columns = hideColumns ? [] : typedColumns(table).map((column) => `    ${columnText(column, hideDescriptions)}`);
    lines.push(`    ${entityName(table.name)}{`, ...columns, "}");
  }
  for (const { from, arrow, to, label } of referencesOf(schema)) {
    if (shown.has(from) && shown.has(to)) lines.push(`    ${entityName(from)} ${arrow} ${entityName(to)} : "${label}"`);
  }
  return `${lines.join("\n")}\n`;
}

interface Reference {
  readonly from: string;
  readonly arrow: "}|--||" | "||--|{" | "}|--|{";
  readonly to: string;
  readonly label: string;
}

function referencesOf(schema: StoredSchema): Reference[] {
  const references = Object.values(schema.tables).flatMap((table): Reference[] => {
    const found: Reference[] = [];
    if (columnOf(table, loadIdColumn) !== undefined && table.name !== loadsTableName) found.push({ from: table.name, arrow: "}|--||", to: loadsTableName, label: "_dlt_load" });
    if (table.parent !== undefined && columnOf(table, parentIdColumn) !== undefined) found.push({ from: table.name, arrow: "}|--||", to: table.parent, label: "_dlt_parent" });
    const root = tableChain(schema, table.name).at(-1)?.name;
    if (root !== undefined && root !== table.name && columnOf(table, rootIdColumn) !== undefined) found.push({ from: table.name, arrow: "}|--||", to: root, label: "_dlt_root" });
    return found;
  });
  return [...references, { from: versionTableName, arrow: "||--|{", to: loadsTableName, label: "_dlt_schema_version" }, { from: versionTableName, arrow: "}|--|{", to: loadsTableName, label: "_dlt_schema_name" }];
}

function typedColumns(table: TableSchema): ColumnSchema[] {
  return Object.values(table.columns).filter((column) => column.data_type !== undefined);
}

function columnText(column: ColumnSchema, hideDescriptions: boolean): string {
  const keys = [...(column.primary_key ? ["PK"] : []), ...(column.unique ? ["UK"] : [])].join(",");
  const description = hideDescriptions || !column.description ? "" : ` "${quotable(column.description)}"`;
  return `${column.data_type} ${attributeName(column.name)}${keys === "" ? "" : ` ${keys}`}${description}`;
}

/** Names that Mermaid takes as they are stand bare, others in quotes. */
function entityName(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : `"${quotable(name)}"`;
}

/** Mermaid has no quotes for columns; what it does not take becomes an underscore. */
function attributeName(name: string): string {
  const taken = name.replace(/[^\w\u00c0-\uffff-]/g, "_");
  return /^[A-Za-z_\u00c0-\uffff]/.test(taken) ? taken : `_${taken}`;
}

/** Quoted text of Mermaid has no way to hold a quote. */
function quotable(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll('"', "'").trim();
}
