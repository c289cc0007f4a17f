/** What can go wrong when a cell makes an input: codes E513 to E519 and E521 to E529. */
import type { ErrorCatalogue } from "../../diagnostic/codedError.ts";

export const uiErrors = {
  E513: {
    name: "number-limits",
    message: "A number input cannot go from {min} to {max} in steps of {step}.",
    why: "The limits and the step must be finite numbers, the maximum not below the minimum, and the step above zero. Each may be left out.",
    fix: "For example `ui.number({ min: 0, max: 100, step: 5 })`.",
  },
  E514: {
    name: "no-options",
    message: "`ui.{kind}` has no options to choose from.",
    why: "Without options it could have no value.",
    fix: "Pass a list with at least one option, `ui.{kind}([\"a\", \"b\"])`, or allow that nothing is chosen: `ui.{kind}(list, { optional: true })`.",
  },
  E515: {
    name: "same-option",
    message: "Two options of this {kind} input read \"{label}\".",
    why: "The reader could not tell them apart.",
    fix: "Give every option a text of its own: `ui.{kind}({ \"first text\": a, \"second text\": b })`, or `format: (option) => …`.",
  },
  E516: {
    name: "start-not-offered",
    message: "{value} is not among the options of this {kind} input.",
    why: "An input starts with a value that the reader could choose.",
    fix: "Use one of these as `value`: {options}.",
  },
  E517: {
    name: "not-an-input",
    message: "`ui.{kind}` holds inputs; {place} is {type}.",
    why: "Its value is made of the values of the inputs in it.",
    fix: "Put inputs into it, such as `ui.text()` or `ui.slider()`.",
  },
  E518: {
    name: "date-limits",
    message: "{value} is not a date that a date input can use as `{option}`.",
    why: "A date is a `Date` or a text such as \"2026-01-31\", and `max` is not before `min`.",
    fix: "For example `ui.date({ value: \"2026-01-31\" })`.",
  },
  E519: {
    name: "table-rows",
    message: "`ui.table` needs an array of objects; it was given {type}.",
    why: "Each row of the table is one object, and its keys are the columns.",
    fix: "Pass something like `[{ name: \"Ada\", born: 1815 }]`.",
  },
  E521: {
    name: "input-option",
    message: "The option `{option}` of `ui.{kind}` cannot be {value}.",
    why: "`{option}` takes {expected}.",
    fix: "Correct the option.",
  },
} as const satisfies ErrorCatalogue;
