/** One load package on its way into files: each job becomes one file, by name. */
import { pipelineError } from "../../errors.ts";
import { decodeFile } from "../../formats/decodeFile.ts";
import { encodeFile } from "../../formats/encodeFile.ts";
import { readCells } from "../../formats/cells.ts";
import type { PipelineHost } from "../../host.ts";
import { tableChain, tableOf } from "../../schema/schema.ts";
import { isSystemTable, stateTableName } from "../../schema/systemTables.ts";
import type { TableSchema } from "../../schema/types.ts";
import { parseJobFile } from "../../storage/jobFile.ts";
import type { LoadJob, PackageGrowth, PackageLoad, PackageToLoad, PreparedJob } from "../destination.ts";
import type { DatasetFiles, StateEntry } from "./datasetFiles.ts";
import type { Layout } from "./layout.ts";

/** What a package is written with. */
export interface FilesTarget {
  readonly dataset: DatasetFiles;
  readonly layout: Layout;
  readonly pipelineName: string;
  readonly host: Pick<PipelineHost, "report">;
}

export class FilesPackageLoad implements PackageLoad {
  readonly #target: FilesTarget;
  #load: PackageToLoad;
  readonly #states: StateEntry[] = [];

  constructor(target: FilesTarget, load: PackageToLoad) {
    this.#target = target;
    this.#load = load;
  }

  async begin(): Promise<void> {
    await this.#target.dataset.init();
    this.#warnOfMerge(this.#load.tables);
  }

  async extend(growth: PackageGrowth): Promise<void> {
    const known = new Set(this.#load.tables);
    this.#load = { ...this.#load, ...growth };
    this.#warnOfMerge(growth.tables.filter((table) => !known.has(table)));
  }

  /** Files that normalize left as Arrow become JSON lines. */
  async prepare(job: LoadJob): Promise<PreparedJob> {
    const { read, ...described } = job;
    const bytes = await read();
    if (job.format !== "arrow" || job.table === stateTableName) return { ...described, bytes };
    return { ...described, format: "jsonl", bytes: await encodeFile("jsonl", bytes, this.#table(job.table)) };
  }

  async write(job: PreparedJob): Promise<void> {
    if (job.table === stateTableName) return this.#takeState(job);
    const { layout, dataset } = this.#target;
    const { schema, loadId, createdAt } = this.#load;
    const { fileId } = parseJobFile(job.file);
    await dataset.write(layout.path({ schemaName: schema.name, tableName: job.table, loadId, fileId, ext: job.format, createdAt: new Date(createdAt) }), job.bytes);
  }

  /**
   * Tables that are replaced lose their older files here, when the new ones are there. A crash between this and the last
   * line leaves the package pending, and it is loaded again under the same names.
   */
  async complete(): Promise<void> {
    const { dataset, pipelineName } = this.#target;
    const { loadId, schema, replacedTables, insertedAt } = this.#load;
    const replaced = new Set(replacedTables.flatMap((root) => Object.keys(schema.tables).filter((name) => tableChain(schema, name).some((table) => table.name === root))));
    if (replaced.size > 0) await dataset.removeData((file) => replaced.has(file.table) && file.loadId !== loadId);
    for (const state of this.#states) await dataset.noteState(state);
    await dataset.noteSchema(schema, loadId, insertedAt);
    await dataset.noteLoad({ load_id: loadId, schema_name: schema.name, status: 0, inserted_at: insertedAt, schema_version_hash: schema.version_hash, pipeline_name: pipelineName });
  }

  /** Files stay: a job that is complete is not loaded again, and readers of the dataset leave out packages that are not. */
  abort(): Promise<void> {
    return Promise.resolve();
  }

  #table(name: string): TableSchema {
    return tableOf(this.#load.schema, name) ?? { name, columns: {} };
  }

  async #takeState(job: PreparedJob): Promise<void> {
    const { bytes } = await decodeFile(job.format, job.bytes, this.#table(job.table));
    for (const { rows, columns } of readCells(bytes, this.#table(job.table))) {
      for (let row = 0; row < rows; row++) {
        const cell = (name: string): string => columns.find((column) => column.name === name)?.text(row) ?? "";
        this.#states.push({ version: Number(cell("version")), engine_version: Number(cell("engine_version")), pipeline_name: cell("pipeline_name"), state: cell("state"), created_at: cell("created_at"), version_hash: cell("version_hash"), _dlt_load_id: this.#load.loadId });
      }
    }
  }

  #warnOfMerge(tables: readonly string[]): void {
    for (const name of tables) {
      const table = tableOf(this.#load.schema, name);
      if (table === undefined || table.parent !== undefined || isSystemTable(name) || table.write_disposition !== "merge") continue;
      const { message } = pipelineError("E866", { table: name });
      this.#target.host.report({ type: "warning", pipeline: this.#target.pipelineName, code: "E866", message });
    }
  }
}
