/** An input in plain words: what it asks for, and what it holds. */
import type { InputOutput } from "../../kernel/protocol.ts";
import { formatNumber } from "../numbers.ts";

export function inputText(output: InputOutput): string {
  const { spec, value } = output;
  const name = spec.label === "" ? nameOf(output) : spec.label;
  switch (spec.type) {
    case "array":
    case "dictionary":
      return `${name}: ${spec.items.map(({ content }) => inputText(content)).join("; ")}`;
    case "button":
    case "runButton":
      return name;
    case "form":
      return `${name}: ${inputText(spec.content)}`;
    case "table":
      return `${name}: ${Array.isArray(value) ? value.length : 0} of ${formatNumber(spec.rowCount)} rows selected`;
    default:
      return `${name}: ${valueText(value)}`;
  }
}

/** What an input without a label is called, for those who cannot see it. */
export function nameOf({ spec }: InputOutput): string {
  return names[spec.type];
}

const names: Readonly<Record<InputOutput["spec"]["type"], string>> = {
  array: "Inputs",
  button: "Click",
  checkbox: "Checkbox",
  date: "Date",
  dictionary: "Inputs",
  file: "File",
  form: "Form",
  multiselect: "Choices",
  number: "Number",
  radio: "Choice",
  rangeSlider: "Range",
  runButton: "Run",
  select: "Choice",
  slider: "Slider",
  table: "Table",
  tabs: "Tabs",
  text: "Text",
  textarea: "Text",
};

function valueText(value: InputOutput["value"]): string {
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === null || typeof value === "string") return value ?? "nothing";
  return value.map((item) => (typeof item === "object" ? item.name : typeof item === "number" ? formatNumber(item) : item)).join(", ");
}
