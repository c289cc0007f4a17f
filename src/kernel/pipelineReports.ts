/** What pipelines report, shown below the cell that runs them: one bar while a stage takes its time, warnings as console lines. */
import type { PipelineEvent, ProgressEvent } from "../pipeline/host.ts";
import type { CellHost, OutputSlot } from "../std/cellHost.ts";
import type { ProgressOutput } from "../std/output.ts";

/** A stage that ends sooner shows no bar. */
const patienceMs = 300;

interface Bar {
  readonly stage: string;
  readonly began: number;
  slot: OutputSlot | undefined;
  output: ProgressOutput;
}

export class PipelineReports {
  readonly #current: () => CellHost | undefined;
  readonly #now: () => number;
  readonly #bars = new WeakMap<CellHost, Bar>();

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

  /** A bar shows one counter of a stage: rows of extract, files of normalize, jobs of load. */
  #progress(host: CellHost, event: ProgressEvent): void {
    if (event.unit === "resources" || (event.stage === "normalize" && event.unit === "rows")) return;
    const stage = `${event.pipeline} · ${event.stage}`;
    const before = this.#bars.get(host);
    const bar: Bar = before?.stage === stage ? before : { stage, began: this.#now(), slot: before?.slot, output: blank(stage) };
    this.#bars.set(host, bar);
    const elapsedMs = this.#now() - bar.began;
    bar.output = {
      kind: "progress",
      label: `${stage} · ${event.counter}`,
      value: event.value,
      ...(event.total === undefined ? {} : { total: event.total }),
      unit: event.unit,
      elapsedMs,
      done: false,
    };
    if (elapsedMs >= patienceMs) bar.slot ??= host.show(bar.output);
    bar.slot?.update(() => this.#latest(host));
  }

  #finish(host: CellHost, event: Extract<PipelineEvent, { type: "stageFinished" }>): void {
    const bar = this.#bars.get(host);
    if (bar?.stage !== `${event.pipeline} · ${event.stage}`) return;
    bar.output = { ...bar.output, elapsedMs: event.ms, done: true };
    bar.slot?.update(() => this.#latest(host));
  }

  #latest(host: CellHost): ProgressOutput {
    return this.#bars.get(host)?.output ?? blank("");
  }
}

function blank(label: string): ProgressOutput {
  return { kind: "progress", label, value: 0, elapsedMs: 0, done: false };
}
