/** Progress as lines in the console (dlt: LogCollector): a block of all counters every second, at each new one, and at the end of a stage. */
import type { PipelineEvent, ProgressEvent } from "../host.ts";
import { fixed } from "../trace/fixed.ts";
import { ResourceUsage } from "./resourceUsage.ts";

/** Between two blocks, in ms. */
const logPeriodMs = 1_000;
const headerWidth = 80;

interface Counter {
  readonly value: number;
  readonly total: number | undefined;
  readonly message?: string | undefined;
}

interface RunningCounter extends Counter {
  /** When it was told first, by the log's clock. */
  readonly began: number;
}

export interface ProgressLogOptions {
  /** Takes one block of lines. Default: the console. */
  readonly print?: ((text: string) => void) | undefined;
  /** The line about memory. Default: what this place knows. */
  readonly usage?: () => string | undefined;
  /** Clock in ms. */
  readonly now?: () => number;
}

/** Collects the events of one pipeline and prints them. */
export class ProgressLog {
  readonly #pipelineName: string;
  readonly #print: (text: string) => void;
  readonly #usage: () => string | undefined;
  readonly #now: () => number;
  readonly #counters = new Map<string, RunningCounter>();
  /** Title of the counters that are being collected. */
  #title: string | undefined;
  #lastPrint = 0;

  constructor(pipelineName: string, options: ProgressLogOptions = {}) {
    const usage = new ResourceUsage();
    this.#pipelineName = pipelineName;
    this.#print = options.print ?? ((text) => console.log(text));
    this.#usage = options.usage ?? (() => usage.line());
    this.#now = options.now ?? (() => performance.now());
  }

  take(event: PipelineEvent): void {
    switch (event.type) {
      case "progress":
        return this.#count(event);
      case "resourceOnWorker":
        return this.#print(`Resource ${event.resource} runs on ${event.worker}`);
      case "stageFinished":
        return this.#end();
      case "warning":
    }
  }

  #count(event: ProgressEvent): void {
    const title = titleOf(event, this.#pipelineName);
    if (this.#title !== title) this.#end();
    this.#title = title;
    const at = this.#now();
    const before = this.#counters.get(event.counter);
    this.#counters.set(event.counter, { value: event.value, total: event.total, message: event.message, began: before?.began ?? at });
    if (before === undefined || at - this.#lastPrint >= logPeriodMs) this.#block();
  }

  #end(): void {
    if (this.#counters.size > 0) this.#block();
    this.#counters.clear();
    this.#title = undefined;
  }

  #block(): void {
    const at = this.#now();
    const lines = Array.from(this.#counters, ([name, counter]) => progressLine(name, counter, (at - counter.began) / 1_000));
    const usage = this.#usage();
    this.#print([progressHeader(this.#title ?? this.#pipelineName), ...lines, ...(usage === undefined ? [] : [usage]), ""].join("\n"));
    this.#lastPrint = at;
  }
}

/** `Extract github`, `Normalize github in 1700000000.1`. */
function titleOf({ stage, schema, loadId }: ProgressEvent, pipelineName: string): string {
  const name = `${stage.slice(0, 1).toUpperCase()}${stage.slice(1)} ${schema ?? pipelineName}`;
  return loadId === undefined || stage === "extract" ? name : `${name} in ${loadId}`;
}

/** A title in the middle of a line of dashes. */
export function progressHeader(title: string): string {
  const padded = ` ${title} `;
  const left = Math.max(0, Math.floor((headerWidth - padded.length) / 2));
  return padded.padStart(padded.length + left, "-").padEnd(headerWidth, "-");
}

/** `Files: 1/2 (50.0%) | Time: 0.01s | Rate: 79.01/s`; without a total `items: 3  | Time: …`; a remark in brackets at the end. */
export function progressLine(name: string, { value, total, message }: Counter, seconds: number): string {
  const share = total === undefined || total === 0 ? " " : `/${total} (${fixed((100 * value) / total, 1)}%)`;
  const rate = seconds > 0 ? value / seconds : 0;
  return `${name}: ${value}${share} | Time: ${fixed(seconds, 2)}s | Rate: ${fixed(rate, 2)}/s${message === undefined ? "" : ` [${message}]`}`;
}
