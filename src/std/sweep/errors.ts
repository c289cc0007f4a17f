/** What can go wrong in experiments: codes E580 to E586. */
import type { ErrorCatalogue } from "../../diagnostic/codedError.ts";

export const sweepErrors = {
  E580: {
    name: "sweep-parameters",
    message: "A sweep needs an object of parameters, each with a list of values; `{name}` is {value}.",
    why: "Every combination of the values is one point that is measured.",
    fix: "For example `sweep({ buffer: [1, 10, 100], workers: [1, 2] }, async (run) => …)`.",
  },
  E581: {
    name: "sweep-option",
    message: "The sweep option `{option}` cannot be {value}.",
    why: "`{option}` takes {expected}.",
    fix: "Correct the option in the third argument of the sweep.",
  },
  E582: {
    name: "sweep-too-large",
    message: "This sweep would make {runs} runs; the most is {limit}.",
    why: "{points} points, each with {repeats} measured and {warmup} warm-up runs.",
    fix: "Leave out values, or measure each point less often.",
  },
  E583: {
    name: "sweep-result",
    message: "A run of the sweep returned {value}, which is no measurement.",
    why: "A run returns one finite number, an object of finite numbers, or nothing: then its own duration in seconds is taken. Every run must return the same names.",
    fix: "Return for example `seconds`, or `{ seconds, rows }`.",
  },
  E584: {
    name: "sweep-failed",
    message: "No point of the sweep could be measured. The first error: {message}",
    why: "A point whose run throws is left out and named in the table, and the others go on; here all of them threw.",
    fix: "Call the function once by itself to see its error.",
  },
  E585: {
    name: "sweep-function",
    message: "A sweep needs a function as its second argument; it was given {type}.",
    why: "The function is run for every point, and what it returns is the measurement.",
    fix: "For example `async (run) => { … }`; `run.buffer` is then the value of the parameter `buffer`.",
  },
} as const satisfies ErrorCatalogue;
