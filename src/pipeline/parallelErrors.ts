/** Errors of extract workers and of Node's files: E820–E829. `errors.ts` joins them with the rest of the room's. */
import type { ErrorCatalogue } from "../diagnostic/codedError.ts";

export const parallelErrors = {
  E820: {
    name: "name-stays-behind",
    message: "Resource `{resource}` reads `{name}`, which its extract worker does not have.",
    why: "A parallelized generator runs in a worker with a memory of its own. Here only the text of the function is sent, so names from around it are missing there.",
    fix: "Give the value as an argument: `dlt.resource(function* (value) { … }).bind(value)`. Arguments are copied to the worker. In a notebook, names of cells travel by themselves.",
  },
  E821: {
    name: "extract-worker-not-started",
    message: "The extract worker `{worker}` for resource `{resource}` could not be started: {reason}",
    why: "A parallelized generator runs in a worker of its own, and this place refused to start one or could not fetch its script.",
    fix: "Reload the page, close other tabs, or take `parallelized` off the resource.",
  },
  E822: {
    name: "extract-worker-died",
    message: "The extract worker `{worker}` ended while it extracted resource `{resource}`, after {rows} rows. {reason}",
    why: "A worker that runs out of memory, or that the browser ends, takes its generator with it. Nothing of this extract was kept.",
    fix: "Extract again. If it happens again, yield smaller rows, or lower `DATA_WRITER__BUFFER_MAX_ITEMS`.",
  },
  E823: {
    name: "function-stays-behind",
    message: "The generator of resource `{resource}` cannot be sent to an extract worker: {reason}",
    why: "Functions travel to workers as their source text. Built-in and bound functions show none, and some text does not stand by itself.",
    fix: "Write the generator as `function* () { … }`, or take `parallelized` off the resource.",
  },
  E824: {
    name: "value-without-copy",
    message: "`{name}`, which resource `{resource}` needs in its extract worker, has no copy.",
    why: "Values travel to workers as copies. Functions inside of values, promises, open files, pipelines and other things bound to one thread have none.",
    fix: "Give the generator plain data, and make the rest inside of it.",
  },
  E825: {
    name: "file-system-refused",
    message: "The file system refused to {action} `{path}`: {reason}",
    why: "The folder of the pipelines lies on this computer's disk, and the system gave an error that is not a missing file.",
    fix: "Check that the folder can be written and that the disk has room; then run again.",
  },
} as const satisfies ErrorCatalogue;
