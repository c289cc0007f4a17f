/** `sweep`: measures a function at every combination of some parameters, and draws what comes out. */
import { CodedError } from "../../diagnostic/codedError.ts";
import type { CellHost, OutputSlot } from "../cellHost.ts";
import { passesThroughCatch } from "../controlFlow.ts";
import { stdError } from "../errors.ts";
import type { Output } from "../output.ts";
import { previewValue, typeName } from "../preview.ts";
import { liveSymbol, type LiveValue } from "../show.ts";
import { isPlainObject } from "../tableSource.ts";
import { type Measurement, readMeasurement } from "./measurement.ts";
import { planRuns } from "./plan.ts";
import { noteSettings, type Settings } from "./settings.ts";
import { nameOf, pointsOf, type SweepPoint, type SweepSpace } from "./space.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { spreadsOf, type PointResult, type SweepProgress, SweepView } from "./sweepView.ts";
import { TimeLeft } from "./timeLeft.ts";

export interface SweepOptions {
  /** How often each point is measured. Default 3. */
  readonly repeats?: number;
  /** Runs of each point before the first that counts. Default 1. */
  readonly warmup?: number;
  /** `random` (default): every round over all points is shuffled, so that drift falls on all alike. `given`: as listed. */
  readonly order?: "random" | "given";
  /** Makes the random order repeatable: a whole number. Default: another one each time, told in the result. */
  readonly seed?: number;
  /** What the number is that a run returns, for chart and table. Default `seconds`. */
  readonly label?: string;
  /** Stands above the chart. */
  readonly title?: string;
  /** False: measures everything anew even if Stop ended this sweep before. Default true. */
  readonly resume?: boolean;
}

/** What a run is told besides its parameters. */
export interface SweepRun {
  /** Which measurement of this point it is, from 1; 0 for a warm-up run. */
  readonly repeat: number;
  readonly isWarmup: boolean;
  /** Aborts on Stop. */
  readonly signal: AbortSignal;
}

/** One point with what was measured there; median and spread are those of the first metric. */
export interface SweepRow<Point> extends Spread {
  readonly params: Point;
  /** All metrics by name. */
  readonly metrics: Readonly<Record<string, Spread>>;
  /** Why the point could not be measured; null when it could. */
  readonly error: string | null;
}

export interface SweepResult<Point> {
  /** One for each point, in the order of the parameters' lists. */
  readonly rows: readonly SweepRow<Point>[];
  /** With this seed the runs come in the same order again. */
  readonly seed: number;
}

/**
 * Runs the function for every combination of the parameters and shows progress, a chart and a table meanwhile.
 * A run returns a number, an object of numbers, or nothing: then its duration in seconds counts. Settings that it
 * changes (`env`, `dlt.config`) are set back after it. After Stop the cell goes on where it was when it runs again, as
 * long as its text and all that it reads are the same.
 *
 * @throws E580 to E585
 */
export interface SweepMaker {
  <const Space extends SweepSpace>(
    space: Space,
    run: (point: SweepPoint<Space>, about: SweepRun) => unknown,
    options?: SweepOptions,
  ): Promise<SweepResult<SweepPoint<Space>>>;
}

interface Experiment {
  readonly points: readonly SweepPoint[];
  readonly run: (point: SweepPoint, about: SweepRun) => unknown;
  readonly options: Required<Omit<SweepOptions, "seed" | "title">> & Pick<SweepOptions, "seed" | "title">;
}

/** What is kept of an experiment until it is complete. */
interface Progress {
  readonly seed: number;
  /** By the keys of the plan's steps. */
  readonly done: Map<string, DoneStep>;
}

interface DoneStep {
  readonly point: number;
  /** Null for a warm-up run. */
  readonly measurement: Measurement | null;
  readonly ms: number;
}

interface MutableResult {
  readonly point: SweepPoint;
  readonly measurements: Measurement[];
  error: string | null;
}

const maxRuns = 10_000;

export function makeSweep(own: CellHost): SweepMaker {
  let count = 0;
  return (async (space: unknown, run: unknown, options: unknown = {}) => {
    const host = own.caller();
    const experiment = readExperiment(space, run, options);
    count += 1;
    const settings = await noteSettings();
    const key = `sweep ${count} ${JSON.stringify([experiment.points, { ...experiment.options, resume: true }])} ${settings.text}`;
    return measureAll(experiment, host, settings, key);
  }) as SweepMaker;
}

async function measureAll({ points, run, options }: Experiment, host: CellHost, settings: Settings, key: string): Promise<SweepResult<SweepPoint>> {
  const kept = host.recall();
  const before = options.resume ? (kept.get(key) as Progress | undefined) : undefined;
  const progress: Progress = before ?? { seed: options.seed ?? Math.floor(Math.random() * 2 ** 31), done: new Map() };
  kept.set(key, progress);
  const steps = planRuns({ points: points.length, repeats: options.repeats, warmup: options.warmup, order: options.order, seed: progress.seed });
  let rest = steps.filter((step) => !progress.done.has(step.key));
  if (progress.done.size > 0) host.show({ kind: "text", text: `Goes on after Stop: ${progress.done.size} of ${steps.length} runs were made before. With { resume: false } all are made anew.` });

  const results = points.map((point): MutableResult => ({ point, measurements: [], error: null }));
  const left = new TimeLeft();
  const began = performance.now();
  const state = (label: string, isDone = false): SweepProgress => ({ label, done: steps.length - rest.length, total: steps.length, elapsedMs: performance.now() - began, leftMs: isDone ? undefined : left.of(rest), isDone });
  const view = new SweepView(host, points, options.title, state("Sweep"));
  const add = (at: number, { measurement, ms }: DoneStep): void => {
    left.note(at, ms);
    const result = results[at];
    if (measurement === null || result === undefined) return;
    result.measurements.push(measurement);
    view.measured(result.point, measurement);
  };
  for (const done of progress.done.values()) add(done.point, done);
  view.tabulate(results);

  let names: readonly string[] | undefined;
  let firstError: unknown;
  for (let step = rest[0]; step !== undefined; step = rest[0]) {
    const { point: at, repeat, key: stepKey } = step;
    const point = points[at] ?? {};
    view.progress(state(`${nameOf(point)}${repeat === 0 ? " · warm-up" : ""}`));
    await letMessagesIn(host);
    host.check();
    rest = rest.slice(1);
    try {
      const { returned, ms } = await timed(() => run(point, { repeat, isWarmup: repeat === 0, signal: host.signal }), settings);
      host.check();
      const measurement = readMeasurement(returned, ms / 1000, options.label, names);
      names = Object.keys(measurement);
      const done: DoneStep = { point: at, measurement: repeat === 0 ? null : measurement, ms };
      progress.done.set(stepKey, done);
      add(at, done);
    } catch (error) {
      if (passesThroughCatch(error) || isMisuse(error)) throw error;
      firstError ??= error;
      const failed = results[at];
      if (failed !== undefined) failed.error = messageOf(error);
      rest = rest.filter((other) => other.point !== at);
    }
    view.tabulate(results);
  }
  kept.delete(key);
  if (results.every(({ error }) => error !== null)) throw stdError("E584", { message: messageOf(firstError) }, { cause: firstError });
  view.progress(state("Sweep", true));
  return new FinishedSweep(results.map(rowOf), progress.seed);
}

/** The clock stops before the settings are put back. */
async function timed(work: () => unknown, settings: Settings): Promise<{ readonly returned: unknown; readonly ms: number }> {
  try {
    const begun = performance.now();
    const returned = await work();
    return { returned, ms: performance.now() - begun };
  } finally {
    settings.restore();
  }
}

/** Sends what is to be seen and lets messages in, outside of what is timed. */
async function letMessagesIn(host: CellHost): Promise<void> {
  host.flush();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

function rowOf({ point, measurements, error }: PointResult): SweepRow<SweepPoint> {
  const metrics = spreadsOf(measurements);
  return { params: point, ...(Object.values(metrics)[0] ?? spreadOf([])), metrics, error };
}

/** The result has been shown while it came about; as the last expression of a cell it is not shown again. */
class FinishedSweep implements SweepResult<SweepPoint>, LiveValue {
  readonly rows: readonly SweepRow<SweepPoint>[];
  readonly seed: number;

  constructor(rows: readonly SweepRow<SweepPoint>[], seed: number) {
    this.rows = rows;
    this.seed = seed;
  }

  [liveSymbol](_show: (output: Output) => OutputSlot): boolean {
    return false;
  }
}

/** @throws E580 to E582, E585 */
function readExperiment(space: unknown, run: unknown, options: unknown): Experiment {
  const points = pointsOf(space);
  if (typeof run !== "function") throw stdError("E585", { type: typeName(run) });
  if (!isPlainObject(options)) throw stdError("E581", { option: "options", value: previewValue(options, 60), expected: "an object" });
  const { repeats = 3, warmup = 1, order = "random", seed, label = "seconds", title, resume = true } = options;
  const check = (option: string, value: unknown, isFine: boolean, expected: string): void => {
    if (!isFine) throw stdError("E581", { option, value: previewValue(value, 60), expected });
  };
  check("repeats", repeats, isCount(repeats, 1), "a whole number from 1");
  check("warmup", warmup, isCount(warmup, 0), "a whole number from 0");
  check("order", order, order === "random" || order === "given", '"random" or "given"');
  check("seed", seed, seed === undefined || Number.isSafeInteger(seed), "a whole number");
  check("label", label, typeof label === "string" && label !== "" && !Object.hasOwn(points[0] ?? {}, label), "a text that is not the name of a parameter");
  check("title", title, title === undefined || typeof title === "string", "a text");
  check("resume", resume, typeof resume === "boolean", "true or false");
  const read = { repeats, warmup, order, label, resume, ...(seed === undefined ? {} : { seed }), ...(title === undefined ? {} : { title }) } as Experiment["options"];
  const runs = points.length * (read.repeats + read.warmup);
  if (runs > maxRuns) throw stdError("E582", { runs, limit: maxRuns, points: points.length, repeats: read.repeats, warmup: read.warmup });
  return { points, run: run as Experiment["run"], options: read };
}

function isCount(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function isMisuse(error: unknown): boolean {
  return error instanceof CodedError && error.code === "E583";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : previewValue(error, 200);
}
