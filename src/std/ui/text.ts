/** `ui.text` and `ui.textarea`: words. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import type { TextSpec } from "../inputOutputs.ts";
import { previewValue } from "../preview.ts";
import { debounceOf, defined, fieldSpec, makeField, same } from "./field.ts";
import type { Input, InputOptions } from "./input.ts";

interface WordOptions extends InputOptions<string> {
  /** Default: empty. */
  readonly value?: string | undefined;
  readonly placeholder?: string | undefined;
  /** Longest text, in characters. */
  readonly maxLength?: number | undefined;
  /** Milliseconds of rest before a change counts. Default 300. Leaving the field counts at once, and so does Enter in a line of text. */
  readonly debounce?: number | undefined;
}

export interface TextOptions extends WordOptions {
  /** What is asked for: sets the keyboard of a phone, and hides a password. Default `text`. */
  readonly format?: TextSpec["format"] | undefined;
}

export interface TextareaOptions extends WordOptions {
  /** Lines that are seen. Default 4. */
  readonly rows?: number | undefined;
}

export type TextMaker = (options?: TextOptions) => Input<string>;
export type TextareaMaker = (options?: TextareaOptions) => Input<string>;

const formats: readonly TextSpec["format"][] = ["text", "password", "email", "url", "search"];

export function makeTextMaker(host: CellHost): TextMaker {
  return (options = {}) => {
    const { format = "text" } = options;
    if (!formats.includes(format)) throw stdError("E521", { kind: "text", option: "format", value: previewValue(format, 60), expected: `one of ${formats.join(", ")}` });
    const spec = { type: "text", ...fieldSpec(options), format, ...wordSpec("text", options) } as const;
    const { type, ...words } = wordField("text", options);
    // A password is not written into the notebook's saved values.
    return makeField<string>(host, { type, ...words, identity: [format, ...words.identity], memory: format === "password" ? "kernel" : "saved", draw: (value) => ({ spec, value }) });
  };
}

export function makeTextareaMaker(host: CellHost): TextareaMaker {
  return (options = {}) => {
    const { rows = 4 } = options;
    if (!Number.isInteger(rows) || rows < 1) throw stdError("E521", { kind: "textarea", option: "rows", value: previewValue(rows), expected: "a whole number from 1" });
    const spec = { type: "textarea", ...fieldSpec(options), rows: Math.min(rows, 60), ...wordSpec("textarea", options) } as const;
    return makeField<string>(host, { ...wordField("textarea", options), draw: (value) => ({ spec, value }) });
  };
}

function wordSpec(kind: string, { placeholder = "", maxLength, debounce }: WordOptions) {
  if (maxLength !== undefined && (!Number.isInteger(maxLength) || maxLength < 1)) {
    throw stdError("E521", { kind, option: "maxLength", value: previewValue(maxLength), expected: "a whole number from 1" });
  }
  return { placeholder: String(placeholder), ...defined({ maxLength }), debounce: debounceOf(debounce, 300) };
}

function wordField<Type extends "text" | "textarea">(type: Type, { value = "", maxLength, onChange }: WordOptions) {
  const cut = (text: string): string => (maxLength === undefined ? text : text.slice(0, maxLength));
  return {
    type,
    identity: [maxLength ?? null],
    start: cut(String(value)),
    onChange,
    valueOf: same<string>,
    read: (sent: unknown) => (typeof sent === "string" ? { held: cut(sent) } : undefined),
    write: same<string>,
  };
}
