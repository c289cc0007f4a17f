/** Documents as rows of related tables, and the ids of these rows: one extracted file through the normalize worker's own function. */
import { tableRows } from "../fixtures/arrowRows.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";
import { groupFiles } from "../normalize/groupFiles.ts";
import { normalizeFile } from "../normalize/normalizeFile.ts";
import type { NormalizeResult } from "../normalize/protocol.ts";
import { nestedRowId, rowHash } from "../normalize/rowId.ts";
import { Timestamp } from "../schema/calendar.ts";
import { coerceValue } from "../schema/coercion.ts";
import { nativeType } from "../schema/inference.ts";
import { sortedJson } from "../schema/jsonText.ts";
import { updateTable } from "../schema/mergeTables.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { columnOf, newSchema } from "../schema/schema.ts";
import { applySourceSettings } from "../schema/sourceSettings.ts";
import { tableOfHints } from "../schema/tableHints.ts";
import type { ColumnHints, DispositionSpec } from "../schema/tableHints.ts";
import type { DataType, StoredSchema, WriteDisposition } from "../schema/types.ts";
import { encodeRows } from "../storage/typedJson.ts";
import { compared, differenceOf } from "./area.ts";
import type { AreaCheck, Vector } from "./area.ts";

interface FlattenInput {
  readonly table: string;
  readonly load_id: string;
  readonly item: unknown;
  readonly config: {
    readonly max_nesting?: number;
    readonly table_x_normalizer_max_nesting?: number;
    readonly columns?: Readonly<Record<string, ColumnHints>>;
    readonly preferred_types?: Readonly<Record<string, DataType>>;
    readonly propagation?: unknown;
    readonly root_key?: boolean;
    readonly root_key_propagation?: boolean;
    readonly write_disposition?: WriteDisposition | DispositionSpec;
    readonly merge_strategy?: string;
    readonly primary_key?: string | readonly string[];
  };
}

interface ExpectedRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

const naming = namingConvention();

const flatten: AreaCheck = (vector) => {
  const { input, expected } = vector as Vector<FlattenInput, readonly ExpectedRow[]>;
  const result = normalize(schemaFor(input), input);
  const ids = new Map<string, unknown>();
  const ours = Object.fromEntries([...new Set(result.files.map((file) => file.table))].map((table) => [table, tableRows(result.files, table)]));
  const theirs: Record<string, Record<string, unknown>[]> = {};
  for (const { table, row } of expected) {
    const rows = (theirs[table] ??= []);
    rows.push(stored(row, ours[table]?.[rows.length] ?? {}, result, table, ids));
  }
  const plainOurs = Object.fromEntries(Object.entries(ours).map(([table, rows]) => [table, rows.map(plainRow)]));
  return differenceOf(plainOurs, theirs);
};

function normalize(schema: StoredSchema, { table, load_id: loadId, item }: FlattenInput): NormalizeResult {
  const name = naming.normalizePath(table);
  const bytes = new TextEncoder().encode(encodeRows([vectorValue(item)], { resource: table, table: name, firstRow: 1 }));
  return normalizeFile({ loadId, table: name, bytes, schema, fileMaxItems: undefined });
}

function schemaFor({ table, config }: FlattenInput): StoredSchema {
  const schema = newSchema("s");
  applySourceSettings(schema, "Source `s`", { maxTableNesting: config.max_nesting, rootKey: config.root_key ?? config.root_key_propagation });
  if (config.propagation !== undefined) schema.normalizers.json.config = { ...schema.normalizers.json.config, propagation: config.propagation };
  if (config.preferred_types !== undefined) schema.settings.preferred_types = config.preferred_types;
  const disposition = config.merge_strategy === undefined ? config.write_disposition : ({ disposition: "merge", strategy: config.merge_strategy } as DispositionSpec);
  updateTable(
    schema,
    tableOfHints(naming, { name: table, columns: config.columns, maxTableNesting: config.table_x_normalizer_max_nesting, writeDisposition: disposition, primaryKey: config.primary_key }),
  );
  return schema;
}

/** A row of the vector, from before coercion, as our columns store it. Nulls are left out; a random id is the one that our row has, wherever it is met again. */
function stored(expected: Readonly<Record<string, unknown>>, ours: Readonly<Record<string, unknown>>, result: NormalizeResult, table: string, ids: Map<string, unknown>): Record<string, unknown> {
  const update = result.updates.find(({ name }) => name === table);
  const row: Record<string, unknown> = {};
  for (const [column, raw] of Object.entries(expected)) {
    if (raw === null) continue;
    const value = vectorValue(raw);
    if (typeof value === "string" && /^<id\d+>$/.test(value)) {
      if (!ids.has(value)) ids.set(value, ours[column]);
      row[column] = ids.get(value);
    } else {
      const type = columnOf(update, column)?.data_type ?? nativeType(value);
      row[column] = plain(coerceValue(type, nativeType(value), value), type);
    }
  }
  return row;
}

function plainRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value, undefined)]));
}

function plain(value: unknown, type: DataType | undefined): unknown {
  if (value instanceof Timestamp) return `${value.ms} ms ${value.micros}`;
  if (type === "json") return sortedJson(value);
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string" && /^[[{]/.test(value)) return sortedJson(JSON.parse(value));
  return value === Object(value) ? String(value) : value;
}

export const relationalAreas: Readonly<Record<string, AreaCheck>> = {
  "relational.flatten": flatten,
  "relational.nested_row_hash": compared<{ parent_row_id: string; table: string; list_idx: number }>((input) => nestedRowId(input.parent_row_id, input.table, input.list_idx)),
  "relational.row_hash": compared<{ row: Record<string, unknown>; subset: readonly string[] | null }>(({ row, subset }) => rowHash(row, subset ?? undefined)),
  "normalize.group_worker_files": compared<{ files: readonly string[]; workers: number }>(({ files, workers }) => groupFiles(files, workers)),
};
