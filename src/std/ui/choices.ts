/** Options that a reader chooses from: texts on the page, values in the cells. */
import { stdError } from "../errors.ts";
import { previewValue } from "../preview.ts";
import { isPlainObject } from "../tableSource.ts";

/** A list of values, or values by the text that stands for each: `{ "Small": 10, "Large": 1000 }`. */
export type ChoiceList<Value> = readonly Value[] | Readonly<Record<string, Value>>;

/** A value by its label, in the order of the page. */
export type Choices<Value> = ReadonlyMap<string, Value>;

/** What the inputs with options share beyond `InputOptions`. */
export interface ChoiceOptions<Value> {
  /** Text for an option of a list. Default: the option itself. */
  readonly format?: ((option: Value) => string) | undefined;
}

/** @throws E515 when two options read the same */
export function choicesOf<Value>(kind: string, list: ChoiceList<Value>, format: ((option: Value) => string) | undefined): Choices<Value> {
  const entries = isList(list) ? [...list].map((value) => [format === undefined ? textOf(value) : String(format(value)), value] as const) : isPlainObject(list) ? Object.entries(list) : null;
  if (entries === null) throw stdError("E521", { kind, option: "options", value: previewValue(list, 60), expected: "a list of values, or an object with values by their texts" });
  const choices = new Map<string, Value>();
  for (const [label, value] of entries) {
    if (choices.has(label) && !Object.is(choices.get(label), value)) throw stdError("E515", { kind, label });
    choices.set(label, value);
  }
  return choices;
}

/** The label of what was sent: a label itself, or one of the values. Undefined when it is neither. */
export function labelOf(choices: Choices<unknown>, sent: unknown): string | undefined {
  if (typeof sent === "string" && choices.has(sent)) return sent;
  for (const [label, value] of choices) if (Object.is(value, sent)) return label;
  const text = typeof sent === "object" && sent !== null ? jsonOf(sent) : undefined;
  if (text === undefined) return undefined;
  for (const [label, value] of choices) if (jsonOf(value) === text) return label;
  return undefined;
}

/** @throws E516 when the value that an input is to start with is not offered */
export function startOf(kind: string, choices: Choices<unknown>, value: unknown): string {
  const label = labelOf(choices, value);
  if (label === undefined) throw stdError("E516", { kind, value: previewValue(value, 60), options: [...choices.keys()].slice(0, 10).join(", ") });
  return label;
}

/** The value as a report shows it: itself when it is plain, else its label. */
export function plainChoice(label: string, value: unknown): unknown {
  return typeof value === "number" || typeof value === "boolean" || typeof value === "string" || value === null ? value : label;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : previewValue(value, 80);
}

function isList<Value>(list: ChoiceList<Value>): list is readonly Value[] {
  return Array.isArray(list);
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
