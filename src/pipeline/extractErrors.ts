/** Errors and warnings of the extract graph and of incremental loading: E800–E819. `errors.ts` joins them with the rest of the room's. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const extractErrors = {
  E800: {
    name: "cursor-missing",
    message: "Row {row} of resource `{resource}` has nothing at the cursor path `{path}`.",
    why: "Incremental loading compares each row's cursor value with the last one it has seen, and this row has no such field.",
    fix: "Correct the path, or say what such rows mean: `onCursorValueMissing: \"include\"` keeps them, `\"exclude\"` drops them.",
  },
  E801: {
    name: "cursor-null",
    message: "Row {row} of resource `{resource}` has null at the cursor path `{path}`.",
    why: "Incremental loading compares each row's cursor value with the last one it has seen, and null has no place in that order.",
    fix: "Say what such rows mean: `onCursorValueMissing: \"include\"` keeps them, `\"exclude\"` drops them; or fill the field with `addMap(…, { insertAt: 1 })`.",
  },
  E802: {
    name: "cursor-not-comparable",
    message: "Row {row} of resource `{resource}`: the cursor `{path}` is {value} ({type}), which cannot be compared with {other} ({otherType}).",
    why: "Values of a cursor need one order: numbers with numbers, text with text, dates with dates or ISO text.",
    fix: "Convert the field with `addMap(…, { insertAt: 1 })`, or give `initialValue` in the type that the rows have.",
  },
  E803: {
    name: "bad-cursor-range",
    message: "The incremental on `{path}` has {problem}.",
    why: "`endValue` limits one load to the rows from `initialValue` up to it, so both are needed, in this order.",
    fix: "Give an `initialValue` that comes before `endValue`, or leave `endValue` out.",
  },
  E804: {
    name: "bad-incremental",
    message: "`{what}` cannot be used for incremental loading: {problem}.",
    why: "An incremental needs the path of the field to compare, and options that it knows.",
    fix: "Write `dlt.sources.incremental(\"updated_at\", { initialValue: … })`.",
  },
  E805: {
    name: "key-missing-for-dedup",
    message: "Row {row} of resource `{resource}` has no `{key}`, which is part of the primary key.",
    why: "Rows with the same cursor value as the last run are recognised by their primary key, so that none is loaded twice.",
    fix: "Correct `primaryKey`, or turn this off with `primaryKey: []` in the incremental.",
  },
  E806: {
    name: "many-rows-on-one-cursor-value",
    message: "Resource `{resource}`: {count} rows have the same last value of the cursor `{path}`.",
    why: "A hash of each of them is kept in the state, so that the next run does not load them again.",
    fix: "Use a finer cursor, such as a timestamp instead of a date; or set `rangeStart: \"open\"`, or `primaryKey: []`, in the incremental.",
  },
  E807: {
    name: "lag-ignored",
    message: "Resource `{resource}`: the lag on the cursor `{path}` has no effect: {reason}.",
    why: "A lag moves the start of the range back, by a number, by seconds for date-times, by days for dates; this needs `max` or `min` and such a value.",
    fix: "Leave `lag` out, or use it with a numeric or ISO date cursor and `lastValueFunc` `max` or `min`.",
  },
  E808: {
    name: "transformer-without-data",
    message: "The transformer `{resource}` is not connected to a resource.",
    why: "A transformer works on the items of another resource and has none of its own.",
    fix: "Connect it: `resource.pipe(transformer)`, or `dlt.transformer(fn, { from: resource })`.",
  },
  E809: {
    name: "arguments-missing",
    message: "The function of resource `{resource}` needs {needed} arguments, and {given} were given.",
    why: "Extract calls the function; it passes what `bind` was given, and then the incremental if the resource has one.",
    fix: "Bind them: `resource.bind(…)`, or give the parameters default values.",
  },
  E810: {
    name: "nothing-current",
    message: "`dlt.current.{what}()` was called where no {kind} is being extracted.",
    why: "It is known while the code of a resource runs, and in an async resource up to its first `await`; after that only while a single extract runs, and a resource only if it is the only one.",
    fix: "Call it at the beginning of the resource's function, before the first `await`, and keep what it returns.",
  },
  E811: {
    name: "waiting-long",
    message: "Extract has been waiting for {seconds} s for {resources}.",
    why: "What a resource yielded, or its next item, is a promise that has not settled. It may be a slow request, or a promise that nobody resolves.",
    fix: "Wait, or press Stop and look at what the resource awaits.",
  },
  E812: {
    name: "limit-on-transformer",
    message: "`addLimit` on the transformer `{resource}` has no effect.",
    why: "A limit closes the generator of a resource, and a transformer has none of its own: it is called for each item of another resource.",
    fix: "Limit the resource that it works on.",
  },
  E813: {
    name: "state-not-json",
    message: "The state of source `{source}` cannot be saved: {reason}",
    why: "What `dlt.current.sourceState()` and `resourceState()` hold is kept as JSON between runs.",
    fix: "Keep text, numbers, booleans, lists and plain objects in it.",
  },
  E814: {
    name: "bad-step-position",
    message: "`insertAt: {position}` is not a place in resource `{resource}`, which has {steps} steps.",
    why: "Position 0 is the data itself; 1 is right behind it, and the number of steps plus one is the end.",
    fix: "Give a whole number from 1 to {last}, or leave it out.",
  },
  E815: {
    name: "variant-without-table",
    message: "Resource `{resource}` marks an item with hints for a table of its own, but without a table name.",
    why: "A variant of the hints belongs to one table, so it must say which.",
    fix: "Name it: `dlt.mark.makeHints({ tableName: \"…\" })`.",
  },
} as const satisfies ErrorCatalogue;
