/** Takes state and schemas back from the destination: for a work folder that was lost, or that is behind. */
import { pipelineError } from "../errors.ts";
import type { StageContext } from "./context.ts";
import { openDataset } from "./openDataset.ts";
import { stateOfRow } from "./state.ts";
import type { PipelineState } from "./state.ts";

/**
 * The destination's state counts when it is newer than the work folder's. When the destination has lost what the
 * work folder says is loaded, the work folder is emptied: everything is extracted anew then (dlt: sync_destination).
 *
 * @returns true when state and schemas were taken from the destination
 * @throws E447 when the stored state cannot be read
 */
export async function syncFromDestination(context: StageContext): Promise<boolean> {
  const { session, pipelineName, datasetName, destination } = context;
  const { client, loadedIds } = await openDataset(context);
  const stored = await client.storedState?.();
  if (stored === undefined) {
    if (client.storedState !== undefined && session.state !== undefined && loadedIds.size === 0 && !(await session.hasPending())) await session.wipe();
    return false;
  }
  const local = session.state;
  if (local !== undefined && (local._state_version > stored.version || local._version_hash === stored.versionHash)) return false;
  let state: PipelineState;
  try {
    state = await stateOfRow(stored.state);
  } catch (cause) {
    throw pipelineError("E447", { pipeline: pipelineName, destination: destination.name, reason: String(cause) }, { cause });
  }
  const schemas = await Promise.all(state.schema_names.map(async (name) => (await client.storedSchema?.(name)) ?? []));
  await session.adopt(schemas.flat(), { ...state, _state_version: stored.version, _version_hash: stored.versionHash, dataset_name: datasetName });
  return true;
}
