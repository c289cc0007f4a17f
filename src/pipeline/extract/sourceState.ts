/** What sources and resources remember between runs, in dlt's layout: `{ <source>: { resources: { <resource>: { … } }, … } }`. */
import { pipelineError } from "../errors.ts";
import { putOwn } from "../schema/schema.ts";
import { encodeCursor } from "./incremental/cursorValue.ts";
import { newCursorState } from "./incremental/cursorFilter.ts";
import type { CursorState } from "./incremental/cursorFilter.ts";

/** Any JSON, by name. */
export type StateRecord = Record<string, unknown>;

/** The state of one source, made if there is none. @param sources the `sources` part of the pipeline's state */
export function stateOfSource(sources: StateRecord, source: string): StateRecord {
  return recordIn(sources, source);
}

/** The state of one resource of a source, made if there is none. */
export function stateOfResource(source: StateRecord, resource: string): StateRecord {
  return recordIn(recordIn(source, "resources"), resource);
}

/** What is kept of a cursor of a resource, made if there is none. */
export function stateOfCursor(source: StateRecord, resource: string, cursorPath: string, initialValue: unknown): CursorState {
  const cursors = recordIn(stateOfResource(source, resource), "incremental");
  const state = recordIn(cursors, cursorPath) as StateRecord & Partial<CursorState>;
  if (Object.keys(state).length === 0) Object.assign(state, newCursorState(encodeCursor(initialValue)));
  return state as StateRecord & CursorState;
}

/** Forgets what a resource remembers. */
export function resetResource(source: StateRecord, resource: string): void {
  const resources = Object.hasOwn(source, "resources") ? (source["resources"] as StateRecord) : {};
  delete resources[resource];
  if (Object.keys(resources).length === 0) delete source["resources"];
}

/**
 * Leaves out what holds nothing, so that a source that remembers nothing leaves no trace in the state.
 *
 * @throws E813 when the state is not JSON
 */
export function settleSourceState(sources: StateRecord, source: string): void {
  const state: StateRecord = recordIn(sources, source);
  try {
    JSON.stringify(state);
  } catch (cause) {
    throw pipelineError("E813", { source, reason: (cause as Error).message }, { cause });
  }
  const resources = Object.hasOwn(state, "resources") ? (state["resources"] as Record<string, StateRecord>) : {};
  for (const [name, held] of Object.entries<StateRecord>(resources)) if (Object.keys(held).length === 0) delete resources[name];
  if (Object.keys(resources).length === 0) delete state["resources"];
  if (Object.keys(state).length === 0) delete sources[source];
}

function recordIn(record: StateRecord, key: string): StateRecord {
  if (!Object.hasOwn(record, key)) putOwn<unknown>(record, key, {});
  return record[key] as StateRecord;
}
