import { Accordion, Tabs } from "radix-ui";
import { useState } from "react";
import type { AccordionOutput, CalloutOutput, StackOutput, StatOutput, TabsOutput } from "../../kernel/protocol.ts";
import { formatNumber } from "../numbers.ts";
import { NestedOutput } from "./NestedOutput.tsx";
import "./LayoutView.css";

/** Outputs that hold others, and the small ones that stand among them. */
export function LayoutView({ output }: { output: AccordionOutput | CalloutOutput | StackOutput | StatOutput | TabsOutput }) {
  switch (output.kind) {
    case "accordion":
      return <AccordionView output={output} />;
    case "callout":
      return <CalloutView output={output} />;
    case "stack":
      return <StackView output={output} />;
    case "stat":
      return <StatView output={output} />;
    case "tabs":
      return <TabsView output={output} />;
  }
}

const along = { start: "flex-start", center: "center", end: "flex-end", between: "space-between" } as const;
const across = { start: "flex-start", center: "center", end: "flex-end", stretch: "stretch" } as const;

/** Items of a row share its width only where there is room; on a phone they stand below each other. */
function StackView({ output }: { output: StackOutput }) {
  const { direction, items, gap, align, justify, widths, more } = output;
  return (
    <div
      className="output-stack"
      data-direction={direction}
      data-shared={widths !== undefined || undefined}
      style={{ gap, alignItems: across[align] ?? "stretch", justifyContent: along[justify] ?? "flex-start" }}
    >
      {items.map((item, index) => (
        <div key={index} className="output-stack-item" style={widths === undefined ? undefined : { flexGrow: widths[index] ?? 1, flexBasis: 0 }}>
          <NestedOutput output={item} />
        </div>
      ))}
      {more !== undefined && <p className="output-note">{formatNumber(more)} more are not shown.</p>}
    </div>
  );
}

function TabsView({ output }: { output: TabsOutput }) {
  const [chosen, setChosen] = useState(0);
  const open = Math.min(chosen, output.tabs.length - 1);
  return (
    <Tabs.Root className="output-tabs" value={String(open)} onValueChange={(value) => setChosen(Number(value))}>
      <Tabs.List className="output-tabs-list">
        {output.tabs.map(({ title }, index) => (
          <Tabs.Trigger key={index} className="output-tabs-tab" value={String(index)}>
            {title}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {output.tabs.map(({ content }, index) => (
        <Tabs.Content key={index} className="output-tabs-content" value={String(index)}>
          <NestedOutput output={content} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function AccordionView({ output }: { output: AccordionOutput }) {
  const [open, setOpen] = useState<readonly string[]>(() => output.sections.flatMap((section, index) => (section.open === true ? [String(index)] : [])));
  const sections = output.sections.map(({ title, content }, index) => (
    <Accordion.Item key={index} className="output-accordion-item" value={String(index)}>
      <Accordion.Header asChild>
        <div role="heading" aria-level={4}>
          <Accordion.Trigger className="output-accordion-trigger">{title}</Accordion.Trigger>
        </div>
      </Accordion.Header>
      <Accordion.Content className="output-accordion-content">
        <NestedOutput output={content} />
      </Accordion.Content>
    </Accordion.Item>
  ));
  return output.multiple ? (
    <Accordion.Root className="output-accordion" type="multiple" value={[...open]} onValueChange={setOpen}>
      {sections}
    </Accordion.Root>
  ) : (
    <Accordion.Root className="output-accordion" type="single" collapsible value={open[0] ?? ""} onValueChange={(value) => setOpen(value === "" ? [] : [value])}>
      {sections}
    </Accordion.Root>
  );
}

const toneNames = { note: "Note", tip: "Tip", success: "Success", warning: "Warning", danger: "Danger" } as const;
const toneMarks = { note: "M8 7v4M8 4.8v.1", tip: "M6 12h4M8 3a3.2 3.2 0 0 0-1.6 6v1.4h3.2V9A3.2 3.2 0 0 0 8 3", success: "m4.5 8.3 2.4 2.4 4.6-5", warning: "M8 4.4v4.4M8 11.2v.1", danger: "m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" } as const;

function CalloutView({ output }: { output: CalloutOutput }) {
  const tone = output.tone in toneNames ? output.tone : "note";
  const name = toneNames[tone];
  return (
    <aside className="output-callout" data-tone={tone} aria-label={output.title ?? name}>
      <p className="output-callout-title">
        <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
          <circle cx="8" cy="8" r="7" />
          <path d={toneMarks[tone]} />
        </svg>
        {output.title ?? name}
      </p>
      <div className="output-callout-content">
        <NestedOutput output={output.content} />
      </div>
    </aside>
  );
}

const arrows = { up: "↑", down: "↓", same: "→" } as const;

function StatView({ output }: { output: StatOutput }) {
  const { label, value, caption, change } = output;
  return (
    <dl className="output-stat">
      {label !== "" && <dt className="output-stat-label">{label}</dt>}
      <dd className="output-stat-value">{value}</dd>
      {change !== undefined && (
        <dd className="output-stat-change" data-good={change.good ?? undefined}>
          <span aria-hidden="true">{arrows[change.direction]} </span>
          <span className="output-unseen">{change.direction === "same" ? "unchanged " : `${change.direction} `}</span>
          {change.text}
        </dd>
      )}
      {caption !== undefined && <dd className="output-stat-caption">{caption}</dd>}
    </dl>
  );
}
