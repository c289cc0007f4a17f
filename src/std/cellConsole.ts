/** The `console` of a cell: what it prints appears below the cell. */
import type { PrintedLine } from "./cellHost.ts";
import { inspectValue } from "./preview.ts";

/** The part of the browser's console that cells have. */
export interface CellConsole {
  log(...values: readonly unknown[]): void;
  info(...values: readonly unknown[]): void;
  warn(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
  debug(...values: readonly unknown[]): void;
  trace(...values: readonly unknown[]): void;
  dir(value: unknown): void;
  table(value: unknown): void;
  assert(condition: unknown, ...values: readonly unknown[]): void;
  count(label?: string): void;
  countReset(label?: string): void;
  time(label?: string): void;
  timeLog(label?: string, ...values: readonly unknown[]): void;
  timeEnd(label?: string): void;
  group(...values: readonly unknown[]): void;
  groupCollapsed(...values: readonly unknown[]): void;
  groupEnd(): void;
  clear(): void;
}

const maxLineLength = 20_000;

/** Makes a console that hands each printed text to `print`. */
export function makeConsole(print: (line: PrintedLine) => void): CellConsole {
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let indent = "";
  const write =
    (level: PrintedLine["level"]) =>
    (...values: readonly unknown[]): void => {
      const text = formatLine(values);
      print({ level, text: indent === "" ? text : indent + text.replaceAll("\n", `\n${indent}`) });
    };
  const log = write("log");
  const elapsed = (label: string): string => `${label}: ${(performance.now() - (timers.get(label) ?? performance.now())).toFixed(1)} ms`;
  const group = (...values: readonly unknown[]): void => {
    if (values.length > 0) log(...values);
    indent = indent.length < 40 ? `${indent}  ` : indent;
  };
  return {
    log,
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    debug: write("debug"),
    trace: log,
    dir: (value) => log(value),
    table: (value) => log(value),
    assert(condition, ...values) {
      if (!condition) write("error")("Assertion failed" + (values.length > 0 ? ":" : ""), ...values);
    },
    count(label = "default") {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      log(`${label}: ${counts.get(label)}`);
    },
    countReset: (label = "default") => void counts.delete(label),
    time: (label = "default") => void timers.set(label, performance.now()),
    timeLog: (label = "default", ...values) => log(elapsed(label), ...values),
    timeEnd(label = "default") {
      log(elapsed(label));
      timers.delete(label);
    },
    group,
    groupCollapsed: group,
    groupEnd: () => void (indent = indent.slice(2)),
    clear: () => undefined,
  };
}

/** Values joined by spaces, `%s %d %i %f %o %O %j %c` filled as the browser does. */
function formatLine(values: readonly unknown[]): string {
  const rest = [...values];
  let text = "";
  if (typeof rest[0] === "string" && rest.length > 1 && rest[0].includes("%")) {
    const template = String(rest.shift());
    text = template.replace(/%([sdifoOjc%])/g, (whole, kind: string) => {
      if (kind === "%") return "%";
      if (rest.length === 0) return whole;
      const value = rest.shift();
      if (kind === "c") return "";
      if (kind === "d" || kind === "i") return typeof value === "number" ? String(Math.trunc(value)) : inspectValue(value);
      return inspectValue(value);
    });
  }
  const line = [...(text === "" ? [] : [text]), ...rest.map(inspectValue)].join(" ");
  return line.length > maxLineLength ? `${line.slice(0, maxLineLength)}… (${line.length} characters)` : line;
}
