/** Every area of the vectors, with the check that answers for it. */
import type { AreaCheck } from "./area.ts";
import { configAreas } from "./config.ts";
import { extractAreas } from "./extract.ts";
import { incrementalAreas } from "./incremental.ts";
import { inferenceAreas } from "./inference.ts";
import { mergeAreas } from "./merge.ts";
import { namingAreas } from "./naming.ts";
import { relationalAreas } from "./relational.ts";
import { restAreas } from "./rest.ts";
import { tableAreas } from "./tables.ts";
import { traceAreas } from "./trace.ts";
import { writerAreas } from "./writer.ts";

export const areas: Readonly<Record<string, AreaCheck>> = {
  ...namingAreas,
  ...configAreas,
  ...extractAreas,
  ...incrementalAreas,
  ...mergeAreas,
  ...inferenceAreas,
  ...relationalAreas,
  ...tableAreas,
  ...restAreas,
  ...traceAreas,
  ...writerAreas,
};
