/** Extract: data → one load package per source, each committed when all of them are complete. */
import { extractSource } from "../extract/extractSource.ts";
import type { ExtractedSource, RunHints } from "../extract/extractSource.ts";
import { toSources } from "../extract/source.ts";
import type { Source } from "../extract/source.ts";
import { updateTable } from "../schema/mergeTables.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { tableOf } from "../schema/schema.ts";
import { schemaNameOfPipeline } from "../schema/schemaName.ts";
import { stateTable, stateTableName } from "../schema/systemTables.ts";
import type { StoredSchema } from "../schema/types.ts";
import { refreshVersion } from "../schema/versionHash.ts";
import { newJobFile, printJobFile } from "../storage/jobFile.ts";
import type { PackageJob, PackageManifest } from "../storage/manifest.ts";
import { newLoadId } from "../storage/packageStorage.ts";
import { encodeRows } from "../storage/typedJson.ts";
import { now } from "../trace/clock.ts";
import type { StageContext } from "./context.ts";
import { nextStateVersion, stateRow } from "./state.ts";
import type { PipelineState } from "./state.ts";

/** A package before its commit. */
interface Draft extends ExtractedSource {
  readonly loadId: string;
  readonly schema: StoredSchema;
}

/**
 * Extracts all sources of `data`. On an error, or when the run is stopped, no package is left.
 *
 * @returns the packages' manifests; packages without any job are not made
 */
export async function extractStage(data: unknown, context: StageContext, hints: RunHints): Promise<PackageManifest[]> {
  const { session, pipelineName } = context;
  const schemaName = schemaNameOfPipeline(pipelineName);
  const sources = toSources(data, { sourceName: schemaName, tableName: hints.tableName });
  const drafts: Draft[] = [];
  const sourceState = structuredClone(session.state?.sources ?? {});
  try {
    for (const source of sources) drafts.push(await draftPackage(source, context, hints, sourceState));
    const state = nextState(context, drafts, schemaName, sourceState);
    const stateJob = await writeState(context, drafts[0], state);
    const packages: { manifest: PackageManifest; schema: StoredSchema }[] = [];
    for (const draft of drafts) {
      const jobs = stateJob !== undefined && draft === drafts[0] ? [...draft.jobs, stateJob] : draft.jobs;
      const manifest = manifestOf(draft, jobs, session.schema(draft.schema.name), state);
      if (manifest.jobs.length === 0 && manifest.replacedTables.length === 0) continue;
      packages.push({ manifest, schema: draft.schema });
    }
    // All of them or none: each carries the state, which counts the rows of all.
    await session.packages.commitExtracted(packages);
    for (const { schema } of packages) await session.saveSchema(schema);
    if (state !== session.state && packages.length > 0) await session.saveState(state);
    return packages.map(({ manifest }) => manifest);
  } finally {
    for (const { loadId } of drafts) {
      if (!(await session.packages.isCommitted("extracted", loadId))) await session.packages.discard("extracted", loadId);
    }
  }
}

async function draftPackage(source: Source, context: StageContext, hints: RunHints, sourceState: Record<string, unknown>): Promise<Draft> {
  const { host, report, session, pipelineName, config } = context;
  const loadId = newLoadId();
  const schema = session.draftSchema(namingConvention().normalizeIdentifier(source.name));
  const folder = `${session.packages.packagePath("extracted", loadId)}/new_jobs`;
  try {
    const extracted = await extractSource(source, { host, report, files: session.files, pipelineName, folder, schema, config, hints, sourceState });
    return { ...extracted, loadId, schema };
  } catch (error) {
    await session.packages.discard("extracted", loadId);
    throw error;
  }
}

function nextState({ session, datasetName }: StageContext, drafts: readonly Draft[], schemaName: string, sources: Record<string, unknown>): PipelineState {
  const state = session.draftState(datasetName);
  const names = [...new Set([...state.schema_names, ...drafts.map(({ schema }) => schema.name)])];
  const defaultName = state.default_schema_name ?? (names.includes(schemaName) ? schemaName : (names[0] ?? null));
  return nextStateVersion({ ...state, sources, schema_names: names, default_schema_name: defaultName });
}

/** The state travels as a row of its own table, in the first package, when it changed. */
async function writeState(context: StageContext, draft: Draft | undefined, state: PipelineState): Promise<PackageJob | undefined> {
  const { session } = context;
  if (draft === undefined || state._version_hash === session.state?._version_hash) return undefined;
  updateTable(draft.schema, stateTable());
  refreshVersion(draft.schema);
  const startedAt = now();
  const file = printJobFile(newJobFile(stateTableName, "typed-jsonl", false));
  const text = `${encodeRows([await stateRow(state)], { resource: stateTableName, table: stateTableName, firstRow: 1 })}\n`;
  const writer = await session.files.create(`${session.packages.packagePath("extracted", draft.loadId)}/new_jobs/${file}`);
  writer.write(text);
  await writer.close();
  return { file, table: stateTableName, resource: stateTableName, rows: 1, bytes: writer.bytesWritten, state: "new_jobs", startedAt, finishedAt: now(), worker: "main" };
}

function manifestOf(draft: Draft, jobs: readonly PackageJob[], before: StoredSchema | undefined, state: PipelineState): PackageManifest {
  const filled = new Set(draft.jobs.map(({ table }) => table));
  return {
    version: 1,
    loadId: draft.loadId,
    schemaName: draft.schema.name,
    state: "extracted",
    createdAt: new Date().toISOString(),
    completedAt: null,
    jobs,
    replacedTables: draft.replacedTables.filter((table) => filled.has(table) || tableOf(draft.schema, table)?.["x-normalizer"]?.["seen-data"] === true),
    updatedTables: Object.keys(draft.schema.tables).filter((name) => before === undefined || tableOf(before, name) === undefined),
    pipelineState: state,
  };
}
