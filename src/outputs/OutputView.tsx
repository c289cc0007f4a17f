import type { OutputEntry } from "../kernel/protocol.ts";
import type { OutputActions } from "./actions.ts";
import { ChartView } from "./ChartView.tsx";
import { ErrorView } from "./ErrorView.tsx";
import { InputView } from "./InputView.tsx";
import { MarkdownView } from "./MarkdownView.tsx";
import { OutputBoundary } from "./OutputBoundary.tsx";
import { outputText } from "./outputText.ts";
import { ProgressView } from "./ProgressView.tsx";
import { TableView } from "./TableView.tsx";
import { TextView } from "./TextView.tsx";
import { TreeView } from "./TreeView.tsx";
import "./OutputView.css";

export type { OutputActions } from "./actions.ts";

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
  return (
    <div className="output-item" data-kind={entry.output.kind}>
      <OutputBoundary subject={entry.output} fallback={() => outputText(entry.output)}>
        <RenderedOutput entry={entry} actions={actions} cell={cell} />
      </OutputBoundary>
    </div>
  );
}

function RenderedOutput({ entry, actions, cell }: OutputViewProps) {
  const { output } = entry;
  switch (output.kind) {
    case "text":
      return <TextView output={output} />;
    case "markdown":
      return <MarkdownView markdown={output.markdown} />;
    case "tree":
      return <TreeView output={output} />;
    case "table":
      return <TableView key={output.table} output={output} actions={actions} />;
    case "chart":
      return <ChartView chart={output.chart} />;
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
