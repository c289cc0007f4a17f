/** Names: conventions, paths, shortening. */
import { namingConvention } from "../schema/naming/convention.ts";
import { identifierTag } from "../schema/naming/shorten.ts";
import { schemaNameOfPipeline } from "../schema/schemaName.ts";
import { compared } from "./area.ts";
import type { AreaCheck } from "./area.ts";

const identifierOf = (convention: string): AreaCheck => compared<string>((name) => namingConvention(convention).normalizeIdentifier(name), ["E410"]);
const snakeCase = namingConvention("snake_case");

export const namingAreas: Readonly<Record<string, AreaCheck>> = {
  "naming.snake_case.identifier": identifierOf("snake_case"),
  "naming.sql_ci_v1.identifier": identifierOf("sql_ci_v1"),
  "naming.sql_cs_v1.identifier": identifierOf("sql_cs_v1"),
  "naming.direct.identifier": identifierOf("direct"),
  "naming.duck_case.identifier": identifierOf("duck_case"),
  "naming.snake_case.path": compared<string>((path) => snakeCase.normalizePath(path), ["E410"]),
  "naming.snake_case.make_path": compared<string[]>((parts) => snakeCase.joinPath(...parts)),
  "naming.snake_case.break_path": compared<string>((path) => snakeCase.breakPath(path)),
  "naming.shorten.identifier": compared<{ identifier: string; max_length: number }>((input) => namingConvention("snake_case", input.max_length).normalizeIdentifier(input.identifier), ["E410"]),
  "naming.shorten.path": compared<{ path: string; max_length: number }>((input) => namingConvention("snake_case", input.max_length).normalizePath(input.path)),
  "naming.shorten.fragments": compared<{ parts: string[]; max_length: number }>((input) => namingConvention("snake_case", input.max_length).joinPath(...input.parts)),
  "naming.tag": compared<{ identifier: string; collision_prob: number }>((input) => identifierTag(input.identifier)),
  "naming.collision": compared<string[]>((names) => {
    const normalized = names.map((name) => snakeCase.normalizeIdentifier(name));
    return { normalized, collide: new Set(normalized).size < normalized.length };
  }),
  "naming.schema_name_from_pipeline": compared<string>(schemaNameOfPipeline),
};
