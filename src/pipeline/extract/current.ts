/**
 * `dlt.current`: what is being extracted, for the code that is being run. It is known while a generator, a step or a
 * deferred call runs; in async code up to the first `await`, since afterwards nobody can tell whose turn it is. After
 * that it is still known as long as a single extract is under way, and the resource if it is the only one of it.
 */
import { pipelineError } from "../errors.ts";
import type { AnyResource } from "./resource.ts";
import type { Source } from "./source.ts";
import { stateOfResource } from "./sourceState.ts";
import type { StateRecord } from "./sourceState.ts";

/** One extract of one source. */
export interface ExtractRun {
  readonly pipelineName: string | undefined;
  readonly source: Source | undefined;
  /** The state of this source; saved when the extract succeeds. */
  readonly state: StateRecord;
  /** Names of the resources under way. */
  readonly resources: readonly AnyResource[];
}

/** Whose code is running. */
export interface Scope {
  readonly run: ExtractRun;
  readonly resource: AnyResource;
}

let running: Scope | undefined;
const runs = new Set<ExtractRun>();

/** Says whose code is called next; undefined when it is nobody's. */
export function enterScope(scope: Scope | undefined): void {
  running = scope;
}

/** Adds a run to those under way, until the returned function is called. */
export function beginRun(run: ExtractRun): () => void {
  runs.add(run);
  return () => runs.delete(run);
}

function currentRun(what: string): ExtractRun {
  const only = runs.size === 1 ? [...runs][0] : undefined;
  const run = running?.run ?? only;
  if (run === undefined) throw pipelineError("E810", { what, kind: "source" });
  return run;
}

function currentResource(what: string): AnyResource {
  if (running !== undefined) return running.resource;
  const run = currentRun(what);
  const only = run.resources.length === 1 ? run.resources[0] : undefined;
  if (only === undefined) throw pipelineError("E810", { what, kind: "resource" });
  return only;
}

/** Name of the pipeline whose extract runs the calling code; undefined if none does. */
export function currentPipelineName(): string | undefined {
  return running?.run.pipelineName ?? (runs.size === 1 ? [...runs][0]?.pipelineName : undefined);
}

export const current = {
  /** The source being extracted. @throws E810 */
  source(): Source {
    const { source } = currentRun("source");
    if (source === undefined) throw pipelineError("E810", { what: "source", kind: "source" });
    return source;
  },
  /** The resource whose code runs. @throws E810 */
  resource: (): AnyResource => currentResource("resource"),
  /** What the source remembers between runs: change it in place, JSON only. It is saved when the extract succeeds. @throws E810 */
  sourceState: (): StateRecord => currentRun("sourceState").state,
  /**
   * What a resource remembers between runs; by default the one whose code runs. A `replace` resource begins with nothing.
   *
   * @throws E810
   */
  resourceState: (resource?: string): StateRecord => stateOfResource(currentRun("resourceState").state, resource ?? currentResource("resourceState").name),
} as const;
