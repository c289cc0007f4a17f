/** What a dependent resource takes from a row of its parent. */
import { pipelineError } from "../../errors.ts";
import { compilePath } from "../../json/jsonPath.ts";
import { markWholeFloat, wholeFloatsOf } from "../../json/wholeFloats.ts";
import type { ResolvedParam } from "./endpointResource.ts";

type Row = Readonly<Record<string, unknown>>;

/** Name of the parameter → value in the parent's row. @throws E894 for a field that the row has not */
export function parentValues(row: unknown, resource: string, params: readonly ResolvedParam[]): ReadonlyMap<string, unknown> {
  return new Map(params.map(({ name, resource: parent, field }) => [name, parentField(row, { resource, parent, field, purpose: `for \`{${name}}\`` })]));
}

/** The columns that rows get from their parent's row: `_blog_title`. */
export interface ParentColumns {
  readonly columns: readonly { readonly name: string; readonly field: string; readonly value: unknown }[];
  readonly row: object;
}

/** @throws E894 for a field that the row has not */
export function parentColumns(row: unknown, resource: string, parent: string, fields: readonly string[]): ParentColumns {
  return { row: row as object, columns: fields.map((field) => ({ name: `_${parent}_${field}`, field, value: parentField(row, { resource, parent, field, purpose: "for `include_from_parent`" }) })) };
}

/** Puts the columns into rows, in place; floats stay floats. */
export function addParentColumns(rows: readonly unknown[], { columns, row: parent }: ParentColumns): void {
  if (columns.length === 0) return;
  const floats = wholeFloatsOf(parent);
  for (const row of rows) {
    if (typeof row !== "object" || row === null) continue;
    for (const { name, field, value } of columns) {
      (row as Record<string, unknown>)[name] = value;
      if (floats?.includes(field)) markWholeFloat(row, name);
    }
  }
}

function parentField(row: unknown, place: { readonly resource: string; readonly parent: string; readonly field: string; readonly purpose: string }): unknown {
  const { field } = place;
  if (typeof row === "object" && row !== null && Object.hasOwn(row, field)) return (row as Row)[field];
  const found = compilePath(field).find(row);
  if (found.length === 0) throw pipelineError("E894", { ...place, available: typeof row === "object" && row !== null ? Object.keys(row).join(", ") : `a ${typeof row}` });
  return found[0];
}
