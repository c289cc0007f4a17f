/** What a normalize worker does with one request: read, normalize, write in the format that is asked for. */
import { tableOf } from "../schema/schema.ts";
import type { PartialTable, StoredSchema, TableSchema } from "../schema/types.ts";
import { normalizeFile } from "./normalizeFile.ts";
import type { NormalizeRequest, NormalizeResult, NormalizedFile } from "./protocol.ts";
import { readInput } from "./readInput.ts";

/** @throws what `normalizeFile` throws, and E861 and the like for values that the format cannot hold */
export async function normalizeJob(request: NormalizeRequest): Promise<NormalizeResult> {
  const result = normalizeFile(await readInput(request));
  const { fileFormat = "arrow", schema } = request;
  if (fileFormat === "arrow") return result;
  const { encodeFile } = await import("../formats/encodeFile.ts");
  const files: NormalizedFile[] = [];
  for (const file of result.files) files.push({ ...file, bytes: await encodeFile(fileFormat, file.bytes, tableWith(schema, file.table, result.updates)) });
  return { ...result, files };
}

/** A table as it is once the worker's own findings are in the schema. */
function tableWith(schema: StoredSchema, name: string, updates: readonly PartialTable[]): TableSchema {
  const update = updates.find((table) => table.name === name);
  const known = tableOf(schema, name);
  return { name, ...update, ...known, columns: { ...known?.columns, ...update?.columns } };
}
