import type { GivenInput } from "../kernel/protocol.ts";
import { notebookError } from "./errors.ts";

/** What a learner changed in one lesson, as it is saved. Never the lesson itself. */
export interface SavedEdits {
  /** Shape of this record; see `migrations`. */
  readonly format: number;
  /** Lesson id. */
  readonly lesson: string;
  /** Version of the lesson that was open when this was saved. */
  readonly version: number;
  /** SHA-256 (hex) of the author's text that each edit began from, by cell id. */
  readonly base: Readonly<Record<string, string>>;
  /** The learner's text by cell id; only cells that differ from the lesson. */
  readonly edits: Readonly<Record<string, string>>;
  /** Values that the learner gave to inputs. */
  readonly inputs: readonly GivenInput[];
}

/** Takes a record of one format to the next. */
export type Migration = (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** Migration n takes format n + 1 to n + 2; the newest format is therefore `migrations.length + 1`. */
export const migrations: readonly Migration[] = [
  // Format 2 keeps the values of inputs.
  (record) => ({ ...record, inputs: [] }),
];

/** The format that is written now. */
export const savedFormat = migrations.length + 1;

/**
 * Reads a saved record of any known format.
 *
 * @throws E623 when the record is of a later format than this page knows, E624 when it has no known shape
 */
export function readSavedEdits(raw: unknown, steps: readonly Migration[] = migrations): SavedEdits {
  if (!isRecord(raw) || typeof raw["format"] !== "number" || !Number.isInteger(raw["format"]) || raw["format"] < 1) {
    throw notebookError("E624", { reason: "it has no format number." });
  }
  const newest = steps.length + 1;
  if (raw["format"] > newest) throw notebookError("E623", { found: raw["format"], known: newest });
  let record: Readonly<Record<string, unknown>> = raw;
  for (let format = raw["format"]; format < newest; format++) {
    const step = steps[format - 1];
    if (step !== undefined) record = { ...step(record), format: format + 1 };
  }
  const { format, lesson, version, base, edits, inputs } = record;
  if (typeof format !== "number" || typeof lesson !== "string" || typeof version !== "number" || !isTextMap(base) || !isTextMap(edits)) {
    throw notebookError("E624", { reason: "a field is missing or has the wrong type." });
  }
  return { format, lesson, version, base, edits, inputs: Array.isArray(inputs) ? inputs.filter(isGivenInput) : [] };
}

/** Saved edits set against the lesson as it is now. */
export interface ResumedEdits {
  /** Edits of cells that the lesson has. */
  readonly edits: ReadonlyMap<string, string>;
  /** Edited cells whose text the author changed too since the edit. */
  readonly conflicts: ReadonlySet<string>;
  /** Edits of cells that the lesson no longer has. They are kept in the record. */
  readonly removed: ReadonlyMap<string, string>;
}

/**
 * Puts a learner's edits onto the present lesson. The learner's text always wins; what the author changed
 * under it is reported.
 *
 * @param originals  the author's text of each cell, by id
 * @param digest     SHA-256 of a text in hex
 */
export function resumeEdits(saved: SavedEdits, originals: ReadonlyMap<string, string>, digest: (text: string) => string): ResumedEdits {
  const edits = new Map<string, string>();
  const conflicts = new Set<string>();
  const removed = new Map<string, string>();
  for (const [id, text] of Object.entries(saved.edits)) {
    const original = originals.get(id);
    if (original === undefined) removed.set(id, text);
    else if (original !== text) {
      edits.set(id, text);
      if (saved.base[id] !== digest(original)) conflicts.add(id);
    }
  }
  return { edits, conflicts, removed };
}

/**
 * The record to save. A cell in conflict keeps the base that its edit began from, so that the conflict is still
 * seen the next time; a removed cell keeps everything.
 */
export function recordOf(
  lesson: { readonly id: string; readonly version: number },
  resumed: ResumedEdits,
  originals: ReadonlyMap<string, string>,
  before: SavedEdits | null,
  digest: (text: string) => string,
  inputs: readonly GivenInput[] = [],
): SavedEdits {
  const edits: Record<string, string> = { ...Object.fromEntries(resumed.edits), ...Object.fromEntries(resumed.removed) };
  const base: Record<string, string> = {};
  for (const id of Object.keys(edits)) {
    const kept = resumed.conflicts.has(id) || resumed.removed.has(id) ? before?.base[id] : undefined;
    const hash = kept ?? digest(originals.get(id) ?? "");
    base[id] = hash;
  }
  return { format: savedFormat, lesson: lesson.id, version: lesson.version, base, edits, inputs };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value whose place can be read; one of another shape is left out, since an input that starts anew is no loss. */
function isGivenInput(value: unknown): value is GivenInput {
  return isRecord(value) && typeof value["cell"] === "string" && typeof value["path"] === "string" && (value["identity"] === undefined || typeof value["identity"] === "string");
}

function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === "string");
}
