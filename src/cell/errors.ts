/** Catalogue of what can be wrong with a cell's text or with its place in the graph: codes E100 to E199, and E250 to E259 for SQL. */
import { errorFactory, type ErrorCatalogue } from "../diagnostic/codedError.ts";
import { sqlTextErrors } from "./sql/errors.ts";

export const cellErrors = {
  E100: {
    name: "syntax-error",
    message: "{problem}",
    why: "The cell cannot be read as TypeScript from this place on, so none of it can run.",
    fix: "Look at the marked place and at what stands just before it: a bracket, quote or comma is often missing there.",
  },
  E101: {
    name: "used-before-definition",
    message: "`{name}` is used to compute its own first value.",
    why: "`{name}` has no value yet while the right-hand side runs. A definition also hides any `{name}` of another cell, so the other cell's value is out of reach here.",
    fix: "Give the new value a name of its own: `const next = …`.",
  },
  E102: {
    name: "declared-twice",
    message: "`{name}` is declared twice in this cell.",
    why: "A name has one declaration per scope.",
    fix: "Rename one of the two, drop the second `const`/`let` if it should be an assignment, or put one of them into a block `{ … }`.",
  },
  E104: {
    name: "duplicate-name",
    message: "`{name}` is defined in cell \"{other}\" and again here.",
    why: "Every name has one home in a notebook. With two definitions, a cell that reads `{name}` could not know which of the two it gets.",
    fix: "Rename one, make it private with a leading underscore (`_{name}`), or wrap it in a block `{ … }`.",
  },
  E105: {
    name: "cycle",
    message: "These cells need one another: {path}.",
    why: "Each cell on this path reads a name that the next one defines, and the path comes back to where it began. No order exists in which they could run.",
    fix: "Move what both need into a cell of its own, or merge the cells into one.",
  },
  E106: {
    name: "assigns-foreign-name",
    message: "`{name}` belongs to cell \"{owner}\" and cannot be assigned here.",
    why: "Only the cell that defines a name can give it a value; otherwise the value would depend on the order in which you happened to run cells.",
    fix: "Change `{name}` in cell \"{owner}\", or define a new name here from the old value. To keep a value local, declare it with `const` or `let`.",
  },
  E107: {
    name: "setup-has-ancestor",
    message: "The setup cell reads {names}, which cell \"{other}\" defines.",
    why: "Setup runs before every other cell, so nothing that another cell defines exists yet.",
    fix: "Move the definition into the setup cell, or move the reading part out of it.",
  },
  E108: {
    name: "blocked",
    message: "Not run: cell \"{cause}\" has an error that must be put right first.",
    why: "This cell reads, directly or through others, a name of a cell that cannot run. Running it would only fail with a name that is not defined.",
    fix: "Go to cell \"{cause}\" and repair it; this cell can run afterwards.",
  },
  E109: {
    name: "reserved-name",
    message: "`$` is taken: a notebook needs this name for itself.",
    why: "Compiled cells reach the notebook through `$`. A name of your own with the same spelling would hide it.",
    fix: "Choose another name, for example `$$` or `dollar`.",
  },
  E110: {
    name: "shell-command",
    message: "`{command}` is a command for a terminal; a cell holds TypeScript.",
    why: "Cells run in the browser, where there is no shell and nothing to install into. Lines that start with `!` are a habit from Python notebooks.",
    fix: "{advice}",
  },
  E111: {
    name: "magic-command",
    message: "`{command}` is a notebook magic of Python; a cell holds TypeScript.",
    why: "Lines that start with `%` mean something only in IPython.",
    fix: "{advice}",
  },
  E112: {
    name: "python-syntax",
    message: "This looks like Python: {construct}.",
    why: "Cells are written in TypeScript.",
    fix: "{advice}",
  },
  E113: {
    name: "require-call",
    message: "`require` does not exist here; use `import`.",
    why: "`require` belongs to Node.js. In a browser, modules are loaded with `import`.",
    fix: "Write `import { … } from {module};` at the top of the cell.",
  },
  E114: {
    name: "sql-text",
    message: "This looks like SQL; this cell holds TypeScript.",
    why: "SQL inside a TypeScript cell is text that has to be handed to a database.",
    fix: "Pass the statement as a string to the pipeline's query function.",
  },
  E115: {
    name: "jsx-outside-tsx",
    message: "JSX needs a `tsx` cell; this is a `ts` cell.",
    why: "In a `ts` cell `<name>` begins a type, so an element cannot be told from one.",
    fix: "Change the cell's language to `tsx`.",
  },
  E116: {
    name: "await-outside-async",
    message: "`await` stands inside a function that is not `async`.",
    why: "A cell itself may await at its top level, but a function in it has to say that it waits.",
    fix: "Write `async` in front of the function.",
  },
  E117: {
    name: "foreign-character",
    message: "`{character}` is not a character of TypeScript.",
    why: "Typographic quotes and invisible characters come along when code is copied from a document or a chat.",
    fix: "{advice}",
  },
  E118: {
    name: "invalid-pattern",
    message: "This regular expression cannot be read: {problem}",
    why: "The text between the slashes is not a valid pattern, so the browser would refuse the whole cell.",
    fix: "Put a backslash before a bracket or sign that is meant literally.",
  },
  E120: {
    name: "enum",
    message: "`enum` cannot be used: cells allow only types that can be erased.",
    why: "An enum turns into code of its own. Cells run with their types erased, line by line as you wrote them.",
    fix: "Use an object: `const {name} = { {members} } as const;` and, for the type, `type {name} = (typeof {name})[keyof typeof {name}];`.",
  },
  E121: {
    name: "namespace",
    message: "`{keyword}` cannot be used: cells allow only types that can be erased.",
    why: "A namespace turns into code of its own. Cells run with their types erased, line by line as you wrote them.",
    fix: "Use an object, `const {name} = { … }`, or plain top-level names.",
  },
  E122: {
    name: "parameter-property",
    message: "`{modifier}` on a constructor parameter cannot be used: cells allow only types that can be erased.",
    why: "A parameter property assigns to a field behind the scenes, which is code and not a type.",
    fix: "Declare the field and assign it: `{name};` in the class, `this.{name} = {name};` in the constructor.",
  },
  E123: {
    name: "decorator",
    message: "Decorators cannot be used: no browser runs them yet.",
    why: "Cells run as you wrote them, and browsers do not know the `@` syntax.",
    fix: "Call the decorating function yourself: `const Wrapped = decorate(MyClass);`.",
  },
  E124: {
    name: "commonjs-module",
    message: "`{syntax}` cannot be used: cells use the modules of the browser.",
    why: "This is TypeScript's way of writing CommonJS modules, which need code of their own.",
    fix: "{advice}",
  },
  E125: {
    name: "auto-accessor",
    message: "`accessor` cannot be used: no browser runs it yet.",
    why: "Cells run as you wrote them, and browsers do not know accessor fields.",
    fix: "Use a plain field, or a getter and a setter over a `#private` field.",
  },
  E126: {
    name: "export-default",
    message: "`export default` has no meaning in a cell.",
    why: "A cell shares its top-level names; it has no nameless value that others could import.",
    fix: "Give the value a name, `const result = …`, or let it be the last expression to show it.",
  },
  E127: {
    name: "export-list",
    message: "`{syntax}` has no meaning in a cell.",
    why: "Other cells see every top-level name already. Names of a module become names of the cell only through `import`.",
    fix: "Leave the export out; to pass on a module's names, write `import { name } from \"module\"`.",
  },
  E128: {
    name: "import-meta",
    message: "`import.meta` does not exist in a cell.",
    why: "A cell is not a file with an address of its own.",
    fix: "Leave it out.",
  },
  E129: {
    name: "arguments-outside-function",
    message: "`arguments` exists only inside a function.",
    why: "A cell is not called with arguments.",
    fix: "Use a named constant, or move the code into a function.",
  },
  E131: {
    name: "interpolation-error",
    message: "The expression in `{text}` cannot be read: {problem}",
    why: "Between `${` and `}` stands one TypeScript expression.",
    fix: "Repair the expression, or write `\\${` if the text is meant literally.",
  },
  E132: {
    name: "namespaced-jsx",
    message: "JSX names with a colon (`{name}`) cannot be used.",
    why: "No chart or output element has such a name.",
    fix: "Use a plain name.",
  },
  E133: {
    name: "too-deep",
    message: "This cell is nested too deeply to be analysed.",
    why: "The text has thousands of brackets or operators inside one another.",
    fix: "Split it, or load the data from a file.",
  },
  E140: {
    name: "top-level-var",
    message: "`var {name}` is visible to all cells, even from inside a block or loop.",
    why: "`var` ignores blocks, so the name leaks out to the top level of the cell and becomes one of its definitions.",
    fix: "Use `const` or `let`.",
  },
  E141: {
    name: "branch-output",
    message: "The value in this branch is not shown.",
    why: "Only an expression that is the last statement of the cell is its output; one inside `if` is not.",
    fix: "Use `condition ? a : b` as the last line, or call `display(…)` in the branch.",
  },
  E142: {
    name: "foreign-mutation",
    message: "This changes the value of `{name}`, which belongs to cell \"{owner}\"; cells that read it do not run again.",
    why: "Cells follow names, not what happens inside a value. Whoever has read `{name}` already goes on with what it saw, and a second run of this cell changes it once more.",
    fix: "Make a new value under a name of its own, for example `const next = [...{name}, item]`, or move the change into cell \"{owner}\".",
  },
  E150: {
    name: "source-not-available",
    message: "This function's source cannot be read: {text}",
    why: "Built-in and bound functions do not show their source, so they cannot be sent to another worker.",
    fix: "Wrap it in a function of your own: `(x) => builtIn(x)`.",
  },
  ...sqlTextErrors,
} as const satisfies ErrorCatalogue;

/** Codes of this room's catalogue. */
export type CellErrorCode = keyof typeof cellErrors;

/** Makes a coded error of this room. */
export const cellError = errorFactory(cellErrors);
