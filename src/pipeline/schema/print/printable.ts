/** A schema that can print itself. */
import type { StoredSchema } from "../types.ts";
import { printJson } from "./printJson.ts";
import { printMermaid } from "./printMermaid.ts";
import type { MermaidOptions } from "./printMermaid.ts";
import { printYaml } from "./printYaml.ts";

/** A copy of a pipeline's schema: plain data in dlt's own keys, and ways to print it. */
export interface PrintableSchema extends StoredSchema {
  /** As dlt's `to_pretty_yaml`. */
  toYaml(): string;
  /** As dlt's `to_pretty_json`: a text, not data. */
  toJson(): string;
  /** As dlt's `to_mermaid`: an entity relationship diagram for Mermaid. */
  toMermaid(options?: MermaidOptions): string;
}

/** A copy of the schema that can print itself. The ways to print are not part of the data: they are not listed, and not copied along. */
export function printableSchema(schema: StoredSchema): PrintableSchema {
  const copy = structuredClone(schema);
  const printers = { toYaml: () => printYaml(copy), toJson: () => printJson(copy), toMermaid: (options?: MermaidOptions) => printMermaid(copy, options) };
  for (const [name, value] of Object.entries(printers)) Object.defineProperty(copy, name, { value, enumerable: false });
  return copy as PrintableSchema;
}
