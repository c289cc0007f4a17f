/** Keeps of an element only what the catalogue allows: what comes from a kernel is data of a stranger. */
import type { ChartElement, ChartValue } from "../../../kernel/protocol.ts";
import { whatFits } from "../../../std/chartAttributes.ts";
import { catalogueEntry } from "../../../std/chartCatalogue.ts";

/** @returns null for an element that is not in the catalogue */
export function cleanElement({ type, props, children }: ChartElement): ChartElement | null {
  const entry = catalogueEntry(type);
  if (entry === undefined) return null;
  const kept: Record<string, ChartValue> = {};
  for (const [name, value] of Object.entries(props)) {
    const kind = Object.hasOwn(entry.attributes, name) ? entry.attributes[name] : undefined;
    if (kind !== undefined && whatFits(kind, value) === null) kept[name] = value;
  }
  return { type, props: kept, children: children.flatMap((child) => (entry.inside.includes(child.type) ? (cleanElement(child) ?? []) : [])) };
}
