/** What can be wrong with the text of an SQL cell, as far as it shows without the database: codes E250 to E259. */
import type { ErrorCatalogue } from "../../diagnostic/codedError.ts";

export const sqlTextErrors = {
  E250: {
    name: "sql-interpolation",
    message: "The expression in `{text}` cannot be read: {problem}",
    why: "What stands between `${` and `}` is TypeScript; its value is handed to the database beside the SQL.",
    fix: "Repair the expression. To write `${` itself, put it into a comment or split it: `'$' || '{'`.",
  },
  E251: {
    name: "sql-not-closed",
    message: "This {what} is never closed.",
    why: "Everything up to the end of the cell would belong to it.",
    fix: "Put the closing {closing} where it ends. A quote inside is written twice.",
  },
  E252: {
    name: "sql-bracket",
    message: "This `{text}` has no counterpart.",
    why: "Round brackets come in pairs within a statement.",
    fix: "Add the missing bracket, or take this one out.",
  },
  E253: {
    name: "sql-parameter",
    message: "`{text}` is a placeholder that nothing fills.",
    why: "A cell has no list of values for placeholders: values come from names of the notebook.",
    fix: "Write the value as an expression in its place: `${name}`. It is bound, never written into the SQL.",
  },
  E254: {
    name: "sql-spliced-name",
    message: "`${…}` cannot be a part of the word `{text}`.",
    why: "A value is handed over beside the SQL, so it cannot complete a word of it.",
    fix: "For a name, put all of it into double quotes: `\"table_${n}\"`. For a value, leave a space.",
  },
  E255: {
    name: "sql-no-rows",
    message: "`{name}` gets no rows: no statement of this cell gives any.",
    why: "The result of an SQL cell is the rows of its last query.",
    fix: "End the cell with a query, for example `FROM my_table`, or leave `out` away.",
  },
} as const satisfies ErrorCatalogue;
