/** Errors of stored files beyond those of `runErrors.ts`. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const storageErrors = {
  E467: {
    name: "stored-by-newer-version",
    message: "`{path}` in the work folder of pipeline `{pipeline}` has version {found} of its format; this library reads up to {current}.",
    why: "The files were written by a newer version of the library. They are left as they are, because reading them wrongly could lose rows.",
    fix: "Reload the page to get the newer version, or use another `pipelineName` here. `await pipeline.drop()` gives the old data up.",
  },
} as const satisfies ErrorCatalogue;
