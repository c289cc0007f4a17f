/** What can go wrong in the functions that cells import: inputs, charts, parallel code. Codes E500 to E599. */
import { type ErrorCatalogue, errorFactory } from "../diagnostic/codedError.ts";
import { chartErrors } from "./chartErrors.ts";
import { outputErrors } from "./outputErrors.ts";
import { sweepErrors } from "./sweep/errors.ts";
import { uiErrors } from "./ui/errors.ts";

export const stdErrors = {
  E501: {
    name: "chart-key-missing",
    message: "The chart's {axis} is \"{key}\", but no point has a value of that name.",
    why: "A chart takes its values from the points by name. These points have: {keys}.",
    fix: "Use one of these names for {axis}, or add \"{key}\" to the points.",
  },
  E502: {
    name: "chart-data",
    message: "A chart needs an array of objects as data; it was given {type}.",
    why: "Each point of a chart is one object, and `x` and `y` name its values.",
    fix: "Pass something like `[{ size: 1, seconds: 0.4 }, { size: 10, seconds: 0.1 }]`.",
  },
  E503: {
    name: "chart-too-large",
    message: "This chart has more than {limit} points.",
    why: "More points than pixels cannot be seen, and drawing them would make the page slow.",
    fix: "Group the data first, or draw every n-th point.",
  },
  E504: {
    name: "chart-option",
    message: "The chart option `{option}` cannot be {value}.",
    why: "`{option}` takes {expected}.",
    fix: "Correct the option in the second argument of the chart.",
  },
  E510: {
    name: "input-read-where-made",
    message: "The value of this {kind} cannot be read in the cell that makes it.",
    why: "When the value changes, the cells that read it run again, but not the cell that makes the input: it would make a new one under the reader's hand. Code here would keep an old value for ever.",
    fix: "Leave the input in this cell and read its `.value` in another one.",
  },
  E511: {
    name: "input-limits",
    message: "A slider cannot go from {min} to {max} in steps of {step}.",
    why: "The limits and the step must be finite numbers, the maximum not below the minimum, and the step above zero.",
    fix: "For example `ui.slider(0, 100, { step: 5 })`.",
  },
  E512: {
    name: "input-assigned",
    message: "The value of an input cannot be assigned.",
    why: "It belongs to the person who moves the input.",
    fix: "Give the wanted start as `value`: `ui.slider(0, 10, { value: 3 })`.",
  },
  E520: {
    name: "sleep-time",
    message: "`{function}` needs a number of milliseconds; it was given {value}.",
    why: "A wait has a length of zero or more milliseconds.",
    fix: "For example `await sleep(500)` for half a second.",
  },
  E530: {
    name: "cannot-travel",
    message: "`{name}` cannot be sent to another worker: {reason}",
    why: "A worker has a memory of its own. Functions travel as their source and other values as copies; what is bound to this worker (a promise, a pipeline, an open file) has no copy.",
    fix: "Pass the plain data that the function needs as an argument, and make the rest inside the function.",
  },
  E531: {
    name: "not-a-function",
    message: "`{caller}` needs a function as its first argument; it was given {type}.",
    why: "The function is what the workers run.",
    fix: "Pass a function defined in a cell: `{caller}(isPrime, numbers)`.",
  },
  E532: {
    name: "result-cannot-travel",
    message: "The result of `{name}` cannot be sent back from its worker: {reason}",
    why: "Results come back as copies. Functions, promises and similar things have none.",
    fix: "Return plain data: numbers, texts, arrays, objects, Map, Set, Date.",
  },
  E533: {
    name: "pool-closed",
    message: "The worker pool \"{pool}\" is closed.",
    why: "A pool ends when `close()` is called, when its cell runs again, and on Stop.",
    fix: "Run the cell that makes the pool again.",
  },
  E534: {
    name: "pool-size",
    message: "A worker pool cannot have {size} workers.",
    why: "The number of workers is a whole number from 1 to {most}.",
    fix: "Try `{ {option}: 4 }`, or leave it out to have one per processor core.",
  },
  E535: {
    name: "worker-died",
    message: "The worker \"{worker}\" ended before its task did.",
    why: "Most often its task used more memory than the browser gives. {reason}",
    fix: "Send smaller pieces of work, or use fewer workers.",
  },
  E536: {
    name: "workers-not-available",
    message: "This browser does not let a cell start workers.",
    why: "Parallel code needs module workers inside a worker. {reason}",
    fix: "Use a current version of Chrome, Edge, Firefox or Safari.",
  },
  E537: {
    name: "source-not-plain",
    message: "`{name}` cannot be sent to another worker: {reason}",
    why: "Only a function whose source stands by itself can be compiled again in a worker.",
    fix: "Write it as `function {name}(…) { … }` or `const {name} = (…) => …` at the top level of a cell.",
  },
  ...chartErrors,
  ...outputErrors,
  ...uiErrors,
  ...sweepErrors,
} as const satisfies ErrorCatalogue;

/** Makes an error of this room. */
export const stdError = errorFactory(stdErrors);
