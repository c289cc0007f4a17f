/** What can go wrong when a panel asks: codes E280 to E284. */
import type { ErrorCatalogue } from "../../diagnostic/codedError.ts";

export const inspectErrors = {
  E280: {
    name: "no-such-file",
    message: "There is no file \"{path}\" in the pipelines' work folders.",
    why: "A pipeline removes files of its work folder when it has loaded them, and when it is dropped.",
    fix: "Look at the list of files again.",
  },
  E281: {
    name: "file-path",
    message: "\"{path}\" is not a path inside the pipelines' work folders.",
    why: "Paths begin with the name of a pipeline and cannot lead out of its folder.",
    fix: "Use a path from the list of files.",
  },
} as const satisfies ErrorCatalogue;
