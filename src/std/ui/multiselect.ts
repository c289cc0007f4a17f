/** `ui.multiselect`: any number of several options. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { previewValue } from "../preview.ts";
import { type ChoiceList, type ChoiceOptions, choicesOf, labelOf, plainChoice, startOf } from "./choices.ts";
import { defined, fieldSpec, makeField, same } from "./field.ts";
import type { Input, InputOptions } from "./input.ts";

export interface MultiselectOptions<Value> extends InputOptions<readonly Value[]>, ChoiceOptions<Value> {
  /** Options that are chosen at first. Default: none. */
  readonly value?: readonly NoInfer<Value>[] | undefined;
  /** How many may be chosen at most. Default: all. */
  readonly maxSelections?: number | undefined;
}

/** Any number of several options, in the options' order. */
export type MultiselectMaker = <const Value>(options: ChoiceList<Value>, more?: MultiselectOptions<NoInfer<Value>>) => Input<readonly Value[]>;

export function makeMultiselectMaker(host: CellHost): MultiselectMaker {
  return <Value>(list: ChoiceList<Value>, more: MultiselectOptions<Value> = {}) => {
    const choices = choicesOf("multiselect", list, more.format);
    const { maxSelections } = more;
    if (maxSelections !== undefined && (!Number.isInteger(maxSelections) || maxSelections < 1)) {
      throw stdError("E521", { kind: "multiselect", option: "maxSelections", value: previewValue(maxSelections), expected: "a whole number from 1" });
    }
    const inOrder = (chosen: ReadonlySet<string>): readonly string[] => [...choices.keys()].filter((label) => chosen.has(label)).slice(0, maxSelections);
    const spec = { type: "multiselect", ...fieldSpec(more), options: [...choices.keys()], ...defined({ maxSelections }) } as const;
    return makeField<readonly string[], readonly Value[]>(host, {
      type: "multiselect",
      identity: [maxSelections ?? null],
      start: inOrder(new Set((more.value ?? []).map((value) => startOf("multiselect", choices, value)))),
      onChange: more.onChange,
      valueOf: (labels) => labels.map((label) => choices.get(label) as Value),
      read: (sent) => {
        if (!Array.isArray(sent)) return undefined;
        const known = sent.map((item) => labelOf(choices, item)).filter((label) => label !== undefined);
        // Options that are gone are dropped; nothing but such options is no value.
        return known.length === 0 && sent.length > 0 ? undefined : { held: inOrder(new Set(known)) };
      },
      write: same,
      plain: (labels) => labels.map((label) => plainChoice(label, choices.get(label))),
      draw: (value) => ({ spec, value }),
    });
  };
}
