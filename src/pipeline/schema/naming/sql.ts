/** Identifiers for SQL destinations: letters, digits and single underscores, with case (`cs`) or without (`ci`). */
import type { NamingRules } from "./rules.ts";

function sqlIdentifier(raw: string): string {
  const plain = raw
    .replace(/[^a-zA-Z\d_]+/g, "_")
    .replace(/_+$/, "")
    .replace(/^(?=\d)/, "_")
    .replace(/__+/g, "_");
  return plain === "" ? "_" : plain;
}

export const sqlCsV1: NamingRules = { name: "sql_cs_v1", separator: "__", identifier: sqlIdentifier };

export const sqlCiV1: NamingRules = { name: "sql_ci_v1", separator: "__", identifier: (raw) => sqlIdentifier(raw).toLowerCase() };
