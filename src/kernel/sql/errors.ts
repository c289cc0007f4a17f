/** What can go wrong while an SQL cell runs: codes E260 to E269. */
import { type ErrorCatalogue, errorFactory } from "../../diagnostic/codedError.ts";

export const sqlErrors = {
  E260: {
    name: "sql-error",
    message: "{reason}",
    why: "This is what DuckDB says about the statement.",
    fix: "Look at the marked place. `SHOW TABLES` lists the tables that there are, `DESCRIBE my_table` their columns.",
  },
  E261: {
    name: "sql-value",
    message: "{what} cannot be used as a value in SQL: {expression}.",
    why: "Values are text, numbers, booleans, dates, null, and lists or plain objects of these.",
    fix: "Use one property of it: for an input `.value`, for a table put the expression where a table stands, as in `FROM ${rows}`.",
  },
  E262: {
    name: "sql-table-value",
    message: "`{name}` cannot be read as a table: {reason}.",
    why: "A table is a list of objects, the rows of another SQL cell, a table or relation of a pipeline's dataset, or an Arrow table.",
    fix: "Make it a list of objects, for example `const rows = [{ n: 1 }, { n: 2 }]`. An undone promise needs `await` in its own cell.",
  },
  E263: {
    name: "sql-rows-gone",
    message: "The rows of this result are no longer in the database.",
    why: "They were kept for the run of the SQL cell that gave them, and that run is over.",
    fix: "Run the SQL cell again.",
  },
  E264: {
    name: "sql-no-database",
    message: "There is no database in which this cell could run.",
    why: "The kernel was started without one.",
    fix: "Open the notebook in a browser that has WebAssembly.",
  },
  E265: {
    name: "sql-name",
    message: "A name is needed in place of `{expression}`, and this is {what}.",
    why: "In this place of a statement only the name of a column, a table or a schema can stand.",
    fix: "Give a text: it is quoted as one name. In front of `.table`, a pipeline's dataset works too: `FROM ${dataset}.orders`.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of SQL cells. */
export const sqlError = errorFactory(sqlErrors);
