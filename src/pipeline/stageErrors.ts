/** Errors of the stages as they follow each other: pending packages, load jobs, options of a step. E440–E449 and E489–E499. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const stageErrors = {
  E440: {
    name: "load-job-retried",
    message: "Job `{job}` of load package {loadId} failed {retries} times, and waits now: {reason}",
    why: "The destination refused the file for a reason that may pass, so it was tried again. After `LOAD__RAISE_ON_MAX_RETRIES` tries the load pauses; the package is kept, and jobs that are complete are not loaded again.",
    fix: "When the reason is gone, call `await pipeline.load()` or run again. `await pipeline.dropPendingPackages()` gives the package up.",
  },
  E441: {
    name: "unknown-package",
    message: "The pipeline `{pipeline}` has no load package {loadId}.",
    why: "A load id names one package of one pipeline. Packages are gone after `drop()`, and those that fail inside `run` are not kept.",
    fix: "Packages there are: {known}.",
  },
  E442: {
    name: "format-not-taken",
    message: "The destination `{destination}` does not take files of format `{format}`.",
    why: "`loaderFileFormat`, or the format that a resource asks for, must be one that the destination can read.",
    fix: "Formats it takes: {known}.",
  },
  E443: {
    name: "schema-refused",
    message: "The option `schema` of {call} is {type}; it takes a schema as `defaultSchema` gives it.",
    why: "The schema is where the tables of the data are described. It needs a name and tables.",
    fix: "Pass `pipeline.defaultSchema` of some pipeline, or leave the option out.",
  },
  E444: {
    name: "unknown-resource-to-drop",
    message: "The pipeline `{pipeline}` has no resource `{resource}` to drop.",
    why: "Tables remember the resource that filled them, and no table of the schemas names this one.",
    fix: "Resources there are: {known}.",
  },
  E445: {
    name: "bad-refresh",
    message: "`{refresh}` is no way to refresh.",
    why: "`refresh` says how much of what a source loaded before is forgotten: all of it, the tables of the resources that run, or only their rows.",
    fix: "Use `drop_sources`, `drop_resources` or `drop_data`.",
  },
  E447: {
    name: "stored-state-unreadable",
    message: "The state of pipeline `{pipeline}` in the destination `{destination}` cannot be read: {reason}",
    why: "The table `_dlt_pipeline_state` holds the state as compressed text, and its newest row is not such a text.",
    fix: "Remove that row, or start the pipeline afresh with another `datasetName`.",
  },
} as const satisfies ErrorCatalogue;
