/** Outputs that hold other outputs, and the small ones that stand among them. */
import type { Output } from "./output.ts";

/** Parts that open one below the other. */
export interface AccordionOutput {
  readonly kind: "accordion";
  readonly sections: readonly OutputSection[];
  /** Several sections may be open at once. */
  readonly multiple: boolean;
}

/** One titled part of tabs or of an accordion. */
export interface OutputSection {
  readonly title: string;
  readonly content: Output;
  /** Open when it is first shown. Absent: closed; of tabs the first is open. */
  readonly open?: boolean;
}

/** What a callout says about its content. */
export type CalloutTone = "note" | "tip" | "success" | "warning" | "danger";

/** A remark that stands out from what is around it. */
export interface CalloutOutput {
  readonly kind: "callout";
  readonly tone: CalloutTone;
  readonly title?: string;
  readonly content: Output;
}

/** Outputs beside each other or below each other. */
export interface StackOutput {
  readonly kind: "stack";
  /** `row`: beside each other, as long as there is room. */
  readonly direction: "row" | "column";
  readonly items: readonly Output[];
  /** Space between items in px. */
  readonly gap: number;
  readonly align: "start" | "center" | "end" | "stretch";
  readonly justify: "start" | "center" | "end" | "between";
  /** Shares of a row's width, one for each item. Absent: each item as wide as it needs. */
  readonly widths?: readonly number[];
  /** Items that were left out because there were too many. */
  readonly more?: number;
}

/** One number that matters, with its name. */
export interface StatOutput {
  readonly kind: "stat";
  readonly label: string;
  readonly value: string;
  readonly caption?: string;
  /** Which way it went. `good` says whether that is welcome. */
  readonly change?: { readonly text: string; readonly direction: "up" | "down" | "same"; readonly good: boolean | null };
}

/** Parts of which one is seen. */
export interface TabsOutput {
  readonly kind: "tabs";
  readonly tabs: readonly OutputSection[];
}
