/** Everything that a cell can use without defining it; the module `watercourse`. */
import type { CellHost } from "./cellHost.ts";
import { type ChartMaker, makeChartMaker } from "./chart.ts";
import { type CellConsole, makeConsole } from "./cellConsole.ts";
import { stop } from "./controlFlow.ts";
import { type LayoutMakers, makeLayouts } from "./layouts.ts";
import { md } from "./markdown.ts";
import { diagram, type DownloadMaker, image, makeDownload } from "./media.ts";
import { makeParallelMap, type ParallelMap } from "./parallel/parallelMap.ts";
import { makeWorkerPool, type WorkerPoolMaker } from "./parallel/workerPool.ts";
import { type ProgressMaker, makeProgress } from "./progress.ts";
import { type Display, makeDisplay } from "./show.ts";
import { makeTree, type TreeMaker } from "./showTree.ts";
import { type Sleep, type SleepSync, makeSleep, makeSleepSync } from "./sleep.ts";
import { stat } from "./stat.ts";
import { type StateMaker, makeState } from "./state.ts";
import { makeSweep, type SweepMaker } from "./sweep/sweep.ts";
import { createUi, type Ui } from "./ui/index.ts";

export type { CellConsole } from "./cellConsole.ts";
export type { Chart, ChartMaker, ChartOptions, ChartPoint } from "./chart.ts";
export type { ChartNode } from "./chartElements.ts";
export type { AccordionOptions, CalloutOptions, Layout, LayoutMakers, Sections, StackOptions } from "./layouts.ts";
export type { Markdown } from "./markdown.ts";
export type { Diagram, Download, DownloadMaker, DownloadOptions, FileData, ImageOptions, Picture } from "./media.ts";
export type { ParallelMap, ParallelOptions } from "./parallel/parallelMap.ts";
export type { WorkerPool, WorkerPoolMaker, WorkerPoolOptions } from "./parallel/workerPool.ts";
export type { ProgressBar, ProgressMaker, ProgressOptions } from "./progress.ts";
export type { Tree, TreeMaker } from "./showTree.ts";
export type * from "./ui/index.ts";
export type { Stat, StatOptions } from "./stat.ts";
export type { SweepMaker, SweepOptions, SweepResult, SweepRow, SweepRun } from "./sweep/sweep.ts";
export type { Spread } from "./sweep/spread.ts";

/** The names that every cell has. A cell that defines one of them hides it. */
export interface Std {
  readonly display: Display;
  readonly md: typeof md;
  readonly chart: ChartMaker;
  readonly hstack: LayoutMakers["hstack"];
  readonly vstack: LayoutMakers["vstack"];
  readonly tabs: LayoutMakers["tabs"];
  readonly accordion: LayoutMakers["accordion"];
  readonly callout: LayoutMakers["callout"];
  readonly stat: typeof stat;
  readonly image: typeof image;
  readonly download: DownloadMaker;
  readonly diagram: typeof diagram;
  readonly tree: TreeMaker;
  readonly progress: ProgressMaker;
  readonly ui: Ui;
  readonly state: StateMaker;
  readonly stop: typeof stop;
  readonly sleep: Sleep;
  readonly sleepSync: SleepSync;
  readonly sweep: SweepMaker;
  readonly parallelMap: ParallelMap;
  readonly WorkerPool: WorkerPoolMaker;
  /** Name of the worker that runs this code: `main` in a cell. */
  readonly workerName: () => string;
}

/** Makes the functions for one run of one cell. */
export function createStd(host: CellHost): Std {
  return {
    display: makeDisplay(host),
    md,
    chart: makeChartMaker(host),
    ...makeLayouts(host),
    stat,
    image,
    download: makeDownload(host),
    diagram,
    tree: makeTree(host),
    progress: makeProgress(host),
    ui: createUi(host),
    state: makeState(host),
    stop,
    sleep: makeSleep(host),
    sleepSync: makeSleepSync(host),
    sweep: makeSweep(host),
    parallelMap: makeParallelMap(host),
    WorkerPool: makeWorkerPool(host),
    workerName: () => "main",
  };
}

/** The cell's own console. */
export function createConsole(host: Pick<CellHost, "print">): CellConsole {
  return makeConsole((line) => host.print(line));
}
