/** One load package on its way through a sink: file by file, batch by batch. */
import { pipelineError } from "../../errors.ts";
import { decodeFile } from "../../formats/decodeFile.ts";
import { encodeFile } from "../../formats/encodeFile.ts";
import { tableChain, tableOf } from "../../schema/schema.ts";
import type { StoredSchema, TableSchema } from "../../schema/types.ts";
import { jobId, parseJobFile } from "../../storage/jobFile.ts";
import type { LoadJob, PackageGrowth, PackageLoad, PackageToLoad, PreparedJob } from "../destination.ts";
import { isTerminal } from "../terminalError.ts";
import type { DeliveryNotes } from "./deliveryNotes.ts";
import type { SinkFile } from "./sink.ts";
import { isDltName, withoutDltColumns } from "./readySink.ts";
import type { ReadySink } from "./readySink.ts";
import { SinkItems } from "./sinkItems.ts";

export class SinkPackageLoad implements PackageLoad {
  readonly #sink: ReadySink;
  readonly #notes: DeliveryNotes;
  #schema: StoredSchema;

  constructor(sink: ReadySink, load: PackageToLoad, notes: DeliveryNotes) {
    this.#sink = sink;
    this.#schema = load.schema;
    this.#notes = notes;
  }

  async extend({ schema }: PackageGrowth): Promise<void> {
    this.#schema = schema;
  }

  async prepare(job: LoadJob): Promise<PreparedJob> {
    const { read, ...described } = job;
    if (this.#isSkipped(job.table)) return { ...described, bytes: new Uint8Array(0) };
    const decoded = await decodeFile(job.format, await read(), tableOf(this.#schema, job.table) ?? { name: job.table, columns: {} });
    return { ...described, ...decoded, format: "arrow" };
  }

  async write(job: PreparedJob): Promise<void> {
    if (this.#isSkipped(job.table)) return;
    const table = this.#tableFor(job.table);
    const items = new SinkItems(job.bytes, table, this.#sink.skipsDlt);
    const { format, batchSize } = this.#sink;
    const id = jobId(parseJobFile(job.file));
    if (batchSize === 0) {
      if (this.#notes.rowsOf(id) >= job.rows && job.rows > 0) return;
      const file: SinkFile = { name: jobId({ ...parseJobFile(job.file), format }), format, bytes: await encodeFile(format, items.bytes, table) };
      return this.#deliver(id, table, file, { from: 0, to: job.rows, batch: 1 });
    }
    for (let from = this.#notes.rowsOf(id); from < job.rows; from += batchSize) {
      const to = Math.min(from + batchSize, job.rows);
      const batch = format === "jsonl" ? items.rows(from, to) : items.arrow(from, to);
      await this.#deliver(id, table, batch, { from, to, batch: Math.floor(from / batchSize) + 1 });
    }
  }

  /** Nothing to note: that its files are delivered is in the package's folder, and the package leaves it now. */
  complete(): Promise<void> {
    return this.#notes.save();
  }

  abort(): Promise<void> {
    return this.#notes.save();
  }

  async #deliver(job: string, table: TableSchema, items: unknown, { from, to, batch }: { readonly from: number; readonly to: number; readonly batch: number }): Promise<void> {
    try {
      await this.#sink.call(items, table, ...this.#sink.args);
    } catch (cause) {
      await this.#notes.save();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw pipelineError(isTerminal(cause) ? "E861" : "E860", { sink: this.#sink.name, table: table.name, batch, from: from + 1, to, reason }, { cause });
    }
    await this.#notes.note(job, to);
  }

  #isSkipped(table: string): boolean {
    return this.#sink.skipsDlt && isDltName(table);
  }

  /** The table with what it has from its root. */
  #tableFor(name: string): TableSchema {
    const table = tableOf(this.#schema, name) ?? { name, columns: {} };
    const disposition = tableChain(this.#schema, name).at(-1)?.write_disposition;
    const whole: TableSchema = disposition === undefined ? table : { ...table, write_disposition: disposition };
    return this.#sink.skipsDlt ? withoutDltColumns(whole) : whole;
  }
}
