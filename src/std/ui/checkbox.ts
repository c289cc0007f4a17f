/** `ui.checkbox`: yes or no. */
import type { CellHost } from "../cellHost.ts";
import { fieldSpec, makeField, same } from "./field.ts";
import type { Input, InputOptions } from "./input.ts";

export interface CheckboxOptions extends InputOptions<boolean> {
  /** Default false. */
  readonly value?: boolean | undefined;
}

export type CheckboxMaker = (options?: CheckboxOptions) => Input<boolean>;

export function makeCheckboxMaker(host: CellHost): CheckboxMaker {
  return (options = {}) => {
    const spec = { type: "checkbox", ...fieldSpec(options) } as const;
    return makeField<boolean>(host, {
      type: "checkbox",
      identity: [],
      start: options.value === true,
      onChange: options.onChange,
      valueOf: same,
      read: (sent) => (typeof sent === "boolean" ? { held: sent } : undefined),
      write: same,
      draw: (value) => ({ spec, value }),
    });
  };
}
