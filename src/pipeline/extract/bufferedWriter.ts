/** Writes the rows of one table: a buffer of rows, one line per flush, a new file when one is full (dlt: buffered data writer). */
import type { WriterConfig } from "../config/settings.ts";
import type { FileStore, FileWriter } from "../storage/fileStore.ts";
import { newJobFile, printJobFile } from "../storage/jobFile.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { encodeRows } from "../storage/typedJson.ts";
import { now } from "../trace/clock.ts";

export interface BufferedWriterSpec {
  readonly files: FileStore;
  /** Folder of the files, e.g. `…/new_jobs`. */
  readonly folder: string;
  readonly table: string;
  readonly resource: string;
  readonly config: WriterConfig;
}

/**
 * A file is closed at this size though no limit is set: what follows holds a whole file in memory.
 * dlt leaves this to the destination, and sets none for DuckDB.
 */
const largestFileBytes = 64 * 1024 * 1024;

export class BufferedWriter {
  readonly #spec: BufferedWriterSpec;
  readonly #maxBytes: number;
  readonly #jobs: PackageJob[] = [];
  #buffer: unknown[] = [];
  /** When the first row of the next file arrived. */
  #begun: number | undefined;
  #file: { readonly name: string; readonly writer: FileWriter; rows: number; readonly startedAt: number } | undefined;
  /** Rows handed in so far. */
  rows = 0;

  constructor(spec: BufferedWriterSpec) {
    this.#spec = spec;
    this.#maxBytes = spec.config.fileMaxBytes ?? largestFileBytes;
  }

  /**
   * Takes a row, or a page of rows, which is never split between files. Most calls only fill the buffer; a promise is
   * returned when a file must be opened or closed, and the next call must wait for it.
   */
  write(item: unknown): Promise<void> | undefined {
    const buffer = this.#buffer;
    if (buffer.length === 0) this.#begun ??= now();
    if (Array.isArray(item)) {
      if (buffer.length === 0) this.#buffer = item.slice();
      else for (const row of item) buffer.push(row);
      this.rows += item.length;
    } else {
      buffer.push(item);
      this.rows++;
    }
    if (this.#buffer.length < this.#spec.config.bufferMaxItems) return undefined;
    if (this.#file === undefined) return this.#openAndFlush();
    this.#flush(this.#file);
    return this.#isFull(this.#file) ? this.#closeFile() : undefined;
  }

  /** Writes what is left. Returns the files, in the order in which they were begun. */
  async close(): Promise<readonly PackageJob[]> {
    if (this.#buffer.length > 0) {
      if (this.#file === undefined) await this.#openAndFlush();
      else this.#flush(this.#file);
    }
    await this.#closeFile();
    return this.#jobs;
  }

  /** Drops the open file and the buffer. Files that were full stay; the package's folder is removed by its owner. */
  async discard(): Promise<void> {
    this.#buffer = [];
    const file = this.#file;
    this.#file = undefined;
    await file?.writer.discard();
  }

  async #openAndFlush(): Promise<void> {
    const name = printJobFile(newJobFile(this.#spec.table, "typed-jsonl", false));
    const writer = await this.#spec.files.create(`${this.#spec.folder}/${name}`);
    const file = { name, writer, rows: 0, startedAt: this.#begun ?? now() };
    this.#file = file;
    this.#flush(file);
    if (this.#isFull(file)) await this.#closeFile();
  }

  #flush(file: { readonly writer: FileWriter; rows: number }): void {
    const rows = this.#buffer;
    const { resource, table } = this.#spec;
    file.writer.write(`${encodeRows(rows, { resource, table, firstRow: this.rows - rows.length + 1 })}\n`);
    file.rows += rows.length;
    this.#buffer = [];
  }

  #isFull(file: { readonly writer: FileWriter; readonly rows: number }): boolean {
    return file.writer.bytesWritten >= this.#maxBytes || file.rows >= (this.#spec.config.fileMaxItems ?? Number.POSITIVE_INFINITY);
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    this.#begun = undefined;
    await file.writer.close();
    const { files, folder, table, resource, config } = this.#spec;
    const bytes = config.disableCompression ? file.writer.bytesWritten : await compressFile(files, `${folder}/${file.name}`);
    const name = config.disableCompression ? file.name : `${file.name}.gz`;
    this.#jobs.push({ file: name, table, resource, rows: file.rows, bytes, state: "new_jobs", startedAt: file.startedAt, finishedAt: now(), worker: "main" });
  }
}

/** Replaces a file by its gzip form, `path` + `.gz`. Returns the size of that. */
async function compressFile(files: FileStore, path: string): Promise<number> {
  const bytes = (await files.read(path)) as Uint8Array<ArrayBuffer>;
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  const compressed = new Uint8Array(await new Response(stream).arrayBuffer());
  await files.writeBytes(`${path}.gz`, compressed);
  await files.remove(path);
  return compressed.byteLength;
}
