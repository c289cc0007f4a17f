/** The extract stage for one source: its selected resources, drawn in turn, into the files of one load package. */
import { CodedError, fillTemplate } from "../../diagnostic/codedError.ts";
import { extractConfig, extractWriterConfig } from "../config/settings.ts";
import type { ConfigContext, ExplicitConfig } from "../config/settings.ts";
import { pipelineError, pipelineErrors } from "../errors.ts";
import type { PipelineEvent, PipelineHost } from "../host.ts";
import { admitTable } from "../schema/contract.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { applySourceSettings } from "../schema/sourceSettings.ts";
import { tableOfHints } from "../schema/tableHints.ts";
import type { StoredSchema } from "../schema/types.ts";
import { refreshVersion } from "../schema/versionHash.ts";
import type { FileStore } from "../storage/fileStore.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { BufferedWriter } from "./bufferedWriter.ts";
import { openPipe } from "./pipe.ts";
import type { Pipe } from "./pipe.ts";
import { pump } from "./pump.ts";
import type { AnyResource, ResourceSpec } from "./resource.ts";
import type { Source } from "./source.ts";
import type { Item } from "./steps.ts";

export interface ExtractContext {
  readonly host: PipelineHost;
  readonly report: (event: PipelineEvent) => void;
  readonly files: FileStore;
  readonly pipelineName: string;
  /** Folder for the job files. */
  readonly folder: string;
  /** Changed in place: the tables of the resources are added. */
  readonly schema: StoredSchema;
  readonly config: ExplicitConfig;
  /** Hints that `extract` and `run` give for all resources; they win. */
  readonly hints: RunHints;
  /** State of sources, by schema name: the `sources` part of the state that is saved when the extract succeeds. Changed in place. */
  readonly sourceState: Record<string, unknown>;
  /** Told of each file as it is closed. */
  readonly onFile?: ((job: PackageJob) => void) | undefined;
}

export interface RunHints {
  readonly tableName?: string | undefined;
  readonly writeDisposition?: ResourceSpec["writeDisposition"];
  readonly primaryKey?: string | readonly string[] | undefined;
  readonly columns?: ResourceSpec["columns"] | undefined;
  readonly schemaContract?: ResourceSpec["schemaContract"] | undefined;
}

export interface ExtractedSource {
  readonly jobs: readonly PackageJob[];
  /** Root tables of `replace` resources, also of those that gave no row. */
  readonly replacedTables: readonly string[];
}

/**
 * Extracts a source. On an error nothing is committed: the caller removes the package's folder.
 *
 * @throws E452 for an error of a resource's own code, which is its `cause`; E453 and E455 for bad rows; E460 on a full disk
 */
export async function extractSource(source: Source, context: ExtractContext): Promise<ExtractedSource> {
  const { host, report, pipelineName, config } = context;
  const place: ConfigContext = { pipelineName, sourceSection: source.section, sourceName: source.name };
  const tables = new SourceTables(context, place);
  const contract = context.hints.schemaContract ?? source.settings.schemaContract;
  applySourceSettings(context.schema, `Source \`${source.name}\``, { ...source.settings, schemaContract: contract });
  const pipes = source.selectedResources.map(openPipe);
  for (const resource of source.selectedResources) {
    if (resource.spec.parallelized) report({ type: "warning", pipeline: pipelineName, code: "E457", message: fillTemplate(pipelineErrors.E457.message, { resource: resource.name }) });
    tables.replaceIfAsked(resource);
  }
  try {
    await pump(pipes.map((pipe) => namingErrors(pipe, tables, host)), {
      order: extractConfig(place, config).nextItemMode,
      host,
      take: (pipe, item) => tables.write(pipe.resource, item),
      onPause: () => tables.report(),
    });
    const jobs = await tables.close();
    tables.report(true);
    refreshVersion(context.schema);
    return { jobs, replacedTables: tables.replaced };
  } catch (error) {
    await tables.discard();
    throw error;
  }
}

/** The writers of a source's tables, made when the first row of a table arrives. */
class SourceTables {
  readonly #context: ExtractContext;
  readonly #place: ConfigContext;
  readonly #writers = new Map<string, BufferedWriter>();
  readonly #tableNames = new Map<string, string>();
  readonly #replaced = new Set<string>();
  /** Tables that a contract keeps out: their rows are dropped. */
  readonly #refused = new Set<string>();
  readonly #rows = new Map<string, number>();
  #lastReport = 0;

  constructor(context: ExtractContext, place: ConfigContext) {
    this.#context = context;
    this.#place = place;
  }

  get replaced(): readonly string[] {
    return [...this.#replaced];
  }

  #dispositionOf(spec: AnyResource["spec"]): NonNullable<ResourceSpec["writeDisposition"]> {
    return this.#context.hints.writeDisposition ?? spec.writeDisposition ?? "append";
  }

  #isReplaced(spec: AnyResource["spec"]): boolean {
    const disposition = this.#dispositionOf(spec);
    return (typeof disposition === "string" ? disposition : disposition.disposition) === "replace";
  }

  /** A `replace` resource empties its table also when it gives no row, if the table has ever had rows. */
  replaceIfAsked(resource: AnyResource): void {
    if (this.#isReplaced(resource.spec) && typeof resource.spec.tableName !== "function") this.tableFor(resource, undefined);
  }

  /** Rows that a resource has given so far. */
  rowsOf(resource: AnyResource): number {
    return this.#rows.get(resource.name) ?? 0;
  }

  write(resource: AnyResource, item: Item): Promise<void> | undefined {
    const count = Array.isArray(item) ? item.length : 1;
    this.#rows.set(resource.name, (this.#rows.get(resource.name) ?? 0) + count);
    const { tableName } = resource.spec;
    if (typeof tableName !== "function") return this.#writerFor(resource, undefined)?.write(item);
    return this.#writeByTable(resource, Array.isArray(item) ? item : [item], tableName);
  }

  /** The normalized name of a resource's table; its hints go into the schema when the name is met first. */
  tableFor(resource: AnyResource, dynamicName: string | undefined): string {
    const { spec } = resource;
    const { hints, schema } = this.#context;
    const name = dynamicName ?? hints.tableName ?? (typeof spec.tableName === "string" ? spec.tableName : spec.name);
    const key = `${spec.name}\n${name}`;
    const known = this.#tableNames.get(key);
    if (known !== undefined) return known;
    const table = tableOfHints(namingConvention(schema.normalizers.names), {
      name,
      resource: spec.name,
      writeDisposition: this.#dispositionOf(spec),
      primaryKey: hints.primaryKey ?? spec.primaryKey,
      mergeKey: spec.mergeKey,
      columns: { ...spec.columns, ...hints.columns },
      maxTableNesting: spec.maxTableNesting,
      description: spec.description,
      schemaContract: hints.schemaContract ?? spec.schemaContract,
    });
    if (!admitTable(schema, table)) this.#refused.add(table.name);
    if (this.#isReplaced(spec) && !this.#refused.has(table.name)) this.#replaced.add(table.name);
    this.#tableNames.set(key, table.name);
    return table.name;
  }

  async close(): Promise<PackageJob[]> {
    const jobs: PackageJob[] = [];
    for (const writer of this.#writers.values()) jobs.push(...(await writer.close()));
    return jobs;
  }

  async discard(): Promise<void> {
    for (const writer of this.#writers.values()) await writer.discard();
  }

  /** Tells the host how many rows each table has, at most ten times a second. */
  report(always = false): void {
    const { report, pipelineName } = this.#context;
    if (!always && performance.now() - this.#lastReport < 100) return;
    this.#lastReport = performance.now();
    for (const [counter, { rows }] of this.#writers) {
      report({ type: "progress", pipeline: pipelineName, stage: "extract", counter, value: rows, total: undefined, unit: "rows" });
    }
  }

  async #writeByTable(resource: AnyResource, rows: readonly unknown[], tableName: (row: never) => string): Promise<void> {
    const pages = new Map<string, unknown[]>();
    for (const [index, row] of rows.entries()) {
      const name: unknown = tableName(row as never);
      if (typeof name !== "string" || name.trim() === "") {
        throw pipelineError("E455", { resource: resource.name, value: JSON.stringify(name), row: this.rowsOf(resource) - rows.length + index + 1 });
      }
      const page = pages.get(name) ?? [];
      page.push(row);
      pages.set(name, page);
    }
    for (const [name, page] of pages) await this.#writerFor(resource, name)?.write(page);
  }

  /** Undefined for a table whose rows a contract drops. */
  #writerFor(resource: AnyResource, dynamicName: string | undefined): BufferedWriter | undefined {
    const table = this.tableFor(resource, dynamicName);
    if (this.#refused.has(table)) return undefined;
    const known = this.#writers.get(table);
    if (known !== undefined) return known;
    const { files, folder, config } = this.#context;
    const writer = new BufferedWriter({ files, folder, table, resource: resource.name, config: extractWriterConfig(this.#place, config) });
    this.#writers.set(table, writer);
    return writer;
  }
}

/** The pipe with its errors saying whose they are. What stopped the run, and our own errors, pass as they are. */
function namingErrors(pipe: Pipe, tables: SourceTables, host: PipelineHost): Pipe {
  const explain = (error: unknown): unknown => {
    if (error instanceof CodedError || !(error instanceof Error) || error.name === "Interrupted" || error.name === "StopSignal" || host.signal()?.aborted) return error;
    const failed = pipelineError("E452", { resource: pipe.resource.name, rows: tables.rowsOf(pipe.resource), reason: `${error.name}: ${error.message}` }, { cause: error });
    if (error.stack !== undefined) failed.stack = error.stack;
    return failed;
  };
  return {
    resource: pipe.resource,
    next() {
      try {
        const turn = pipe.next();
        if (!(turn instanceof Promise)) return turn;
        return turn.catch((error: unknown) => {
          throw explain(error);
        });
      } catch (error) {
        throw explain(error);
      }
    },
    close: () => pipe.close(),
  };
}
