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

/** Counters under one title: those of a stage, and in normalize and load of a package. */
interface Board {
  readonly stage: ProgressEvent["stage"];
  readonly counters: Map<string, RunningCounter>;
  lastPrint: number;
  /** Something has changed since the last block. */
  isDue: boolean;
}

/** Collects the events of one pipeline and prints them. Stages may overlap. */
export class ProgressLog {
  readonly #pipelineName: string;
  readonly #print: (text: string) => void;
  readonly #usage: () => string | undefined;
  readonly #now: () => number;
  readonly #boards = new Map<string, Board>();

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
        return this.#finish(event.stage);
      case "warning":
    }
  }

  #count(event: ProgressEvent): void {
    const { stage, counter, value, total, unit, message } = event;
    const title = titleOf(event, this.#pipelineName);
    const board = this.#boards.get(title) ?? { stage, counters: new Map<string, RunningCounter>(), lastPrint: 0, isDue: true };
    this.#boards.set(title, board);
    const at = this.#now();
    const before = board.counters.get(counter);
    board.counters.set(counter, { value, total, message, began: before?.began ?? at });
    board.isDue ||= before?.value !== value;
    const isComplete = value === total && before?.value !== value && unit !== "resources";
    if (before === undefined || isComplete || at - board.lastPrint >= logPeriodMs) this.#block(title, board);
  }

  #finish(stage: ProgressEvent["stage"]): void {
    for (const [title, board] of this.#boards) {
      if (board.stage !== stage) continue;
      if (board.isDue) this.#block(title, board);
      this.#boards.delete(title);
    }
  }

  #block(title: string, board: Board): void {
    const at = this.#now();
    const lines = Array.from(board.counters, ([name, counter]) => progressLine(name, counter, (at - counter.began) / 1_000));
    const usage = this.#usage();
    this.#print([progressHeader(title), ...lines, ...(usage === undefined ? [] : [usage]), ""].join("\n"));
    board.lastPrint = at;
    board.isDue = false;
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
