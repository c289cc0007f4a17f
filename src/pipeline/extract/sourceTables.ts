/** The tables of a source under extract: their hints go into the schema, and their rows into files. */
import { extractWriterConfig } from "../config/settings.ts";
import type { ConfigContext } from "../config/settings.ts";
import { pipelineError } from "../errors.ts";
import { admitTable } from "../schema/contract.ts";
import { namingConvention } from "../schema/naming/convention.ts";
import { tableOfHints } from "../schema/tableHints.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { BufferedWriter } from "./bufferedWriter.ts";
import type { ExtractContext } from "./extractSource.ts";
import { changeHints, mergeColumns } from "./hints.ts";
import { EmptyTable } from "./marks.ts";
import type { ItemMarks } from "./marks.ts";
import { EncodedRows } from "./parallel/encodedRows.ts";
import type { AnyResource, ResourceSpec } from "./resource.ts";
import type { Item } from "./steps.ts";

type AnySpec = AnyResource["spec"];

/** A resource under extract: marks may have changed its hints. */
interface Extracted {
  readonly resource: AnyResource;
  spec: AnySpec;
  /** Hints of tables of their own, by table name. */
  readonly variants: Map<string, AnySpec>;
  /** Marks that were looked at last: many items share one. */
  lastMarks: ItemMarks | undefined;
  rows: number;
}

export class SourceTables {
  readonly #context: ExtractContext;
  readonly #place: ConfigContext;
  readonly #extracted = new Map<AnyResource, Extracted>();
  readonly #writers = new Map<string, BufferedWriter>();
  /** Normalized names of tables whose hints are in the schema, by resource and given name. */
  readonly #tableNames = new Map<Extracted, Map<string, string>>();
  readonly #replaced = new Set<string>();
  /** Tables that a contract keeps out: their rows are dropped. */
  readonly #refused = new Set<string>();
  #lastReport = 0;

  constructor(context: ExtractContext, place: ConfigContext) {
    this.#context = context;
    this.#place = place;
  }

  /** Root tables of `replace` resources. */
  get replaced(): readonly string[] {
    return [...this.#replaced];
  }

  /** Whether what a resource gives replaces its table. */
  isReplaced(spec: AnySpec): boolean {
    const disposition = this.#dispositionOf(spec);
    return (typeof disposition === "string" ? disposition : disposition.disposition) === "replace";
  }

  /** A `replace` resource empties its table also when it gives no row, if the table has ever had rows. */
  replaceIfAsked(resource: AnyResource): void {
    if (this.isReplaced(resource.spec) && typeof resource.spec.tableName !== "function") this.#tableFor(this.#of(resource), undefined);
  }

  /** Rows that a resource has given so far. */
  rowsOf(resource: AnyResource): number {
    return this.#extracted.get(resource)?.rows ?? 0;
  }

  /**
   * Takes what a resource gave. A promise is to be waited for before the next call.
   *
   * @param worker the extract worker that made it
   * @throws E453 and E455 for rows, E815 for marks; what tables and contracts refuse
   */
  write(resource: AnyResource, item: Item, marks: ItemMarks | undefined, worker?: string): Promise<void> | undefined {
    const extracted = this.#of(resource);
    if (marks?.hints !== undefined && marks !== extracted.lastMarks) this.#applyMarks(extracted, marks);
    extracted.lastMarks = marks;
    extracted.rows += item instanceof EncodedRows ? item.rows : Array.isArray(item) ? item.length : 1;
    const { tableName } = extracted.spec;
    if (typeof tableName === "function") return this.#writeByTable(extracted, rowsIn(item), tableName, worker);
    const named = marks?.createTableVariant === true ? (marks.hints?.tableName as string) : marks?.tableName;
    if (Array.isArray(item) && item.length === 0) {
      if (item instanceof EmptyTable) return this.#writerFor(extracted, named)?.write(new EncodedRows({ bytes: new TextEncoder().encode("[]"), rows: 0 }));
      return undefined;
    }
    return this.#writerFor(extracted, named)?.write(item, worker);
  }

  /** Writes what is left. @returns the files, table by table */
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
    if (!always && performance.now() - this.#lastReport < 100) return;
    this.#lastReport = performance.now();
    for (const [counter, { rows }] of this.#writers) {
      this.#progress(counter, rows, undefined, "rows");
    }
  }

  /** Tells how many of the source's resources have ended. */
  reportResources(ended: number, total: number): void {
    this.#progress("Resources", ended, total, "resources");
  }

  #progress(counter: string, value: number, total: number | undefined, unit: "rows" | "resources"): void {
    const { report, pipelineName, schema } = this.#context;
    report({ type: "progress", pipeline: pipelineName, stage: "extract", schema: schema.name, counter, value, total, unit });
  }

  #of(resource: AnyResource): Extracted {
    const known = this.#extracted.get(resource);
    if (known !== undefined) return known;
    const extracted: Extracted = { resource, spec: resource.spec, variants: new Map(), lastMarks: undefined, rows: 0 };
    this.#extracted.set(resource, extracted);
    return extracted;
  }

  #dispositionOf(spec: AnySpec): NonNullable<ResourceSpec["writeDisposition"]> {
    return this.#context.hints.writeDisposition ?? spec.writeDisposition ?? "append";
  }

  #applyMarks(extracted: Extracted, { hints = {}, createTableVariant }: ItemMarks): void {
    if (createTableVariant === true) {
      const { tableName } = hints;
      if (typeof tableName !== "string" || tableName === "") throw pipelineError("E815", { resource: extracted.resource.name });
      const { tableName: _own, ...base } = extracted.variants.get(tableName) ?? extracted.spec;
      extracted.variants.set(tableName, changeHints(base as AnySpec, hints));
      this.#tableNames.get(extracted)?.delete(tableName);
      return;
    }
    extracted.spec = changeHints(extracted.spec, hints);
    this.#tableNames.delete(extracted);
  }

  /** The normalized name of a table; its hints go into the schema when the name is met first. */
  #tableFor(extracted: Extracted, named: string | undefined): string {
    const { hints, schema } = this.#context;
    const { spec: own, resource } = extracted;
    const name = named ?? hints.tableName ?? (typeof own.tableName === "string" ? own.tableName : resource.name);
    const names = this.#tableNames.get(extracted) ?? new Map<string, string>();
    this.#tableNames.set(extracted, names);
    const known = names.get(name);
    if (known !== undefined) return known;
    const spec = extracted.variants.get(name) ?? own;
    const table = tableOfHints(namingConvention(schema.normalizers.names), {
      name,
      resource: resource.name,
      writeDisposition: this.#dispositionOf(spec),
      primaryKey: hints.primaryKey ?? spec.primaryKey,
      mergeKey: spec.mergeKey,
      columns: mergeColumns(spec.columns, hints.columns),
      maxTableNesting: spec.maxTableNesting,
      description: spec.description,
      fileFormat: spec.fileFormat,
      schemaContract: hints.schemaContract ?? spec.schemaContract,
    });
    if (!admitTable(schema, table)) this.#refused.add(table.name);
    if (this.isReplaced(spec) && !this.#refused.has(table.name)) this.#replaced.add(table.name);
    names.set(name, table.name);
    return table.name;
  }

  async #writeByTable(extracted: Extracted, rows: readonly unknown[], tableName: (row: never) => string, worker: string | undefined): Promise<void> {
    const pages = new Map<string, unknown[]>();
    for (const [index, row] of rows.entries()) {
      const name: unknown = tableName(row as never);
      if (typeof name !== "string" || name.trim() === "") {
        throw pipelineError("E455", { resource: extracted.resource.name, value: JSON.stringify(name), row: extracted.rows - rows.length + index + 1 });
      }
      const page = pages.get(name) ?? [];
      page.push(row);
      pages.set(name, page);
    }
    for (const [name, page] of pages) await this.#writerFor(extracted, name)?.write(page, worker);
  }

  /** Undefined for a table whose rows a contract drops. */
  #writerFor(extracted: Extracted, named: string | undefined): BufferedWriter | undefined {
    const table = this.#tableFor(extracted, named);
    if (this.#refused.has(table)) return undefined;
    const known = this.#writers.get(table);
    if (known !== undefined) return known;
    const { files, folder, config, onFile } = this.#context;
    const writer = new BufferedWriter({ files, folder, table, resource: extracted.resource.name, config: extractWriterConfig(this.#place, config), onFile });
    this.#writers.set(table, writer);
    return writer;
  }
}

function rowsIn(item: Item): readonly unknown[] {
  if (item instanceof EncodedRows) return item.decode().flat(1);
  return Array.isArray(item) ? item : [item];
}
