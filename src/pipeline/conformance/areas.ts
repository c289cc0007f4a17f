/** Every area of the vectors, with the check that answers for it. */
import type { AreaCheck } from "./area.ts";
import { mergeAreas } from "./merge.ts";
import { namingAreas } from "./naming.ts";
import { restAreas } from "./rest.ts";

export const areas: Readonly<Record<string, AreaCheck>> = {
  ...namingAreas,
  ...mergeAreas,
  ...restAreas,
};
