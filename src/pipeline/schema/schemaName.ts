/** The name of a pipeline's default schema. */
import { namingConvention } from "./naming/convention.ts";

/** The pipeline's name without a trailing `_pipeline`, as an identifier. @throws E410 for a blank name */
export function schemaNameOfPipeline(pipelineName: string): string {
  return namingConvention().normalizeIdentifier(pipelineName.replace(/(?<=.)_pipeline$/, ""));
}
