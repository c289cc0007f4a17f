/** One package on its way through a `run`: files are normalized as extract closes them, and loaded as they are normalized. */
import { normalizeConfig } from "../config/settings.ts";
import type { LoaderFileFormat } from "../formats/format.ts";
import type { Growth, PackageTransaction } from "../load/packageTransaction.ts";
import type { NormalizedPackage } from "../normalize/package.ts";
import { PackageNormalizer } from "../normalize/packageNormalizer.ts";
import type { NormalizePool } from "../normalize/pool.ts";
import { nullOnlyWarnings } from "../schema/nullOnly.ts";
import { tableChain, tableOf } from "../schema/schema.ts";
import type { StoredSchema } from "../schema/types.ts";
import { newJobFile, parseJobFile, printJobFile } from "../storage/jobFile.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { now } from "../trace/clock.ts";
import type { StageContext } from "./context.ts";
import { reportNormalize } from "./stageProgress.ts";
import type { Draft } from "./extraction.ts";

export interface PackageFlowSpec {
  readonly context: StageContext;
  readonly draft: Draft;
  readonly pool: NormalizePool;
  /** Folder in the work folder where normalized files go. */
  readonly folder: string;
  /** The format of the files of a root table. */
  formatOf(table: string): LoaderFileFormat;
  /** A file that extract closed: from a path that workers can open, or from memory. */
  sourceOf(job: PackageJob): { readonly opfsPath: string } | { read(): Promise<Uint8Array> };
  /** A file that extract closed is not read again. */
  onDone(job: PackageJob): void;
}

export class PackageFlow {
  readonly draft: Draft;
  /** Normalized files. */
  readonly jobs: PackageJob[] = [];
  readonly normalizer: PackageNormalizer;
  readonly #spec: PackageFlowSpec;
  readonly #extracted = new Map<string, PackageJob>();
  readonly #tables = new Set<string>();
  #schema: StoredSchema | undefined;
  #growth: Growth | undefined;
  #transaction: PackageTransaction | undefined;

  constructor(spec: PackageFlowSpec) {
    const { context, draft, pool } = spec;
    const settings = normalizeConfig({ pipelineName: context.pipelineName }, context.config);
    this.#spec = spec;
    this.draft = draft;
    this.normalizer = new PackageNormalizer({
      loadId: draft.loadId,
      schema: draft.schema,
      workers: settings.workers,
      fileOrder: settings.fileOrder,
      // While extract keeps this thread busy, a worker alone would wait for each next file.
      ahead: settings.workers === 1 ? 2 : 1,
      fileMaxItems: settings.writer.fileMaxItems,
      host: context.host,
      pool,
      onFile: (file, _extracted, schema) => this.#store(file, schema),
      onDone: ({ name }) => {
        const job = this.#extracted.get(name);
        if (job !== undefined) spec.onDone(job);
      },
      onProgress: (progress) => reportNormalize(context, { schema: draft.schema.name, loadId: draft.loadId }, progress),
    });
  }

  /** Takes a file that extract closed. */
  add(job: PackageJob): void {
    this.#extracted.set(job.file, job);
    this.normalizer.add({ name: job.file, table: job.table, bytes: job.bytes, compressed: parseJobFile(job.file).compressed, source: this.#spec.sourceOf(job), fileFormat: this.#spec.formatOf(job.table) });
  }

  /** Loads from here on: what is normalized already is read from its files, what comes is handed on. */
  async loadInto(transaction: PackageTransaction): Promise<void> {
    const { context, folder } = this.#spec;
    const before = [...this.jobs];
    this.#transaction = transaction;
    for (const job of before) await transaction.add(job, { read: () => context.session.files.read(`${folder}/${job.file}`) }, this.#growthWith(job.table, this.#schema ?? this.draft.schema));
  }

  /** Waits until all files are normalized, and tells of columns that got no type. */
  async normalized(): Promise<NormalizedPackage> {
    const { report, pipelineName } = this.#spec.context;
    const normalized = await this.normalizer.finish();
    for (const warning of nullOnlyWarnings(normalized.schema.name, normalized.nullOnlyColumns)) report({ type: "warning", pipeline: pipelineName, ...warning });
    return normalized;
  }

  /** All that the package holds, for the end of its load. */
  growth(schema: StoredSchema, replacedTables: readonly string[]): Growth {
    return { schema, tables: [...this.#tables], replacedTables, revision: (this.#growth?.revision ?? 0) + 1 };
  }

  /** Gives up; never rejects. */
  async abort(): Promise<void> {
    this.normalizer.abort();
    await this.#transaction?.abort();
    await this.normalizer.working.catch(() => undefined);
  }

  async #store({ table, rows, columns, bytes }: { readonly table: string; readonly rows: number; readonly columns: readonly string[]; readonly bytes: Uint8Array }, schema: StoredSchema): Promise<void> {
    const { context, folder, formatOf } = this.#spec;
    const root = tableChain(schema, table).at(-1)?.name ?? table;
    const file = printJobFile(newJobFile(table, formatOf(root), false));
    const startedAt = now();
    const job: PackageJob = { file, table, rows, columns, bytes: bytes.byteLength, state: "new_jobs" };
    await context.session.files.writeBytes(`${folder}/${file}`, bytes);
    this.jobs.push({ ...job, startedAt, finishedAt: now() });
    this.#schema = schema;
    await this.#transaction?.add(job, { bytes }, this.#growthWith(table, schema));
  }

  /** Tables and schema with which a file of `table` can be written; the same object as long as nothing is new. */
  #growthWith(table: string, schema: StoredSchema): Growth {
    const known = this.#growth;
    if (known !== undefined && known.schema === schema && this.#tables.has(table)) return known;
    this.#tables.add(table);
    const roots = [...this.#tables].map((name) => tableChain(schema, name).at(-1)?.name ?? name);
    const replacedTables = [...new Set([...roots.filter((name) => tableOf(schema, name)?.write_disposition === "replace"), ...this.draft.replacedTables])].filter((name) => roots.includes(name) || tableOf(schema, name)?.["x-normalizer"]?.["seen-data"] === true);
    this.#growth = { schema, tables: [...this.#tables], replacedTables, revision: (known?.revision ?? 0) + 1 };
    return this.#growth;
  }
}
