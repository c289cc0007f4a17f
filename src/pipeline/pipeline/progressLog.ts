/** Progress as lines in the console (dlt: LogCollector): one block per stage and second, and one at the end of a stage. */
import type { PipelineEvent } from "../host.ts";

/** Between two blocks, in ms. */
const logPeriodMs = 1_000;
const headerWidth = 80;

interface Counter {
  readonly value: number;
  readonly total: number | undefined;
}

/** Collects the events of one pipeline and prints them. */
export class ProgressLog {
  readonly #pipelineName: string;
  readonly #print: (text: string) => void;
  readonly #counters = new Map<string, Counter>();
  #stageBegan = performance.now();
  #lastPrint = 0;

  constructor(pipelineName: string, print: (text: string) => void = (text) => console.log(text)) {
    this.#pipelineName = pipelineName;
    this.#print = print;
  }

  take(event: PipelineEvent): void {
    if (event.type === "warning") return;
    if (event.type === "stageFinished") {
      this.#stageBegan = performance.now() - event.ms;
      if (this.#counters.size > 0) this.#block(event.stage);
      this.#counters.clear();
      this.#stageBegan = performance.now();
      return;
    }
    if (this.#counters.size === 0) this.#stageBegan = performance.now();
    this.#counters.set(event.counter, event);
    if (performance.now() - this.#lastPrint >= logPeriodMs) this.#block(event.stage);
  }

  #block(stage: string): void {
    const seconds = (performance.now() - this.#stageBegan) / 1000;
    const header = progressHeader(`${stage.slice(0, 1).toUpperCase()}${stage.slice(1)} ${this.#pipelineName}`);
    const lines = Array.from(this.#counters, ([name, counter]) => progressLine(name, counter, seconds));
    this.#print([header, ...lines, ""].join("\n"));
    this.#lastPrint = performance.now();
  }
}

/** A title in the middle of a line of dashes. */
export function progressHeader(title: string): string {
  const padded = ` ${title} `;
  const left = Math.max(0, Math.floor((headerWidth - padded.length) / 2));
  return padded.padStart(padded.length + left, "-").padEnd(headerWidth, "-");
}

/** `Files: 1/2 (50.0%) | Time: 0.01s | Rate: 79.01/s`; without a total `items: 3  | Time: …`. */
export function progressLine(name: string, { value, total }: Counter, seconds: number): string {
  const share = total === undefined ? " " : `/${total} (${((100 * value) / Math.max(total, 1)).toFixed(1)}%)`;
  const rate = seconds > 0 ? value / seconds : 0;
  return `${name}: ${value}${share} | Time: ${seconds.toFixed(2)}s | Rate: ${rate.toFixed(2)}/s`;
}
