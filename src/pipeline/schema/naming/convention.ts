/** Naming conventions: names of the source → identifiers of the destination (dlt: normalizers/naming). */
import { pipelineError } from "../../errors.ts";
import { direct } from "./direct.ts";
import { duckCase } from "./duckCase.ts";
import type { NamingRules } from "./rules.ts";
import { shortenIdentifier } from "./shorten.ts";
import { snakeCase } from "./snakeCase.ts";
import { sqlCiV1, sqlCsV1 } from "./sql.ts";

/** A convention with the destination's limit on the length of identifiers. */
export interface NamingConvention {
  readonly name: string;
  readonly separator: string;
  /** @throws E410 for a blank name */
  normalizeIdentifier(raw: string): string;
  /** Normalizes each part of a path; blank parts are dropped. @throws E410 if nothing is left */
  normalizePath(raw: string): string;
  /** Joins parts, normalized before, and shortens the whole if it is too long. */
  joinPath(...parts: string[]): string;
  breakPath(path: string): string[];
}

const rulesByName: ReadonlyMap<string, NamingRules> = new Map([snakeCase, direct, duckCase, sqlCiV1, sqlCsV1].map((rules) => [rules.name, rules]));

/**
 * Finds a convention by name: `snake_case` (the default), `direct`, `duck_case`, `sql_ci_v1`, `sql_cs_v1`.
 *
 * @param maxLength longest identifier the destination takes; undefined: no limit
 * @throws E411 for an unknown name
 */
export function namingConvention(name = "snake_case", maxLength?: number): NamingConvention {
  const rules = rulesByName.get(name);
  if (rules === undefined) throw pipelineError("E411", { name, known: [...rulesByName.keys()].join(", ") });
  const { separator } = rules;
  const breakPath = (path: string): string[] => path.split(separator).filter((part) => part.trim() !== "");
  const identifier = (raw: string): string => {
    const text = raw.trim();
    if (text === "") throw pipelineError("E410", { name: JSON.stringify(raw) });
    return rules.identifier(text);
  };
  return {
    name,
    separator,
    breakPath,
    normalizeIdentifier: (raw) => shortenIdentifier(identifier(raw), raw, maxLength),
    normalizePath: (raw) => {
      const parts = breakPath(raw);
      if (parts.length === 0) throw pipelineError("E410", { name: JSON.stringify(raw) });
      return shortenIdentifier(parts.map(identifier).join(separator), raw, maxLength);
    },
    joinPath: (...parts) => {
      const path = parts.filter((part) => part !== "").join(separator);
      return shortenIdentifier(path, path, maxLength);
    },
  };
}
