/** What DuckDB can hold, case and accents included; only quotes and line breaks are replaced. */
import type { NamingRules } from "./rules.ts";

export const duckCase: NamingRules = {
  name: "duck_case",
  separator: "__",
  identifier: (raw) => raw.replace(/[\n\r"]/g, "_").replace(/__+/g, "_"),
};
