/** A resource that is being extracted: its steps, begun anew, and the transformers that take its items. */
import { callData } from "./callData.ts";
import type { ExtractRun, Scope } from "./current.ts";
import type { AnyResource } from "./resource.ts";
import { placeOf } from "./steps.ts";
import type { RunningStep, Step, StepRun } from "./steps.ts";

/** Where the items of a pipe go when its steps are done: into a transformer, or out of the pipe itself. */
export interface Fork {
  readonly pipe: Pipe;
  /** False: into its first step. */
  readonly leaves: boolean;
}

/** What the steps of a pipe are told besides. */
export type StepTools = Pick<StepRun, "primaryKey" | "warn">;

export class Pipe implements Scope {
  readonly resource: AnyResource;
  readonly run: ExtractRun;
  /** In the order in which they run; of a transformer, its function is the first. */
  readonly steps: RunningStep[] = [];
  readonly #ranks: number[] = [];
  readonly #tools: StepTools;
  /** Empty: items leave the pipe. */
  readonly forks: Fork[] = [];
  /** The extract worker that its items came from, if they came from one. */
  worker: string | undefined;
  /** Ends the resource's data; set by the pump. */
  endData: () => void = () => {};

  constructor(resource: AnyResource, run: ExtractRun, tools: StepTools) {
    this.resource = resource;
    this.run = run;
    this.#tools = tools;
  }

  /** Begins the steps of the resource, as they stand. */
  begin(): void {
    if (this.resource.parent !== undefined) this.#insert(0, 0, { take: (item) => callData(this, [item]) });
    for (const step of this.resource.steps) this.#insert(this.steps.length, step.rank, this.#begun(step));
  }

  /** Begins one more step, behind those that rank lower or equal. */
  add(step: Step): void {
    this.#insert(placeOf(this.#ranks, step.rank), step.rank, this.#begun(step));
  }

  #begun(step: Step): RunningStep {
    return step.begin({ ...this.#tools, run: this.run, resource: this.resource, end: () => this.endData() });
  }

  #insert(at: number, rank: number, step: RunningStep): void {
    this.steps.splice(at, 0, step);
    this.#ranks.splice(at, 0, rank);
  }

  /** Sends items into `pipe`, once. */
  forkTo(pipe: Pipe): void {
    if (!this.forks.some((fork) => fork.pipe === pipe)) this.forks.push({ pipe, leaves: pipe === this });
  }
}

/**
 * Lays out the pipes of resources: those of transformers hang on their resources' pipes, which are made when they are
 * not among the selected ones, and then give nothing themselves.
 *
 * @returns all pipes, and those with data of their own in the order in which dlt would open them: last first
 */
export function layOutPipes(selected: readonly AnyResource[], run: ExtractRun, toolsOf: (resource: AnyResource) => StepTools): { readonly pipes: readonly Pipe[]; readonly heads: readonly Pipe[] } {
  const made = new Map<AnyResource, Pipe>();
  const pipeOf = (resource: AnyResource): Pipe => {
    const pipe = made.get(resource) ?? new Pipe(resource, run, toolsOf(resource));
    made.set(resource, pipe);
    return pipe;
  };
  const own = new Set(selected.map(pipeOf));
  const heads: Pipe[] = [];
  const hang = (pipe: Pipe): void => {
    if (pipe.resource.parent === undefined) {
      if (!heads.includes(pipe)) heads.push(pipe);
      return;
    }
    const parent = pipeOf(pipe.resource.parent);
    parent.forkTo(pipe);
    if (own.has(parent)) parent.forkTo(parent);
    hang(parent);
  };
  for (const pipe of [...own].reverse()) hang(pipe);
  for (const pipe of made.values()) pipe.begin();
  return { pipes: [...made.values()], heads };
}
