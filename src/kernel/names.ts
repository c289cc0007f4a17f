/** The names that exist, as panels, scripts and replays see them. */
import { previewValue, typeName } from "../std/preview.ts";
import { isPlainObject } from "../std/tableSource.ts";
import type { CellRecord } from "./cellRecord.ts";
import type { Inputs } from "./inputs.ts";
import type { NameInfo } from "./protocol.ts";

const maxPlainBytes = 64 * 1024;

/** The names of one cell, each with its value when that is plain data. */
export function describeNames(record: CellRecord, inputs: Inputs): NameInfo[] {
  return [...record.values()].map(([name, value]) => {
    const input = inputs.valueOf(value);
    if (input !== undefined) {
      const info = { name, cell: record.id, type: input.kind, preview: previewValue(input.value) };
      return isPlain(input.value) ? { ...info, value: input.value } : info;
    }
    const info = { name, cell: record.id, type: typeName(value), preview: previewValue(value) };
    return isPlain(value) ? { ...info, value } : info;
  });
}

/** True for data that JSON writes and reads back as it was, below 64 kB, and that can be handed to another thread: a proxy cannot. */
function isPlain(value: unknown): boolean {
  try {
    if (sizeOf(value, maxPlainBytes, []) < 0) return false;
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** Bytes left of the budget; below zero when the value is too large or not plain. */
function sizeOf(value: unknown, budget: number, parents: readonly object[]): number {
  if (budget < 0) return -1;
  switch (typeof value) {
    case "boolean":
      return budget - 5;
    case "number":
      return Number.isFinite(value) ? budget - 8 : -1;
    case "string":
      return budget - value.length - 2;
    case "object":
      break;
    default:
      return -1;
  }
  if (value === null) return budget - 4;
  if (parents.includes(value) || parents.length > 20) return -1;
  const isList = Array.isArray(value);
  if (!isList && !isPlainObject(value)) return -1;
  if (isList && value.length > maxPlainBytes) return -1;
  const inner = [...parents, value];
  let left = budget - 2;
  for (const key of isList ? value.keys() : Object.keys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property === undefined || property.get !== undefined) return -1;
    left = sizeOf(property.value, left - (isList ? 1 : String(key).length + 4), inner);
    if (left < 0) return -1;
  }
  return left;
}
