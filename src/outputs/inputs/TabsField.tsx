import { Tabs } from "radix-ui";
import { NestedOutput } from "../layout/NestedOutput.tsx";
import type { FieldViewProps } from "./fieldView.ts";
import { nameOf } from "./inputText.ts";
import { useLiveValue } from "./useLiveValue.ts";
import "../layout/LayoutView.css";

/** Tabs whose open one is a value. */
export function TabsField({ output, send }: FieldViewProps<"tabs">) {
  const { spec } = output;
  const live = useLiveValue(output.value, send);
  return (
    <Tabs.Root className="output-tabs" value={live.value} onValueChange={live.set}>
      <Tabs.List className="output-tabs-list" aria-label={spec.label === "" ? nameOf(output) : spec.label}>
        {spec.tabs.map(({ name }) => (
          <Tabs.Trigger key={name} className="output-tabs-tab" value={name} disabled={spec.disabled && name !== live.value}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {spec.tabs.map(({ name, content }) => (
        <Tabs.Content key={name} className="output-tabs-content" value={name}>
          <NestedOutput output={content} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
