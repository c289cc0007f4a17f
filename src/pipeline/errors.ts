/** Errors of the pipeline: E400–E449 configuration, schema and normalize; E450–E499 extract, storage, load and the pipeline itself. */
import { errorFactory } from "../diagnostic/codedError.ts";
import type { CodedError, ErrorCatalogue, ErrorDetails } from "../diagnostic/codedError.ts";
import { hideSecretsIn } from "./config/hideSecrets.ts";
import { databaseErrors } from "./databaseErrors.ts";
import { destinationErrors } from "./destinationErrors.ts";
import { parallelErrors } from "./parallelErrors.ts";
import { restErrors } from "./restErrors.ts";
import { extractErrors } from "./extractErrors.ts";
import { runErrors } from "./runErrors.ts";
import { schemaErrors } from "./schema/schemaErrors.ts";
import { stageErrors } from "./stageErrors.ts";
import { storageErrors } from "./storageErrors.ts";

export const pipelineErrors = {
  ...runErrors,
  ...extractErrors,
  ...restErrors,
  ...parallelErrors,
  ...schemaErrors,
  ...stageErrors,
  ...storageErrors,
  ...destinationErrors,
  ...databaseErrors,
  E400: {
    name: "bad-config-value",
    message: "`{key}` is {value}; expected {expected}.",
    why: "A configuration value is text until a step reads it. This text cannot be read as what the step needs, and guessing would hide the mistake.",
    fix: "Give `{key}` {expected}, or delete it to use the default ({default}).",
  },
  E401: {
    name: "config-missing",
    message: "Missing 1 field(s) in configuration `{configuration}`: `{field}`\nfor field `{field}` the following (config provider, key) were tried in order:\n{tried}",
    why: "The value was asked for from configuration, and no place that could hold it does.",
    fix: "Pass it as an argument, or set one of the keys above: `env.KEY = …` for environment variables, `dlt.secrets[\"a.key\"] = …` for secrets, `dlt.config[\"a.key\"] = …` for the rest. The last of each is the most general.",
  },
  E402: {
    name: "unknown-config-key",
    message: "`{key}` is not a key that any step reads.{suggestion}",
    why: "A key that nothing reads has no effect, and it does so silently. Two underscores separate sections: `NORMALIZE__WORKERS`.",
    fix: "Correct the key, or delete it.",
  },
  E403: {
    name: "config-value-not-text",
    message: "`{key}` was set to a {type}, which has no text form.",
    why: "Environment values are text. Numbers, booleans, lists and plain objects have an obvious text form; functions and symbols do not.",
    fix: "Set a string, number, boolean, list or plain object.",
  },
  E410: {
    name: "blank-name",
    message: "A table or column needs a name; got {name}.",
    why: "Names become identifiers in the destination, so they must hold at least one character.",
    fix: "Give a name that is not blank.",
  },
  E411: {
    name: "unknown-naming",
    message: "There is no naming convention `{name}`.",
    why: "A naming convention turns the source's names into identifiers of the destination.",
    fix: "Use one of: {known}.",
  },
  E412: {
    name: "parent-conflict",
    message: "Table `{table}` belongs to `{parent}` and cannot also belong to `{other}`.",
    why: "Rows of a nested table point to the rows of one parent table.",
    fix: "Rename the resource or the nested field, so that the two tables have different names.",
  },
  E413: {
    name: "column-type-conflict",
    message: "Column `{column}` of table `{table}` is {type} and cannot become {other}.",
    why: "A column of the destination has one type. Values of another type go to a variant column, or the types must be declared alike.",
    fix: "Declare the type once with the resource's `columns` option.",
  },
  E420: {
    name: "null-in-required-column",
    message: "Row {row} of table `{table}` has null in column `{column}`, which may not be null.",
    why: "The column was declared with `nullable: false`, or it is a key.",
    fix: "Filter or fill such rows with `addFilter` or `addMap`, or declare the column nullable.",
  },
  E421: {
    name: "broken-extracted-file",
    message: "Line {line} of the extracted file for table `{table}` is not a list of rows: {reason}",
    why: "Each line of an extracted file holds one JSON list of rows. A line that cannot be read means that the file was cut off or changed by hand.",
    fix: "Drop the pending package and extract again.",
  },
  E422: {
    name: "nested-too-deep",
    message: "Row {row} of table `{table}` is nested too deep to become tables.",
    why: "Each level of lists becomes a table of its own as far as the nesting limit allows, and this many levels do not fit on the stack.",
    fix: "Lower `maxTableNesting`: deeper levels are stored as JSON then, at any depth.",
  },
  E424: {
    name: "value-does-not-fit",
    message: "Row {row} of table `{table}`: {value} ({from}) fits neither column `{column}` ({to}) nor its variant.",
    why: "A value of another type goes to the variant column named after its type; that column exists here with a different type.",
    fix: "Convert the value with `addMap`, or declare the column's type with the resource's `columns` option.",
  },
  E425: {
    name: "normalized-file-too-big",
    message: "One normalized file of table `{table}` would pass 2 GB of text.",
    why: "Text columns address their bytes with 31-bit offsets.",
    fix: "Set `NORMALIZE__DATA_WRITER__FILE_MAX_ITEMS` so that files are begun more often.",
  },
  E430: {
    name: "normalize-worker-died",
    message: "The normalize worker `{worker}` died while it worked on `{file}`.",
    why: "A worker that runs out of memory, or that the browser ends, takes its job with it. Nothing of the package was committed.",
    fix: "Run again; the extracted files are still there. If it happens again, extract smaller files with `DATA_WRITER__FILE_MAX_ITEMS`.",
  },
  E431: {
    name: "normalize-job-failed",
    message: "Normalizing `{file}` of table `{table}` failed: {reason}",
    why: "One file of the package could not be normalized, so the package stays as extract left it.",
    fix: "See the reason; the rest of the package is not to blame.",
  },
  E432: {
    name: "normalize-worker-not-started",
    message: "The normalize worker `{worker}` could not be started: {reason}",
    why: "Normalizing runs in workers of its own, and the browser refused to start one or could not fetch its script.",
    fix: "Reload the page. If it happens again, close other tabs, or allow workers for this site.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue, with secrets left out: `throw pipelineError("E400", { key, value, expected })`. */
export function pipelineError(code: keyof typeof pipelineErrors & string, details?: ErrorDetails, options?: { readonly cause?: unknown }): CodedError {
  return fail(code, details === undefined ? details : hideSecretsIn(details), options);
}

const fail = errorFactory(pipelineErrors);
