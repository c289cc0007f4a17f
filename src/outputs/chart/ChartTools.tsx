import { type RefObject, useState } from "react";
import { lazyView } from "../lazyView.tsx";
import { OutputBoundary } from "../OutputBoundary.tsx";
import { ChartTable, type ChartTableProps } from "./ChartTable.tsx";
import type { ChartMenuProps } from "./ChartMenu.tsx";

const ChartMenu = lazyView<ChartMenuProps>(
  () => import("./ChartMenu.tsx").then((module) => module.default),
  () => <SaveButton />,
);

export interface ChartToolsProps {
  readonly table: ChartTableProps;
  readonly title: string | undefined;
  readonly figure: RefObject<HTMLElement | null>;
}

/** Below a chart: its numbers as a table, and its picture to copy or to save. */
export function ChartTools({ table, title, figure }: ChartToolsProps) {
  const [isOpen, setOpen] = useState(false);
  const [wasPressed, setPressed] = useState(false);
  return (
    <>
      <div className="output-chart-tools">
        <button type="button" className="output-chart-tool" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span className="output-chart-fold" aria-hidden="true" />
          Data
        </button>
        {wasPressed ? (
          <OutputBoundary subject={title} fallback={() => "The menu could not be opened."}>
            <ChartMenu figure={figure} title={title} />
          </OutputBoundary>
        ) : (
          <SaveButton onPress={() => setPressed(true)} />
        )}
      </div>
      {isOpen && <ChartTable {...table} />}
    </>
  );
}

function SaveButton({ onPress }: { onPress?: () => void }) {
  return (
    <button type="button" className="output-chart-tool" aria-haspopup="menu" aria-expanded={false} onClick={onPress}>
      Save
    </button>
  );
}
