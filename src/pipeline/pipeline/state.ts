/** What a pipeline remembers between runs (dlt: pipeline state, engine version 4). Kept in `state.json` and in the dataset. */
import { sha3_256 } from "@noble/hashes/sha3.js";
import { paddedBase64Of } from "../schema/base64.ts";
import { sortedJson } from "../schema/versionHash.ts";

export interface PipelineState {
  _state_version: number;
  _state_engine_version: 4;
  _version_hash: string;
  pipeline_name: string;
  dataset_name: string;
  default_schema_name: string | null;
  schema_names: string[];
  destination_name: string;
  /** State of sources and resources, by source. */
  sources: Record<string, unknown>;
  /** Not part of the version: facts about this work folder only. */
  _local: { first_run: boolean; created_at: string };
}

export function newState(pipelineName: string, datasetName: string): PipelineState {
  return {
    _state_version: 0,
    _state_engine_version: 4,
    _version_hash: "",
    pipeline_name: pipelineName,
    dataset_name: datasetName,
    default_schema_name: null,
    schema_names: [],
    destination_name: "duckdb",
    sources: {},
    _local: { first_run: true, created_at: new Date().toISOString() },
  };
}

/** The next version if the content changed; the same object if not. */
export function nextStateVersion(state: PipelineState): PipelineState {
  const { _state_version: _version, _version_hash: before, _local, ...content } = state;
  const hash = paddedBase64Of(sha3_256(new TextEncoder().encode(sortedJson(content))));
  return hash === before ? state : { ...state, _state_version: state._state_version + 1, _version_hash: hash };
}

/** The state as a row of `_dlt_pipeline_state`: JSON, deflated, in base64. */
export async function stateRow(state: PipelineState): Promise<Record<string, unknown>> {
  const { _local, ...content } = state;
  return {
    version: state._state_version,
    engine_version: state._state_engine_version,
    pipeline_name: state.pipeline_name,
    state: await deflated(JSON.stringify(content)),
    created_at: new Date(),
    version_hash: state._version_hash,
  };
}

/** The state that a row of `_dlt_pipeline_state` holds; what belongs to a work folder alone is made anew. Rejects for a text that is no state. */
export async function stateOfRow(text: string): Promise<PipelineState> {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const content = JSON.parse(await new Response(stream).text()) as Omit<PipelineState, "_local">;
  return { ...content, _local: { first_run: false, created_at: new Date().toISOString() } };
}

async function deflated(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate"));
  return paddedBase64Of(new Uint8Array(await new Response(stream).arrayBuffer()));
}
