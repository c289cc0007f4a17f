/** JSX of `tsx` cells: elements of charts as checked, plain data. */
import { chartValue } from "./chartRows.ts";
import { readKind, whatFits } from "./chartAttributes.ts";
import { type AttributesOf, type CatalogueEntry, chartCatalogue, type ElementName, isWholeChart } from "./chartCatalogue.ts";
import type { ChartElement, ChartValue } from "./chartOutputs.ts";
import { stdError } from "./errors.ts";
import { outputSymbol } from "./formatValue.ts";
import type { Output } from "./output.ts";
import { previewValue, typeName } from "./preview.ts";

/** What an element can hold: elements, lists of them, and nothing. */
export type ChartChild = ChartNode | boolean | null | undefined | readonly ChartChild[];

/** An element of a chart, such as `<Line dataKey="seconds" />`. A whole chart shows itself. */
export interface ChartNode {
  readonly type: string;
}

/** An element's name in a cell; used as `<LineChart …>`. */
export type ChartComponent<Name extends ElementName> = (attributes: AttributesOf<Name> & { readonly children?: ChartChild }) => ChartNode;

const maxRows = 20_000;
const names = new WeakMap<object, ElementName>();

/** Makes the value that stands for an element in a cell's code. */
export function chartComponent<Name extends ElementName>(name: Name): ChartComponent<Name> {
  const component: ChartComponent<Name> = ({ children, ...attributes }) => new CheckedElement(name, attributes, [children]);
  names.set(component, name);
  return Object.defineProperty(component, "name", { value: name });
}

/**
 * What `<type …>…</type>` becomes. A function that is no chart element is called with its attributes and gives what it returns.
 *
 * @param type  component, tag name, or null for `<>…</>`
 * @throws E560 to E569
 */
export function makeElement(type: unknown, attributes: Readonly<Record<string, unknown>>, children: readonly unknown[]): unknown {
  if (type === null) return new ChartGroup(children);
  if (typeof type === "string") throw stdError("E560", { element: type, known: Object.keys(chartCatalogue).join(", ") });
  if (typeof type !== "function") throw stdError("E568", { element: "…", type: typeName(type) });
  const name = names.get(type);
  if (name !== undefined) return new CheckedElement(name, attributes, children);
  if (/^class\b/.test(Function.prototype.toString.call(type))) throw stdError("E568", { element: type.name, type: "a class" });
  const { key: _key, ...given } = attributes;
  return (type as (given: object) => unknown)(children.length === 0 ? given : { ...given, children: children.length === 1 ? children[0] : children });
}

/** Several elements without one around them. */
class ChartGroup {
  readonly children: readonly unknown[];

  constructor(children: readonly unknown[]) {
    this.children = children;
  }

  [outputSymbol](): Output {
    const items = elementsIn(this.children, "").map((element) => element[outputSymbol]());
    return { kind: "stack", direction: "column", items, gap: 16, align: "stretch", justify: "start" };
  }
}

class CheckedElement implements ChartNode {
  readonly type: ElementName;
  readonly #attributes: Readonly<Record<string, unknown>>;
  readonly #children: readonly CheckedElement[];

  constructor(name: ElementName, attributes: Readonly<Record<string, unknown>>, children: readonly unknown[]) {
    this.type = name;
    const given = attributes["children"] === undefined ? children : [attributes["children"], ...children];
    this.#children = elementsIn(given, name);
    this.#attributes = checkAttributes(name, attributes);
    const { inside } = chartCatalogue[name];
    for (const child of this.#children) {
      if (!(inside as readonly string[]).includes(child.type)) throw stdError("E564", { element: child.type, parent: name, allowed: inside.join(", ") || "nothing" });
    }
  }

  /** Names of the values that the element and all in it read from the data. */
  keys(): string[] {
    const own = ["dataKey", "nameKey"].flatMap((attribute) => (this.#attributes[attribute] === undefined ? [] : [String(this.#attributes[attribute])]));
    return [...own, ...this.#children.flatMap((child) => child.keys())];
  }

  [outputSymbol](): Output {
    if (!isWholeChart(this.type)) {
      const { code, message, why, fix } = stdError("E566", { element: this.type, charts: Object.keys(chartCatalogue).filter(isWholeChart).join(", ") });
      return { kind: "error", error: { code, message, line: null, column: null, why, fix } };
    }
    return { kind: "chartElements", root: this.toData([...new Set([...this.keys(), "name"])]) };
  }

  /** @param keys  names of the values that are taken over from the data */
  toData(keys: readonly string[]): ChartElement {
    const props = Object.entries(this.#attributes).map(([name, value]) => [name, name === "data" ? plainRows(value as readonly object[], keys) : (value as ChartValue)]);
    return { type: this.type, props: Object.fromEntries(props) as ChartElement["props"], children: this.#children.map((child) => child.toData(keys)) };
  }
}

/** The elements among children, lists and groups opened. @throws E567 */
function elementsIn(children: readonly unknown[], parent: string): CheckedElement[] {
  return children.flatMap((child): CheckedElement[] => {
    if (child instanceof CheckedElement) return [child];
    if (child instanceof ChartGroup) return elementsIn(child.children, parent);
    if (Array.isArray(child)) return elementsIn(child, parent);
    if (child === null || child === undefined || typeof child === "boolean") return [];
    throw stdError("E567", { element: parent, text: previewValue(child, 60) });
  });
}

/** @throws E561, E562, E563, E565, E569 */
function checkAttributes(element: ElementName, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { attributes }: CatalogueEntry = chartCatalogue[element];
  const kept: Record<string, unknown> = {};
  for (const [attribute, value] of Object.entries(given)) {
    if (attribute === "key" || attribute === "children" || value === undefined) continue;
    const kind = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (typeof value === "function") throw stdError("E562", { element, attribute, instead: wayWithoutFunction(attribute, kind !== undefined) });
    // Charts here stand still, whatever examples from elsewhere say of it.
    if (/^(isAnimationActive|animation\w+)$/.test(attribute)) continue;
    if (kind === undefined) throw stdError("E561", { element, attribute, known: Object.keys(attributes).join(", ") || "none" });
    if (attribute === "data" && whatFits(kind, value) !== null) throw stdError("E569", { element, type: typeName(value) });
    if (attribute === "data" && (value as readonly unknown[]).length > maxRows) throw stdError("E503", { limit: maxRows });
    const expected = whatFits(kind, value);
    if (expected !== null) throw stdError("E563", { element, attribute, value: previewValue(value, 60), expected });
    kept[attribute] = value;
  }
  for (const [attribute, kind] of Object.entries(attributes)) {
    if (readKind(kind).required && kept[attribute] === undefined) throw stdError("E565", { element, attribute, expected: whatFits(kind, undefined) ?? "a value" });
  }
  return kept;
}

function wayWithoutFunction(attribute: string, isKnown: boolean): string {
  if (/formatter/i.test(attribute)) return `Give the name of a format: ${attribute}="short" writes 1k and 2.5M; there are also "number", "integer", "percent", "ms", "s" and "bytes".`;
  if (attribute === "dataKey") return "Compute the value for each row first, and give its name: `rows.map((row) => ({ ...row, seconds: row.ms / 1000 }))`.";
  return isKnown ? "Give plain data instead." : `Leave \`${attribute}\` out. To let a reader change the chart, use an input such as \`ui.slider\` and read its value.`;
}

/** Rows with only what the chart reads of them. */
function plainRows(rows: readonly object[], keys: readonly string[]): readonly { readonly [key: string]: ChartValue }[] {
  return rows.map((row) => {
    const plain: Record<string, ChartValue> = {};
    for (const key of keys) {
      const value = valueAt(row, key);
      const isRange = Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === "number");
      const kept = isRange ? (value as number[]) : value === undefined ? undefined : chartValue(value);
      if (kept !== undefined) plain[key] = kept;
    }
    return plain;
  });
}

/** `a.b` reaches into objects, unless the row has a value of that very name. */
function valueAt(row: object, key: string): unknown {
  if (key in row) return row[key as never];
  return key.split(".").reduce<unknown>((value, part) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[part] : undefined), row);
}
