/** `ui.select` and `ui.radio`: one of several options. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { type ChoiceList, type ChoiceOptions, choicesOf, labelOf, plainChoice, startOf } from "./choices.ts";
import { fieldSpec, makeField, same } from "./field.ts";
import type { Input, InputOptions } from "./input.ts";

export interface SelectOptions<Value> extends InputOptions<Value>, ChoiceOptions<Value> {
  /** The option that is chosen at first. Default: the first one. */
  readonly value?: NoInfer<Value> | undefined;
  readonly optional?: false | undefined;
}

export interface OptionalSelectOptions<Value> extends InputOptions<Value | null>, ChoiceOptions<Value> {
  /** The option that is chosen at first. Default: none. */
  readonly value?: NoInfer<Value> | null | undefined;
  /** Nothing may be chosen; the value is then null. */
  readonly optional: true;
}

export interface SelectMaker {
  /** One of several options. The type of `value` is the union of the options. */
  <const Value>(options: ChoiceList<Value>, more?: SelectOptions<NoInfer<Value>>): Input<Value>;
  <const Value>(options: ChoiceList<Value>, more: OptionalSelectOptions<NoInfer<Value>>): Input<Value | null>;
}

export function makeSelectMaker(host: CellHost, type: "radio" | "select"): SelectMaker {
  return <Value>(list: ChoiceList<Value>, more: SelectOptions<Value> | OptionalSelectOptions<Value> = {}) => {
    const choices = choicesOf(type, list, more.format);
    const optional = more.optional === true;
    if (choices.size === 0 && !optional) throw stdError("E514", { kind: type });
    const first = optional ? null : ([...choices.keys()][0] ?? null);
    const start = more.value === undefined || more.value === null ? first : startOf(type, choices, more.value);
    const spec = { ...fieldSpec(more), options: [...choices.keys()], optional } as const;
    return makeField<string | null, Value>(host, {
      type,
      identity: [optional],
      start,
      onChange: more.onChange as ((value: Value) => unknown) | undefined,
      // Null is a value only where nothing may be chosen, and there the type says so.
      valueOf: (label) => (label === null ? null : choices.get(label)) as Value,
      read: (sent) => {
        if (sent === null && optional) return { held: null };
        const label = labelOf(choices, sent);
        return label === undefined ? undefined : { held: label };
      },
      write: same,
      plain: (label) => (label === null ? null : plainChoice(label, choices.get(label))),
      draw: (label) => (type === "select" ? { spec: { ...spec, type }, value: label } : { spec: { ...spec, type }, value: label }),
    });
  };
}
