/** A schema as JSON. */
import type { StoredSchema } from "../types.ts";
import { plainSchema } from "./plainSchema.ts";

/** The schema as indented JSON, as dlt writes it (`to_pretty_json`). */
export function printJson(schema: StoredSchema): string {
  return JSON.stringify(plainSchema(schema), null, 2);
}
