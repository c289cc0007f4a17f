/** Data → packages that do not count yet: what `extract` commits as files, and what `run` hands on at once. */
import { pipelineConfig, schemaConfig } from "../config/settings.ts";
import type { ExplicitConfig } from "../config/settings.ts";
import type { DestinationCapabilities } from "../destination/destination.ts";
import { extractSource } from "../extract/extractSource.ts";
import { toSources } from "../extract/source.ts";
import type { Source } from "../extract/source.ts";
import { updateTable } from "../schema/mergeTables.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { newSchema, tableOf } from "../schema/schema.ts";
import { schemaNameOfPipeline } from "../schema/schemaName.ts";
import { stateTable, stateTableName } from "../schema/systemTables.ts";
import type { StoredSchema } from "../schema/types.ts";
import { refreshVersion } from "../schema/versionHash.ts";
import type { FileStore } from "../storage/fileStore.ts";
import { newJobFile, printJobFile } from "../storage/jobFile.ts";
import type { PackageJob, PackageManifest } from "../storage/manifest.ts";
import { newLoadId } from "../storage/packageStorage.ts";
import { encodeRows } from "../storage/typedJson.ts";
import { now } from "../trace/clock.ts";
import type { StageContext } from "./context.ts";
import { refreshSource } from "./refresh.ts";
import type { DataOptions } from "./runOptions.ts";
import { nextStateVersion, stateRow } from "./state.ts";
import type { PipelineState } from "./state.ts";

/** A package in the making: one for each schema. */
export interface Draft {
  readonly loadId: string;
  readonly createdAt: string;
  /** Grows while data is extracted. */
  readonly schema: StoredSchema;
  /** The schema as it was. */
  readonly before: StoredSchema | undefined;
  readonly jobs: PackageJob[];
  readonly replacedTables: Set<string>;
  readonly droppedTables: Set<string>;
}

export interface Extraction {
  /** Packages that hold something, in the order in which their sources were given. */
  readonly packages: readonly { readonly draft: Draft; readonly manifest: PackageManifest }[];
  /** The state to save when the packages count. The same object as before if nothing changed. */
  readonly state: PipelineState;
}

/** Where extracted files go. */
export interface ExtractionSink {
  readonly files: FileStore;
  /** Folder for the files of a package. */
  folder(loadId: string): string;
  /** Settings for a source; default: those of the pipeline. */
  config?(source: Source): ExplicitConfig;
  /** A package is begun. */
  onDraft?(draft: Draft): void;
  /** A file is closed. */
  onFile?(draft: Draft, job: PackageJob): void;
}

/** Extracts all sources of `data`. Nothing counts yet, and nothing is removed when it fails. */
export async function extractData(data: unknown, context: StageContext, options: DataOptions, sink: ExtractionSink): Promise<Extraction> {
  const { host, report, session, pipelineName } = context;
  const schemaName = options.schema?.name ?? schemaNameOfPipeline(pipelineName);
  const sources = toSources(data, { sourceName: schemaName, tableName: options.tableName });
  const sourceState = structuredClone(session.state?.sources ?? {});
  const drafts = new Map<string, Draft>();
  const { capabilities } = await context.destination.load();
  // What is dropped must be known before the first row comes.
  const plans = sources.map((source) => {
    const draft = draftFor(source, drafts, context, options, capabilities);
    const { droppedTables, emptiedTables } = refreshSource(options.refresh ?? pipelineConfig(pipelineName).refresh, source, draft.schema, sourceState);
    for (const name of droppedTables) draft.droppedTables.add(name);
    for (const name of emptiedTables) draft.replacedTables.add(name);
    return { source, draft };
  });
  for (const draft of drafts.values()) sink.onDraft?.(draft);
  for (const { source, draft } of plans) {
    const extracted = await extractSource(source, {
      host,
      report,
      files: sink.files,
      pipelineName,
      folder: sink.folder(draft.loadId),
      schema: draft.schema,
      config: sink.config?.(source) ?? context.config,
      hints: options,
      sourceState,
      onFile: (job) => sink.onFile?.(draft, job),
    });
    draft.jobs.push(...extracted.jobs);
    for (const name of extracted.replacedTables) draft.replacedTables.add(name);
  }
  return completeDrafts([...drafts.values()], { context, schemaName, sourceState, sink });
}

/** Adds the state, if it changed, to the first of the packages, and describes all of them. */
export async function completeDrafts(made: readonly Draft[], of: { readonly context: StageContext; readonly schemaName: string; readonly sourceState: Record<string, unknown>; readonly sink: ExtractionSink }): Promise<Extraction> {
  const { context, schemaName, sourceState, sink } = of;
  const { session } = context;
  const state = nextState(context, made, schemaName, sourceState);
  const [first] = made;
  if (first !== undefined && state._version_hash !== session.state?._version_hash) {
    const job = await writeState(first, state, sink);
    first.jobs.push(job);
    sink.onFile?.(first, job);
  }
  const packages = made.map((draft) => ({ draft, manifest: manifestOf(draft, state) }));
  return { packages: packages.filter(({ manifest }) => manifest.jobs.length + manifest.replacedTables.length + (manifest.droppedTables?.length ?? 0) > 0), state };
}

/** The package of a source's schema; sources of one name share it. */
function draftFor(source: Source, drafts: Map<string, Draft>, { session, pipelineName }: StageContext, options: DataOptions, capabilities: DestinationCapabilities): Draft {
  const name = namingConvention().normalizeIdentifier(source.name);
  const known = drafts.get(name);
  if (known !== undefined) return known;
  const before = session.schema(name);
  const { naming } = schemaConfig({ pipelineName, sourceSection: source.section, sourceName: source.name });
  const made = (): StoredSchema => withNesting(newSchema(name, naming ?? capabilities.namingConvention), capabilities.maxTableNesting);
  const draft = newDraft(structuredClone(before ?? (options.schema?.name === name ? options.schema : made())), before);
  drafts.set(name, draft);
  return draft;
}

/** Levels of nesting that a destination wants as tables, where neither source nor resource says. */
function withNesting(schema: StoredSchema, levels: number | undefined): StoredSchema {
  if (levels !== undefined) schema.normalizers.json.config = { ...schema.normalizers.json.config, max_nesting: levels };
  return schema;
}

/** @param before the schema as it was; undefined if there was none */
export function newDraft(schema: StoredSchema, before: StoredSchema | undefined): Draft {
  return { loadId: newLoadId(), createdAt: new Date().toISOString(), schema, before, jobs: [], replacedTables: new Set(), droppedTables: new Set() };
}

function nextState({ session, datasetName, destination }: StageContext, drafts: readonly Draft[], schemaName: string, sources: Record<string, unknown>): PipelineState {
  const state = session.draftState(datasetName);
  const names = [...new Set([...state.schema_names, ...drafts.map(({ schema }) => schema.name)])];
  const defaultName = state.default_schema_name ?? (names.includes(schemaName) ? schemaName : (names[0] ?? null));
  return nextStateVersion({ ...state, sources, schema_names: names, default_schema_name: defaultName, destination_name: destination.name });
}

/** The state travels as a row of its own table, in the first package, when it changed. */
async function writeState(draft: Draft, state: PipelineState, sink: ExtractionSink): Promise<PackageJob> {
  updateTable(draft.schema, stateTable());
  refreshVersion(draft.schema);
  const startedAt = now();
  const file = printJobFile(newJobFile(stateTableName, "typed-jsonl", false));
  const writer = await sink.files.create(`${sink.folder(draft.loadId)}/${file}`);
  writer.write(`${encodeRows([await stateRow(state)], { resource: stateTableName, table: stateTableName, firstRow: 1 })}\n`);
  await writer.close();
  return { file, table: stateTableName, resource: stateTableName, rows: 1, bytes: writer.bytesWritten, state: "new_jobs", startedAt, finishedAt: now(), worker: "main" };
}

function manifestOf({ loadId, createdAt, schema, before, jobs, replacedTables, droppedTables }: Draft, state: PipelineState): PackageManifest {
  const filled = new Set(jobs.map(({ table }) => table));
  return {
    version: 1,
    loadId,
    schemaName: schema.name,
    state: "extracted",
    createdAt,
    completedAt: null,
    jobs,
    replacedTables: [...replacedTables].filter((table) => filled.has(table) || tableOf(schema, table)?.["x-normalizer"]?.["seen-data"] === true),
    ...(droppedTables.size === 0 ? {} : { droppedTables: [...droppedTables] }),
    updatedTables: Object.keys(schema.tables).filter((name) => before === undefined || tableOf(before, name) === undefined),
    pipelineState: state,
  };
}
