/** Errors of hints, contracts and rows against a schema: E830–E849, and E488 for columns without a type. `errors.ts` joins them with the rest of the room's. */
import type { ErrorCatalogue } from "../../diagnostic/codedError.ts";

export const schemaErrors = {
  E488: {
    name: "column-without-type",
    message: "In schema `{schema}`: these columns of table `{table}` held only nulls in this load, so they have no type and are not made:\n{columnLines}\nTo give a column its type: `dlt.resource(rows, { columns: { {first}: { dataType: \"text\" } } })`.",
    why: "The type of a column is that of its first value. With nulls alone there is nothing to tell it by.",
    fix: "Nothing to do if the columns may be missing; otherwise give their types with the resource's `columns`.",
  },
  E830: {
    name: "unknown-write-disposition",
    message: "Table `{table}`: `{value}` is not a write disposition.",
    why: "The write disposition says what happens to the rows that a table has when new ones arrive.",
    fix: "Use `append`, `replace`, `merge` or `skip`.",
  },
  E831: {
    name: "unknown-strategy",
    message: "Table `{table}`: `{disposition}` has no strategy `{value}`.",
    why: "A strategy says how rows are replaced or merged. A name that nothing knows would load in some other way than you think.",
    fix: "Use one of: {known}.",
  },
  E832: {
    name: "strategy-needs-key",
    message: "Table `{table}` merges with `{strategy}`, which needs a primary key.",
    why: "`upsert` and `insert-only` find the row that is there by its primary key, and name each row after it.",
    fix: "Give `primaryKey`, or use the strategy `delete-insert`.",
  },
  E833: {
    name: "bad-disposition-option",
    message: "Table `{table}`: the option `{option}` of `{strategy}` {problem}.",
    why: "An option that is not understood would be left out in silence.",
    fix: "{expected}",
  },
  E834: {
    name: "bad-schema-contract",
    message: "{place}: `{value}` is no {what} of a schema contract.",
    why: "A contract names what may change (`tables`, `columns`, `data_type`) and what happens to data that would change it.",
    fix: "Modes are `evolve`, `freeze`, `discard_row` and `discard_value`; one alone stands for all three.",
  },
  E835: {
    name: "contract-violated",
    message: "In schema `{schema}`, table `{table}`{columnText}: the contract on `{entity}` is `{mode}`, and {change}.{place}",
    why: "A frozen contract refuses data that would change the schema, and the whole package with it: nothing of it is loaded, and it waits.",
    fix: "Correct the data or loosen the contract (`schemaContract: { {entity}: \"evolve\" }`, or `discard_row`), drop the waiting package, and run again.",
  },
  E836: {
    name: "key-missing-in-row",
    message: "Row {row} of table `{table}` has no value for `{column}`, which is part of its primary key.",
    why: "The merge strategy `{strategy}` names each row after its primary key.",
    fix: "Drop such rows with `addFilter`, or fill the key with `addMap`.",
  },
  E837: {
    name: "bad-column-hint",
    message: "Table `{table}`, column `{column}`: `{hint}` is {value}; expected {expected}.",
    why: "A hint that is not understood would give the column another type or another role than you think.",
    fix: "Correct the hint in the resource's `columns`.",
  },
  E838: {
    name: "required-column-without-data",
    message: "Column `{column}` of table `{table}` may not be null, and no row of this load has a value for it.",
    why: "The column was declared as a key or with `nullable: false` but without a type, so that its first value would have given the type.",
    fix: "Check the spelling of the name, or declare the type: `columns: { {column}: { dataType: \"text\" } }`.",
  },
} as const satisfies ErrorCatalogue;
