/** Reports as text for a person at a terminal. */
import type { LessonReport, ReplayReport, ReportedError, ReportedOutput } from "../app/headless/contract.ts";

type ChartElement = Extract<ReportedOutput, { kind: "chartElements" }>["root"];
type InputOutput = Extract<ReportedOutput, { kind: "input" }>;
type Ran = Extract<LessonReport, { kind: "ran" }>;

const longestText = 400;

/** A lesson's run: one line for each cell, its error and console below it, and the sum. */
export function printLesson({ lesson, ok, cells, checks }: Ran): string {
  const failed = cells.filter((cell) => cell.error !== undefined).length;
  return [
    ...cells.flatMap((cell) => [
      `${mark(cell.status)} ${cell.id}  ${cell.status}${cell.ms === null ? "" : `  ${Math.round(cell.ms)} ms`}${cell.blockedBy === undefined ? "" : `  (because of ${cell.blockedBy})`}`,
      ...errorLines(cell.error),
      ...cell.console.map((line) => `    ${line.level === "log" ? "" : `${line.level}: `}${line.text}`),
      ...cell.outputs.map((output) => `    ${printOutput(output)}`),
    ]),
    ...checks.flatMap((check) => [`${mark(check.status)} check ${check.name ?? check.id}  ${check.status}`, ...errorLines(check.error)]),
    `${lesson}: ${ok ? "all cells ran" : `${failed} of ${cells.length} cells failed`}`,
  ].join("\n");
}

/** A session's replay: for each step what ran, how every cell stands, and the names. */
export function printReplay({ steps, error }: ReplayReport): string {
  const lines = steps.flatMap((step, index) => [
    `step ${index + 1}: ran ${step.ran.length === 0 ? "nothing" : step.ran.join(", ")}`,
    ...Object.entries(step.cells).flatMap(([id, cell]) => [
      `  ${id}  ${cell.result ?? "not run"}${cell.stale ? ", stale" : ""}, ${cell.runs} run${cell.runs === 1 ? "" : "s"}${cell.blockedBy === undefined ? "" : ` (because of ${cell.blockedBy})`}`,
      ...errorLines(cell.error),
    ]),
    `  names: ${JSON.stringify(step.names)}`,
  ]);
  return [...lines, ...(error === undefined ? [] : [`ended early: ${error.code} ${error.message}`])].join("\n");
}

const mark = (status: string) => (status === "success" ? "✓" : ["idle", "disabled", "stopped"].includes(status) ? "·" : "✗");

function errorLines(error: ReportedError | undefined): string[] {
  if (error === undefined) return [];
  const place = error.line === null ? "" : `${error.line}:${error.column ?? 1} `;
  return [`    ${place}${error.code} ${error.message}`];
}

function printOutput(output: ReportedOutput): string {
  switch (output.kind) {
    case "text":
      return cut(output.text);
    case "markdown":
      return cut(output.markdown);
    case "tree":
      return cut(output.root.preview);
    case "table":
      return `table: ${output.columns.map((column) => column.name).join(", ")} · ${output.rowCount} rows`;
    case "chart":
      return `chart: ${output.chart.title ?? output.chart.type} · ${output.chart.series.map((series) => series.label).join(", ")} · ${output.chart.data.length} points`;
    case "chartElements":
      return printElements(output.root);
    case "progress":
      return `${output.label}: ${output.value}${output.total === undefined ? "" : ` of ${output.total}`}`;
    case "input":
      return cut(printInput(output));
    case "accordion":
      return indented(output.sections.map(({ title, content }) => `${title}: ${printOutput(content)}`));
    case "callout":
      return `${output.title ?? output.tone}: ${printOutput(output.content)}`;
    case "diagram":
      return cut(output.text);
    case "download":
      return `file: ${output.name} · ${output.bytes} bytes`;
    case "image":
      return `picture: ${output.alt === "" ? "without words" : output.alt} · ${output.bytes} bytes`;
    case "pipelineRun":
      return `${output.pipeline}: ${output.stages.map(({ stage, state, rows, elapsedMs }) => `${stage} ${state}${rows === 0 ? "" : `, ${rows} rows`}, ${Math.round(elapsedMs)} ms`).join(" · ")}`;
    case "stack":
      return indented(output.items.map(printOutput));
    case "stat":
      return [`${output.label === "" ? "" : `${output.label}: `}${output.value}`, output.change?.text, output.caption].filter((part) => part !== undefined && part !== "").join(", ");
    case "tabs":
      return indented(output.tabs.map(({ title, content }) => `${title}: ${printOutput(content)}`));
    case "timeline":
      return `timeline: ${output.title} · ${output.cutFrom ?? output.jobs.length} jobs · ${Math.round(output.ms)} ms`;
    default:
      return "error" in output ? `${output.error.code} ${output.error.message}` : cut(JSON.stringify(output));
  }
}

function indented(lines: readonly string[]): string {
  return lines.join("\n    ");
}

/** An input in words: what it asks and what it holds; those within it follow. */
function printInput({ spec, value }: InputOutput): string {
  const name = spec.label === "" ? spec.type : spec.label;
  switch (spec.type) {
    case "array":
    case "dictionary":
      return `${name} {${spec.items.map(({ key, content }) => `${key}: ${printInput(content)}`).join(", ")}}`;
    case "button":
    case "runButton":
      return `[${name}]`;
    case "form":
      return `${name} ${value === true ? "(submitted)" : "(not submitted)"} {${printInput(spec.content)}}`;
    case "table":
      return `${name}: ${Array.isArray(value) ? value.length : 0} of ${spec.rowCount} rows picked`;
    default:
      return `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`;
  }
}

/** A chart written as elements: its title or kind, its series, how many rows it draws. */
function printElements(root: ChartElement): string {
  const chart = root.type === "ResponsiveContainer" ? (root.children[0] ?? root) : root;
  const series = chart.children.filter((child) => ["Area", "Bar", "Line", "Pie", "Scatter"].includes(child.type));
  const rows = [chart, ...series].map(({ props }) => props["data"]).find((data) => Array.isArray(data));
  const names = series.map(({ type, props }) => String(props["name"] ?? props["dataKey"] ?? type));
  return `chart: ${[String(chart.props["title"] ?? chart.type), names.join(", "), `${Array.isArray(rows) ? rows.length : 0} points`].filter(Boolean).join(" · ")}`;
}

function cut(text: string): string {
  const short = text.length > longestText ? `${text.slice(0, longestText)} … (${text.length} characters)` : text;
  return short.replaceAll("\n", "\n    ");
}
