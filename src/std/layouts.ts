/** `hstack`, `vstack`, `tabs`, `accordion`, `callout`: several values as one output. What lives in them goes on living. */
import { stdError } from "./errors.ts";
import type { CellHost, OutputSlot } from "./cellHost.ts";
import { NestedOutputs } from "./nestedOutputs.ts";
import type { CalloutTone, Output, OutputSection, StackOutput } from "./output.ts";
import { previewValue, typeName } from "./preview.ts";
import { liveSymbol, type LiveValue } from "./show.ts";
import { isPlainObject } from "./tableSource.ts";

/** A layout in a cell. It shows itself when it is the last expression or is given to `display`, and inside other layouts. */
export interface Layout {
  toString(): string;
}

/** Options of `hstack` and `vstack`. */
export interface StackOptions {
  /** Space between items in px. Default 16. */
  readonly gap?: number;
  /** Across the direction. Default `start` for rows, `stretch` for columns. */
  readonly align?: StackOutput["align"];
  /** Along the direction. Default `start`. */
  readonly justify?: StackOutput["justify"];
  /** Shares of a row's width: `[1, 2]`, or `equal`. Default: each as wide as it needs. */
  readonly widths?: readonly number[] | "equal";
}

/** Titles with what stands under them: `{ Rows: rows, Chart: chart.line(…) }`, or pairs. */
export type Sections = Readonly<Record<string, unknown>> | readonly (readonly [title: string, content: unknown])[];

/** Options of `accordion`. */
export interface AccordionOptions {
  /** Several sections may be open at once. Default false. */
  readonly multiple?: boolean;
  /** Title or titles of the sections that are open at first. Default: none. */
  readonly open?: string | readonly string[];
}

/** Options of `callout`. */
export interface CalloutOptions {
  readonly kind?: CalloutTone;
  readonly title?: string;
}

export interface LayoutMakers {
  readonly hstack: (items: readonly unknown[], options?: StackOptions) => Layout;
  readonly vstack: (items: readonly unknown[], options?: StackOptions) => Layout;
  readonly tabs: (sections: Sections) => Layout;
  readonly accordion: (sections: Sections, options?: AccordionOptions) => Layout;
  readonly callout: (content: unknown, kind?: CalloutTone | CalloutOptions) => Layout;
}

const maxItems = 200;
const tones: readonly CalloutTone[] = ["note", "tip", "success", "warning", "danger"];

export function makeLayouts(host: CellHost): LayoutMakers {
  return {
    hstack: (items, options) => stack(host, "row", items, options),
    vstack: (items, options) => stack(host, "column", items, options),
    tabs: (sections) => {
      const pairs = readSections("tabs", sections);
      return new LiveLayout(host, "tabs", pairs.map(([, content]) => content), (outputs) => ({ kind: "tabs", tabs: titled(pairs, outputs) }));
    },
    accordion: (sections, { multiple = false, open = [] } = {}) => {
      const pairs = readSections("accordion", sections);
      const opened = typeof open === "string" ? [open] : open;
      return new LiveLayout(host, "accordion", pairs.map(([, content]) => content), (outputs) => ({
        kind: "accordion",
        multiple,
        sections: titled(pairs, outputs).map((section) => (opened.includes(section.title) ? { ...section, open: true } : section)),
      }));
    },
    callout: (content, kind = "note") => {
      const { kind: tone = "note", title } = typeof kind === "string" ? { kind } : kind;
      oneOf("callout", "kind", tone, tones);
      return new LiveLayout(host, "callout", [content], ([output = nothing]) => ({ kind: "callout", tone, ...(title === undefined ? {} : { title: String(title) }), content: output }));
    },
  };
}

const nothing: Output = { kind: "text", text: "" };

function stack(host: CellHost, direction: StackOutput["direction"], given: readonly unknown[], options: StackOptions = {}): Layout {
  const name = direction === "row" ? "hstack" : "vstack";
  if (!Array.isArray(given)) throw stdError("E540", { function: name, expected: "an array of values", type: typeName(given), example: `${name}([a, b])` });
  const { gap = 16, align = direction === "row" ? "start" : "stretch", justify = "start", widths } = options;
  if (!(Number.isFinite(gap) && gap >= 0 && gap <= 400)) throw stdError("E541", { function: name, option: "gap", value: previewValue(gap), expected: "a number of pixels from 0 to 400" });
  oneOf(name, "align", align, ["start", "center", "end", "stretch"]);
  oneOf(name, "justify", justify, ["start", "center", "end", "between"]);
  // `undefined` shows nothing, here as elsewhere.
  const items = (given as readonly unknown[]).filter((item) => item !== undefined);
  const shares = widths === "equal" ? items.map(() => 1) : widths;
  if (shares !== undefined && !(Array.isArray(shares) && shares.length === items.length && shares.every((share: unknown) => typeof share === "number" && share > 0 && Number.isFinite(share)))) {
    throw stdError("E541", { function: name, option: "widths", value: previewValue(widths), expected: `"equal", or one number above zero for each of the ${items.length} items` });
  }
  const shown = items.slice(0, maxItems);
  const more = items.length - shown.length;
  return new LiveLayout(host, name, shown, (outputs) => ({
    kind: "stack",
    direction,
    items: outputs,
    gap,
    align,
    justify,
    ...(shares === undefined ? {} : { widths: shares.slice(0, maxItems) }),
    ...(more > 0 ? { more } : {}),
  }));
}

function readSections(name: string, sections: Sections): (readonly [string, unknown])[] {
  const pairs: readonly unknown[] = Array.isArray(sections) ? sections : isPlainObject(sections) ? Object.entries(sections) : [];
  if (pairs.length === 0 || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    throw stdError("E540", { function: name, expected: "an object of titles and contents", type: typeName(sections), example: `${name}({ Rows: rows, Note: md("…") })` });
  }
  return (pairs as readonly (readonly [unknown, unknown])[]).slice(0, maxItems).map(([title, content]) => [String(title), content]);
}

function titled(pairs: readonly (readonly [string, unknown])[], outputs: readonly Output[]): OutputSection[] {
  return pairs.map(([title], at) => ({ title, content: outputs[at] ?? nothing }));
}

function oneOf(name: string, option: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw stdError("E541", { function: name, option, value: previewValue(value), expected: known.join(", ") });
}

/** Values in one output; it is made anew when one of them changes. */
class LiveLayout implements Layout, LiveValue {
  readonly #host: CellHost;
  readonly #name: string;
  readonly #items: readonly unknown[];
  readonly #make: (outputs: readonly Output[]) => Output;

  constructor(host: CellHost, name: string, items: readonly unknown[], make: (outputs: readonly Output[]) => Output) {
    this.#host = host;
    this.#name = name;
    this.#items = items;
    this.#make = make;
  }

  [liveSymbol](show: (output: Output) => OutputSlot): boolean {
    const place: { slot: OutputSlot | null } = { slot: null };
    const nested = new NestedOutputs(this.#host.caller(), () => place.slot?.update(draw));
    const at = this.#items.map((item) => nested.add(item));
    const draw = (): Output => this.#make(at.map((index) => nested.at(index)));
    place.slot = show(draw());
    return true;
  }

  toString(): string {
    return `${this.#name} of ${this.#items.length}`;
  }
}
