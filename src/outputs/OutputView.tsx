import type { Output, OutputEntry } from "../kernel/protocol.ts";
import type { OutputActions } from "./actions.ts";
import { ChartView } from "./ChartView.tsx";
import { ErrorView } from "./ErrorView.tsx";
import { InputView } from "./InputView.tsx";
import { NestedOutputContext } from "./layout/NestedOutput.tsx";
import { lazyView } from "./lazyView.tsx";
import { MarkdownView } from "./MarkdownView.tsx";
import { formatNumber } from "./numbers.ts";
import { OutputBoundary } from "./OutputBoundary.tsx";
import { outputText } from "./outputText.ts";
import { ProgressView } from "./ProgressView.tsx";
import { TablePlaceholder } from "./table/TablePlaceholder.tsx";
import { TextView } from "./TextView.tsx";
import { TreeView } from "./TreeView.tsx";
import "./OutputView.css";

export type { OutputActions } from "./actions.ts";

const ChartElementsView = lazyView(() => import("./ChartElementsView.tsx").then((code) => code.ChartElementsView));
const DiagramView = lazyView(() => import("./diagram/DiagramView.tsx").then((code) => code.DiagramView));
const LayoutView = lazyView(() => import("./layout/LayoutView.tsx").then((code) => code.LayoutView));
const MediaView = lazyView(() => import("./media/MediaView.tsx").then((code) => code.MediaView));
const PipelineRunView = lazyView(() => import("./pipeline/PipelineRunView.tsx").then((code) => code.PipelineRunView));
const TableView = lazyView(
  () => import("./table/TableView.tsx").then((code) => code.TableView),
  ({ output }) => <TablePlaceholder output={output} />,
);
const TimelineView = lazyView(() => import("./pipeline/TimelineView.tsx").then((code) => code.TimelineView));

export interface OutputViewProps {
  readonly entry: OutputEntry;
  readonly actions: OutputActions;
  /** Id of the cell that shows the output: where an error's place is when the error names no other cell. */
  readonly cell?: string;
}

/**
 * Shows one output, whatever its kind. Updates under the same key re-render in place (give the element that key).
 * A renderer that throws is replaced by the output as plain text; a kind that this version does not know gets a calm message.
 */
export function OutputView({ entry, actions, cell }: OutputViewProps) {
  const nested = (output: Output, key: string) => <OutputView key={key} entry={{ key, output }} actions={actions} cell={cell} />;
  return (
    <div className="output-item" data-kind={entry.output.kind}>
      <OutputBoundary subject={entry.output} fallback={() => outputText(entry.output)}>
        <NestedOutputContext value={nested}>
          <RenderedOutput entry={entry} actions={actions} cell={cell} />
        </NestedOutputContext>
      </OutputBoundary>
    </div>
  );
}

function RenderedOutput({ entry, actions, cell }: OutputViewProps) {
  const { output } = entry;
  switch (output.kind) {
    case "accordion":
    case "callout":
    case "stack":
    case "stat":
    case "tabs":
      return <LayoutView output={output} />;
    case "diagram":
      return <DiagramView output={output} />;
    case "download":
    case "image":
      return <MediaView output={output} actions={actions} />;
    case "pipelineRun":
      return <PipelineRunView output={output} />;
    case "timeline":
      return <TimelineView output={output} />;
    case "text":
      return <TextView output={output} actions={actions} />;
    case "markdown":
      return (
        <>
          <MarkdownView markdown={output.markdown} />
          {output.cutFrom !== undefined && (
            <p className="output-note">
              First {formatNumber(output.markdown.length)} of {formatNumber(output.cutFrom)} characters.
            </p>
          )}
        </>
      );
    case "tree":
      return <TreeView output={output} actions={actions} />;
    case "table":
      return <TableView key={output.table} output={output} actions={actions} />;
    case "chart":
      return <ChartView chart={output.chart} />;
    case "chartElements":
      return <ChartElementsView root={output.root} />;
    case "progress":
      return <ProgressView output={output} />;
    case "input":
      return <InputView output={output} actions={actions} />;
    case "error":
      return <ErrorView error={output.error} cell={cell} actions={actions} />;
    default:
      return (
        <p className="output-unknown">
          This version of the app cannot show an output of the kind “{String((output as { kind?: unknown }).kind)}”. Reload the page to get the newest one.
        </p>
      );
  }
}
