/** What `check` finds beyond the format of a lesson and the rules of cells, as content. */
import { errorFactory, type ErrorCatalogue } from "../diagnostic/codedError.ts";

export const checkErrors = {
  E720: {
    name: "type-error",
    message: "{reason} (TS{number})",
    why: "TypeScript reads all cells of a lesson together, as the editor does, and found values that do not fit.",
    fix: "Correct the types. What the learner is meant to correct belongs in an exercise that still runs.",
  },
  E721: {
    name: "types-not-checked",
    message: "The types could not be checked: {reason}",
    why: "`check` runs TypeScript's own compiler on the cells, and it did not do its work.",
    fix: "Run `npm ci`, then try again.",
  },
} as const satisfies ErrorCatalogue;

export const checkError = errorFactory(checkErrors);
