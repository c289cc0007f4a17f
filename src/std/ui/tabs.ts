/** `ui.tabs`: parts of which the reader opens one; the value is its name. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { NestedOutputs } from "../nestedOutputs.ts";
import { previewValue } from "../preview.ts";
import { isPlainObject } from "../tableSource.ts";
import { fieldSpec } from "./field.ts";
import { type Input, type InputOptions, makeInput } from "./input.ts";

export interface TabsOptions<Name extends string> extends InputOptions<Name> {
  /** The tab that is open at first. Default: the first one. */
  readonly value?: NoInfer<Name> | undefined;
}

/** Tabs by their names, each with anything that can be shown. Inputs in them stay alive. */
export type TabsMaker = <Name extends string>(tabs: Readonly<Record<Name, unknown>>, options?: TabsOptions<NoInfer<Name>>) => Input<Name>;

export function makeTabsMaker(host: CellHost): TabsMaker {
  return <Name extends string>(tabs: Readonly<Record<Name, unknown>>, options: TabsOptions<Name> = {}) => {
    if (!isPlainObject(tabs)) throw stdError("E521", { kind: "tabs", option: "tabs", value: previewValue(tabs, 60), expected: "an object with contents by the names of the tabs" });
    const contents = Object.entries<unknown>(tabs);
    const names = contents.map(([name]) => name as Name);
    const [first] = names;
    if (first === undefined) throw stdError("E514", { kind: "tabs" });
    const start = options.value ?? first;
    if (!names.includes(start)) throw stdError("E516", { kind: "tabs", value: previewValue(start, 60), options: names.join(", ") });
    let open = start;
    return makeInput<Name>(host, {
      type: "tabs",
      identity: [],
      memory: "saved",
      onChange: options.onChange,
      held: () => open,
      accept: (sent) => {
        const found = names.find((name) => name === sent);
        if (found === undefined) return false;
        open = found;
        return true;
      },
      plain: () => open,
      remember: () => open,
      open: (shower, changed) => {
        const nested = new NestedOutputs(shower, changed);
        const places = contents.map(([name, content]) => ({ name, at: nested.add(content) }));
        return () => ({ spec: { type: "tabs", ...fieldSpec(options), tabs: places.map(({ name, at }) => ({ name, content: nested.at(at) })) }, value: open });
      },
    });
  };
}
