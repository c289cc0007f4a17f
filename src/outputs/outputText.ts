/** Any output in plain words: what is shown when its renderer fails, and what screen readers hear of a chart. */
import type { Output } from "../kernel/protocol.ts";
import { summarizeChart } from "./chart/chartSummary.ts";
import { summarizeElements } from "./chart/elements/elementModel.ts";
import { inputText } from "./inputs/inputText.ts";
import { formatBytes, formatDuration, formatNumber } from "./numbers.ts";

/** Longest text that a fallback shows, in characters. */
const LIMIT = 2000;

/** @returns one short text; never throws, whatever the output holds. */
export function outputText(output: Output): string {
  try {
    return describe(output).slice(0, LIMIT);
  } catch {
    return "This output could not be read.";
  }
}

function describe(output: Output): string {
  switch (output.kind) {
    case "accordion":
      return output.sections.map(({ title, content }) => `${title}: ${describe(content)}`).join("\n");
    case "callout":
      return `${output.title ?? output.tone}: ${describe(output.content)}`;
    case "diagram":
      return output.text;
    case "download":
      return `File ${output.name}, ${formatBytes(output.bytes)}.`;
    case "image":
      return `Picture${output.alt === "" ? "" : `: ${output.alt}`}.`;
    case "pipelineRun":
      return [output.pipeline, ...output.stages.map((stage) => `${stage.stage} ${stage.state}: ${formatNumber(stage.rows)} rows, ${formatDuration(stage.elapsedMs)}`)].join("\n");
    case "stack":
      return output.items.map(describe).join("\n");
    case "stat":
      return [`${output.label === "" ? "" : `${output.label}: `}${output.value}`, output.change?.text, output.caption].filter((part) => part !== undefined && part !== "").join(", ");
    case "tabs":
      return output.tabs.map(({ title, content }) => `${title}: ${describe(content)}`).join("\n");
    case "timeline":
      return output.text;
    case "text":
      return output.text;
    case "markdown":
      return output.markdown;
    case "tree":
      return output.root.preview;
    case "table":
      return `Table: ${formatNumber(output.rowCount)} rows; columns ${output.columns.map((column) => column.name).join(", ")}.`;
    case "chart":
      return summarizeChart(output.chart);
    case "chartElements":
      return summarizeElements(output.root);
    case "progress":
      return `${output.label}: ${formatNumber(output.value)}${output.total === undefined ? "" : ` of ${formatNumber(output.total)}`}`;
    case "input":
      return inputText(output);
    case "error":
      return `${output.error.code} ${output.error.message}`;
    default:
      return `An output of the kind "${String((output as { kind?: unknown }).kind)}".`;
  }
}
