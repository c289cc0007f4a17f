/** One extracted file → Arrow files of the tables in it, and what it adds to the schema. Pure: bytes in, bytes out. */
import { pipelineError } from "../errors.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import type { PartialTable } from "../schema/types.ts";
import type { NormalizeRequest, NormalizeResult, NormalizedFile } from "./protocol.ts";
import { RelationalNormalizer } from "./relational.ts";
import type { BuilderContext, TableBuilder } from "./tableBuilder.ts";

/** A request whose file has been read and unpacked. */
export interface NormalizeBytes extends Omit<NormalizeRequest, "file" | "compressed"> {
  readonly bytes: Uint8Array;
}

/** One Arrow file is held twice while it is loaded; this keeps that small. */
const maxFileBytes = 64 * 1024 * 1024;
const lineFeed = 10;

/**
 * Normalizes a file of typed JSON lines, each a list of rows.
 *
 * @throws E420–E425 for rows and lines that cannot be stored
 */
export function normalizeFile(request: NormalizeBytes): NormalizeResult {
  const startedAt = now();
  const widenable = new Set((request.widenable ?? []).map(([table, column]) => `${table}\n${column}`));
  const context: BuilderContext = {
    schema: request.schema,
    naming: namingConvention(request.schema.normalizers.names),
    loadId: request.loadId,
    fileName: request.fileName,
    maxRows: request.fileMaxItems,
    maxBytes: maxFileBytes,
    isFull: false,
    item: 0,
    isWidenable: (table, column) => widenable.has(`${table}\n${column}`),
  };
  const normalizer = new RelationalNormalizer(request.table, context);
  const files: NormalizedFile[] = [];
  let rowsRead = 0;
  try {
    for (const rows of linesOf(request.bytes, request.table)) {
      rowsRead += rows.length;
      for (const row of rows) {
        normalizer.write(row);
        if (context.isFull) {
          context.isFull = false;
          takeFiles(normalizer, files, (table) => table.isFull);
        }
      }
    }
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message)) throw pipelineError("E422", { table: request.table, row: context.item }, { cause: error });
    throw error;
  }
  takeFiles(normalizer, files, () => true);
  if (rowsRead === 0 && request.bytes.length > 0) files.push(...normalizer.emptyTable());
  const tables = [...normalizer.tables.values()].filter((table) => table.wasMet);
  return {
    files,
    updates: tables.map((table) => table.update).filter((update): update is PartialTable => update !== undefined),
    nullOnlyColumns: tables.flatMap((table) => table.nullOnlyColumns.map((column) => [table.name, column] as const)),
    rowsRead,
    startedAt,
    finishedAt: now(),
  };
}

function takeFiles(normalizer: RelationalNormalizer, files: NormalizedFile[], isDue: (table: TableBuilder) => boolean): void {
  for (const table of normalizer.tables.values()) {
    const file = isDue(table) ? table.takeFile() : undefined;
    if (file !== undefined) files.push(file);
  }
}

/** The lists of rows in a file, line by line. @throws E421 */
function* linesOf(bytes: Uint8Array, table: string): Generator<readonly unknown[]> {
  const decoder = new TextDecoder();
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    line++;
    if (end > start) yield parseLine(decoder.decode(bytes.subarray(start, end)), line, table);
    start = end + 1;
  }
}

function parseLine(text: string, line: number, table: string): readonly unknown[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (cause) {
    throw pipelineError("E421", { line, table, reason: (cause as Error).message }, { cause });
  }
  if (!Array.isArray(rows)) throw pipelineError("E421", { line, table, reason: `it is ${rows === null ? "null" : typeof rows}` });
  return rows;
}

/** Milliseconds since 1970, with a fraction. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
