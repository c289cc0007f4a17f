/** Errors of what a dataset holds already and of how it is merged: E850–E859. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const databaseErrors = {
  E850: {
    name: "dataset-changed",
    message: "Column `{column}` of table `{table}` is {found} in the dataset, and {expected} in the schema.",
    why: "The table was changed by hand, or another pipeline made it. Rows of this package would be rounded or refused, so nothing of it was loaded.",
    fix: "Drop the column or the table with `sqlClient().execute`, or let this pipeline use another `datasetName`.",
  },
  E851: {
    name: "merge-needs-primary-key",
    message: "Table `{table}` is merged with the strategy `{strategy}`, which needs a primary key.",
    why: "A row's id follows from its primary key with this strategy: that is how rows that are there already are found.",
    fix: "Give the resource a `primaryKey`, or use the strategy `delete-insert`.",
  },
  E852: {
    name: "merge-key-not-taken",
    message: "Table `{table}` has a merge key, which the strategy `{strategy}` does not take.",
    why: "One row of the source stands for one row of the table with this strategy; a merge key stands for many.",
    fix: "Take `mergeKey` away, or use the strategy `delete-insert`.",
  },
  E853: {
    name: "hint-given-twice",
    message: "Table `{table}` has the hint `{hint}` on several columns: {columns}.",
    why: "Only one column can say which rows are deleted, or which of several rows is kept.",
    fix: "Keep the hint on one of them.",
  },
  E856: {
    name: "staging-is-the-dataset",
    message: "The staging dataset would be `{dataset}`, which is the dataset itself.",
    why: "Staged tables are made anew for each package: those of the dataset would be lost.",
    fix: "Give `DESTINATION__STAGING_DATASET_NAME_LAYOUT` more than `%s`; its default is `%s_staging`.",
  },
  E854: {
    name: "value-not-bound",
    message: "{value} cannot stand {place}; expected {expected}.",
    why: "Values go to the database beside the SQL, and it takes those that a column can hold.",
    fix: "Convert the value first, for example with `Number(…)`, `String(…)` or `new Date(…)`.",
  },
  E855: {
    name: "join-without-columns",
    message: "It is not clear by which columns {left} and {right} are joined.",
    why: "Only a table and the one that it is nested in know their columns: `_dlt_parent_id` and `_dlt_id`.",
    fix: "Name them: `join(other, { left: \"customer_id\", right: \"id\" })`.",
  },
} as const satisfies ErrorCatalogue;
