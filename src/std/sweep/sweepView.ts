/** What an experiment shows while it goes on: how far it is, a chart that grows, a table. */
import type { CellHost, OutputSlot } from "../cellHost.ts";
import { type Chart, makeChartMaker } from "../chart.ts";
import type { ChartOptions } from "../chartOptions.ts";
import type { ProgressOutput, TableColumn, TableOutput } from "../output.ts";
import { RowTable } from "../rowTable.ts";
import { showValue } from "../show.ts";
import { firstPageRows, type TableSource } from "../tableSource.ts";
import type { Measurement } from "./measurement.ts";
import { nameOf, type SweepPoint } from "./space.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** What is known of one point. */
export interface PointResult {
  readonly point: SweepPoint;
  readonly measurements: readonly Measurement[];
  /** Why it could not be measured. */
  readonly error: string | null;
}

/** How far the experiment is. */
export interface SweepProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
  readonly leftMs?: number | undefined;
  readonly isDone: boolean;
}

const seriesKey = "series";

type ResultRow = Readonly<Record<string, unknown>>;

export class SweepView {
  readonly #host: CellHost;
  readonly #points: readonly SweepPoint[];
  readonly #title: string | undefined;
  readonly #bar: OutputSlot;
  #chart: Chart | undefined;
  #table: OutputSlot | undefined;
  #rows: { readonly columns: string; readonly list: ResultRow[]; readonly source: TableSource; readonly handle: string } | undefined;

  constructor(host: CellHost, points: readonly SweepPoint[], title: string | undefined, progress: SweepProgress) {
    this.#host = host;
    this.#title = title;
    this.#points = points;
    this.#bar = host.show(progressOutput(progress));
  }

  progress(progress: SweepProgress): void {
    this.#bar.update(() => progressOutput(progress));
  }

  /** Adds a counted run to the chart. The first metric is drawn. */
  measured(point: SweepPoint, measurement: Measurement): void {
    const [metric] = Object.keys(measurement);
    if (metric === undefined) return;
    if (this.#chart === undefined) {
      this.#chart = this.#makeChart(metric);
      showValue(this.#chart, this.#host);
    }
    const [, ...others] = Object.entries(point);
    this.#chart.push({ [this.#axis()]: point[this.#axis()], [metric]: measurement[metric], ...(others.length === 0 ? {} : { [seriesKey]: nameOf(Object.fromEntries(others)) }) });
  }

  /** Shows the results so far as a table, points in the order in which they were given. */
  tabulate(results: readonly PointResult[]): void {
    const metrics = Object.keys(results.find(({ measurements }) => measurements.length > 0)?.measurements[0] ?? {});
    const hasErrors = results.some(({ error }) => error !== null);
    // Below the chart, so not before there is something to draw.
    if (metrics.length === 0) return;
    const rows = results.filter(({ measurements, error }) => measurements.length > 0 || error !== null).map((result) => rowOf(result, metrics));
    const columns = columnsOf(this.#points[0] ?? {}, metrics, hasErrors);
    const key = columns.map(({ name }) => name).join("\n");
    if (this.#rows?.columns !== key) {
      const list: ResultRow[] = [];
      const source = new RowTable(list, columns, (row, column) => row[columns[column]?.name ?? ""]);
      this.#rows = { columns: key, list, source, handle: this.#host.keepTable(source) };
    }
    const { list, source, handle } = this.#rows;
    // In place: pages that are asked for later have the rows of that moment.
    list.splice(0, list.length, ...rows);
    if (this.#table === undefined) this.#table = this.#host.show(tableOutput(source, handle));
    else this.#table.update(() => tableOutput(source, handle));
  }

  #makeChart(metric: string): Chart {
    const axis = this.#axis();
    const values = [...new Set(this.#points.map((point) => point[axis]))];
    const isNumeric = values.every((value) => typeof value === "number");
    const numbers = isNumeric ? (values as number[]) : [];
    const look: ChartOptions = {
      x: axis,
      y: metric,
      repeats: true,
      xLabel: axis,
      yLabel: metric,
      ...(this.#title === undefined ? {} : { title: this.#title }),
      ...(Object.keys(this.#points[0] ?? {}).length > 1 ? { groupBy: seriesKey } : {}),
      ...(isNumeric ? { xScale: spansDecades(numbers) ? ("log" as const) : ("linear" as const), xValues: numbers.sort((a, b) => a - b) } : { xScale: "category" as const }),
    };
    const { line, bar } = makeChartMaker(this.#host);
    return isNumeric && numbers.length > 1 ? line([], look) : bar([], { ...look, xScale: "category" });
  }

  /** The first parameter is drawn along; the others make series. */
  #axis(): string {
    return Object.keys(this.#points[0] ?? {})[0] ?? "";
  }
}

function rowOf({ point, measurements, error }: PointResult, metrics: readonly string[]): ResultRow {
  const spreads = spreadsOf(measurements);
  const cells = metrics.flatMap((name) => {
    const spread = spreads[name];
    return spread === undefined ? [] : [[`${name} (median)`, readable(spread.median)], [`${name} min`, readable(spread.min)], [`${name} max`, readable(spread.max)]] as const;
  });
  return { ...point, ...Object.fromEntries(cells), "counted runs": measurements.length, ...(error === null ? {} : { error }) };
}

/** Four digits: a clock tells no more. The result has the numbers as they were measured. */
function readable(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
}

function columnsOf(point: SweepPoint, metrics: readonly string[], hasErrors: boolean): TableColumn[] {
  const numbers = [...metrics.flatMap((name) => [`${name} (median)`, `${name} min`, `${name} max`]), "counted runs"];
  return [
    ...Object.entries(point).map(([name, value]) => ({ name, type: typeof value as "number" | "string" | "boolean" })),
    ...numbers.map((name) => ({ name, type: "number" as const })),
    ...(hasErrors ? [{ name: "error", type: "string" as const }] : []),
  ];
}

/** The spread of each metric. */
export function spreadsOf(measurements: readonly Measurement[]): Record<string, Spread> {
  const names = Object.keys(measurements[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, spreadOf(measurements.map((measurement) => measurement[name] ?? Number.NaN))]));
}

function tableOutput(source: TableSource, table: string): TableOutput {
  const rows = source.page(0, firstPageRows);
  // A table over rows in memory answers at once.
  return { kind: "table", table, columns: source.columns.map((column) => ({ ...column })), rowCount: source.rowCount, rows: rows instanceof Promise ? [] : rows };
}

function progressOutput({ label, done, total, elapsedMs, leftMs, isDone }: SweepProgress): ProgressOutput {
  return { kind: "progress", label, value: done, total, unit: "runs", elapsedMs, done: isDone, ...(leftMs === undefined ? {} : { leftMs }) };
}

function spansDecades(values: readonly number[]): boolean {
  const least = Math.min(...values);
  return least > 0 && Math.max(...values) / least >= 50;
}
