/** YAML that remembers where everything stands, so that a wrong value can be pointed at. */
import type { GenericSchema, InferOutput } from "valibot";
import * as v from "valibot";
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from "yaml";

/** A YAML text as data. `data` is undefined when the text is not valid YAML. */
export interface PlacedYaml {
  readonly data: unknown;
  readonly faults: readonly { readonly reason: string; readonly offset: number }[];
  /** Offset of the value at a path; of its nearest parent when it is missing. `key`: of the key instead of the value. */
  offsetOf(path: readonly PathStep[], what?: "value" | "key"): number;
}

export type PathStep = string | number;

/** What a value should have been. `path` is that of the value, also when it is missing. */
export interface ShapeIssue {
  readonly kind: "missing" | "unknown key" | "wrong";
  readonly path: readonly PathStep[];
  /** Whether the key itself or its value is wrong. */
  readonly at: "key" | "value";
  readonly reason: string;
}

/**
 * Reads YAML 1.2. Never throws.
 *
 * @param text  the YAML; offsets count from its start
 */
export function readYaml(text: string): PlacedYaml {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  const faults = [...document.errors, ...document.warnings].map((error) => ({ reason: oneLine(error.message), offset: error.pos[0] }));
  let data: unknown;
  if (document.errors.length === 0) {
    try {
      data = document.toJS();
    } catch (error) {
      faults.push({ reason: oneLine(error instanceof Error ? error.message : String(error)), offset: 0 });
    }
  }
  return { data, faults, offsetOf: (path, what = "value") => findOffset(document, path, what) };
}

/** Checks data against a schema: the typed value, or every way in which it differs. */
export function checkShape<Schema extends GenericSchema>(schema: Schema, data: unknown): { value: InferOutput<Schema> } | { issues: ShapeIssue[] } {
  const result = v.safeParse(schema, data);
  return result.success ? { value: result.output } : { issues: result.issues.map(toShapeIssue) };
}

function toShapeIssue(issue: v.BaseIssue<unknown>): ShapeIssue {
  const path = (issue.path ?? []).map((item) => item.key as PathStep);
  const at = issue.path?.at(-1)?.origin === "key" ? "key" : "value";
  if (issue.type === "strict_object" && issue.expected === "never") return { kind: "unknown key", path, at: "key", reason: issue.message };
  const isMissing = issue.type === "strict_object" && at === "key" && issue.received === "undefined";
  return { kind: isMissing ? "missing" : "wrong", path, at, reason: issue.message };
}

function findOffset(document: Document, path: readonly PathStep[], what: "value" | "key"): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) return offset;
      const isLast = depth === path.length - 1;
      offset = (what === "key" && isLast ? undefined : startOf(pair.value)) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, " ").trim();
}
