/** What pipelines report, shown below the cell that runs them: one block a run, warnings as console lines. */
import type { PipelineEvent, ProgressEvent } from "../pipeline/host.ts";
import type { CellHost, OutputSlot } from "../std/cellHost.ts";
import type { PipelineRunOutput, PipelineStageProgress } from "../std/output.ts";

/** A run whose stages end sooner shows nothing. */
const patienceMs = 300;
/** How often the clock of a run that is shown moves on by itself. */
const tickMs = 500;
/** Tables that are named; of the others only their rows count. */
const namedTables = 12;

interface Stage {
  readonly stage: PipelineStageProgress["stage"];
  readonly began: number;
  state: PipelineStageProgress["state"];
  /** Once it is over. */
  ms: number | undefined;
  files: { value: number; total: number | undefined } | undefined;
  failed: number | undefined;
  readonly rows: Map<string, number>;
}

interface Run {
  readonly pipeline: string;
  readonly began: number;
  readonly stages: Map<Stage["stage"], Stage>;
  slot: OutputSlot | undefined;
}

const order: readonly Stage["stage"][] = ["extract", "normalize", "load"];

export class PipelineReports {
  readonly #current: () => CellHost | undefined;
  readonly #now: () => number;
  /** Of each cell's run: the latest run of each pipeline. */
  readonly #runs = new WeakMap<CellHost, Map<string, Run>>();

  /** @param current  the cell that has its turn */
  constructor(current: () => CellHost | undefined, now: () => number = () => performance.now()) {
    this.#current = current;
    this.#now = now;
  }

  report(event: PipelineEvent): void {
    const host = this.#current();
    if (host === undefined) return;
    if (event.type === "warning") host.print({ level: "warn", text: `${event.code} ${event.message}` });
    else if (event.type === "progress") this.#progress(host, event);
    else if (event.type === "stageFinished") this.#finish(host, event);
  }

  #progress(host: CellHost, event: ProgressEvent): void {
    if (event.unit === "resources") return;
    const run = this.#runOf(host, event.pipeline, event.stage);
    const stage = run.stages.get(event.stage) ?? this.#begin(run, event.stage);
    if (event.unit === "rows") stage.rows.set(event.counter, event.value);
    else if (event.counter.includes("Failed")) stage.failed = event.value;
    else stage.files = { value: event.value, total: event.total };
    this.#show(host, run);
  }

  #finish(host: CellHost, event: Extract<PipelineEvent, { type: "stageFinished" }>): void {
    const run = this.#runs.get(host)?.get(event.pipeline);
    const stage = run?.stages.get(event.stage);
    if (run === undefined || stage === undefined) return;
    stage.state = stage.failed === undefined ? "done" : "failed";
    stage.ms = event.ms;
    this.#show(host, run);
  }

  /** A stage that begins after it was done, or after a later one, belongs to a new run. */
  #runOf(host: CellHost, pipeline: string, stage: Stage["stage"]): Run {
    const runs = this.#runs.get(host) ?? new Map<string, Run>();
    this.#runs.set(host, runs);
    const known = runs.get(pipeline);
    const isOver = known !== undefined && (known.stages.get(stage)?.ms !== undefined || order.slice(order.indexOf(stage) + 1).some((later) => known.stages.get(later)?.ms !== undefined));
    if (known !== undefined && !isOver) return known;
    const run: Run = { pipeline, began: this.#now(), stages: new Map(), slot: undefined };
    runs.set(pipeline, run);
    return run;
  }

  #begin(run: Run, name: Stage["stage"]): Stage {
    const stage: Stage = { stage: name, began: this.#now(), state: "running", ms: undefined, files: undefined, failed: undefined, rows: new Map() };
    run.stages.set(name, stage);
    return stage;
  }

  #show(host: CellHost, run: Run): void {
    if (run.slot === undefined && this.#now() - run.began < patienceMs) return;
    if (run.slot === undefined) {
      run.slot = host.show(this.#output(run));
      this.#follow(host, run);
    }
    run.slot.update(() => this.#output(run));
  }

  /** Moves the clock while stages run. When their cell ends before they do, it failed or was stopped, and so did they. */
  #follow(host: CellHost, run: Run): void {
    const timer = setInterval(() => {
      const unfinished = [...run.stages.values()].filter(({ state }) => state === "running");
      if (!host.isRunning()) {
        for (const stage of unfinished) Object.assign(stage, { state: "failed", ms: this.#now() - stage.began });
        clearInterval(timer);
        if (unfinished.length === 0) return;
      }
      run.slot?.update(() => this.#output(run));
    }, tickMs);
    host.onDispose(() => clearInterval(timer));
  }

  #output(run: Run): PipelineRunOutput {
    return { kind: "pipelineRun", pipeline: run.pipeline, stages: order.flatMap((name) => run.stages.get(name) ?? []).map((stage) => this.#progressOf(stage)) };
  }

  #progressOf({ stage, state, began, ms, files, failed, rows }: Stage): PipelineStageProgress {
    const tables = [...rows].map(([name, count]) => ({ name, rows: count }));
    return {
      stage,
      state,
      elapsedMs: ms ?? this.#now() - began,
      ...(files === undefined ? {} : { files: { value: files.value, ...(files.total === undefined ? {} : { total: files.total }), ...(failed === undefined ? {} : { failed }) } }),
      tables: tables.slice(0, namedTables),
      ...(tables.length > namedTables ? { moreTables: tables.length - namedTables } : {}),
      rows: tables.reduce((sum, table) => sum + table.rows, 0),
    };
  }
}
