/** Writes the rows of one table: a buffer of rows, one line per flush, a new file when one is full (dlt: buffered data writer). */
import type { WriterConfig } from "../config/settings.ts";
import type { FileStore, FileWriter } from "../storage/fileStore.ts";
import { newJobFile, printJobFile } from "../storage/jobFile.ts";
import type { PackageJob } from "../storage/manifest.ts";
import { encodeRows } from "../storage/typedJson.ts";
import { now } from "../trace/clock.ts";
import { EncodedRows } from "./parallel/encodedRows.ts";
import { RowSize } from "./rowSize.ts";

export interface BufferedWriterSpec {
  readonly files: FileStore;
  /** Folder of the files, e.g. `…/new_jobs`. */
  readonly folder: string;
  readonly table: string;
  readonly resource: string;
  readonly config: WriterConfig;
  /** Told of each closed file, in the order in which they were begun. */
  readonly onFile?: ((job: PackageJob) => void) | undefined;
}

/**
 * A file is closed at this size though no limit is set: what follows holds a whole file in memory.
 * dlt leaves this to the destination, and sets none for DuckDB.
 */
const largestFileBytes = 64 * 1024 * 1024;

/**
 * Large rows are written out before the buffer is full, about when their text has this many characters, so that memory
 * does not grow with the size of a row. It does not count as a flush where files are rotated.
 */
const largestBufferChars = 4 * 1024 * 1024;

interface OpenFile {
  readonly name: string;
  readonly writer: FileWriter;
  readonly startedAt: number;
  readonly worker: string;
  rows: number;
}

export class BufferedWriter {
  readonly #spec: BufferedWriterSpec;
  readonly #maxBytes: number;
  readonly #jobs: PackageJob[] = [];
  readonly #rowSize = new RowSize();
  /** Rows that are not encoded yet; they come after the encoded ones. */
  #buffer: unknown[] = [];
  #encoded: EncodedRows[] = [];
  /** Rows since the last point at which the buffer was full. */
  #pending = 0;
  #bufferedChars = 0;
  /** When work on the first row of the next file began, and where. */
  #begun: number | undefined;
  #worker = "main";
  #file: OpenFile | undefined;
  /** Rows handed in so far. */
  rows = 0;

  constructor(spec: BufferedWriterSpec) {
    this.#spec = spec;
    this.#maxBytes = spec.config.fileMaxBytes ?? largestFileBytes;
  }

  /**
   * Takes a row, a page of rows, or rows that a worker encoded; pages are never split between files. Most calls only
   * fill the buffer; a promise is returned when a file must be opened or closed, and the next call must wait for it.
   *
   * @param worker where plain rows were made
   * @throws E453 for a row that cannot be stored
   */
  write(item: unknown, worker = "main"): Promise<void> | undefined {
    if (item instanceof EncodedRows) this.#takeEncoded(item);
    else this.#takeRows(item, worker);
    const isDue = this.#pending >= this.#spec.config.bufferMaxItems;
    if (!isDue && this.#bufferedChars < largestBufferChars) return undefined;
    if (this.#file === undefined) return this.#openAndFlush(isDue);
    this.#flush(this.#file);
    return this.#closeIfFull(this.#file, isDue);
  }

  /** Writes what is left. Returns the files, in the order in which they were begun. */
  async close(): Promise<readonly PackageJob[]> {
    if (this.#hasRows) {
      if (this.#file === undefined) await this.#openAndFlush(false);
      else this.#flush(this.#file);
    }
    await this.#closeFile();
    return this.#jobs;
  }

  /** Drops the open file and the buffer. Files that were full stay; the package's folder is removed by its owner. */
  async discard(): Promise<void> {
    this.#buffer = [];
    this.#encoded = [];
    const file = this.#file;
    this.#file = undefined;
    await file?.writer.discard();
  }

  get #hasRows(): boolean {
    return this.#buffer.length > 0 || this.#encoded.length > 0;
  }

  #begin(startedAt: number | undefined, worker: string): void {
    if (this.#begun !== undefined) return;
    this.#begun = startedAt ?? now();
    this.#worker = worker;
  }

  #takeRows(item: unknown, worker: string): void {
    const buffer = this.#buffer;
    if (buffer.length === 0) this.#begin(undefined, worker);
    if (!Array.isArray(item)) {
      buffer.push(item);
      this.#count(item, 1);
      return;
    }
    if (buffer.length === 0) this.#buffer = item.slice();
    else for (const row of item) buffer.push(row);
    this.#count(item[0], item.length);
  }

  #count(first: unknown, rows: number): void {
    this.rows += rows;
    this.#pending += rows;
    this.#bufferedChars += this.#rowSize.charsOf(first, rows);
  }

  #takeEncoded(item: EncodedRows): void {
    this.#begin(item.startedAt, item.worker);
    if (this.#buffer.length > 0) this.#encodeBuffer();
    this.#encoded.push(item);
    this.rows += item.rows;
    this.#pending += item.rows;
    this.#bufferedChars += item.bytes.byteLength;
  }

  /** Plain rows in front of encoded ones: they are encoded first, so that the order stays. */
  #encodeBuffer(): void {
    const rows = this.#buffer;
    this.#buffer = [];
    this.#encoded.push(new EncodedRows({ bytes: new TextEncoder().encode(encodeRows(rows, this.#originOf(rows))), rows: rows.length }));
  }

  #originOf(rows: readonly unknown[]) {
    const { resource, table } = this.#spec;
    return { resource, table, firstRow: this.rows - rows.length + 1 };
  }

  async #openAndFlush(isDue: boolean): Promise<void> {
    const name = printJobFile(newJobFile(this.#spec.table, "typed-jsonl", false));
    const writer = await this.#spec.files.create(`${this.#spec.folder}/${name}`);
    const file = { name, writer, rows: 0, startedAt: this.#begun ?? now(), worker: this.#worker };
    this.#file = file;
    this.#flush(file);
    await this.#closeIfFull(file, isDue);
  }

  /** One flush is one line: a list of all buffered rows. */
  #flush(file: OpenFile): void {
    if (this.#encoded.length === 0) {
      const rows = this.#buffer;
      file.writer.write(`${encodeRows(rows, this.#originOf(rows))}\n`);
      file.rows += rows.length;
    } else {
      if (this.#buffer.length > 0) this.#encodeBuffer();
      file.writer.writeBytes(joinLists(this.#encoded));
      file.rows += this.#encoded.reduce((sum, { rows }) => sum + rows, 0);
      this.#encoded = [];
    }
    this.#buffer = [];
    this.#bufferedChars = 0;
  }

  /** Limits that were set are looked at when the buffer was full (`isDue`), and at no other moment. */
  #closeIfFull(file: OpenFile, isDue: boolean): Promise<void> | undefined {
    if (isDue) this.#pending = 0;
    const { bytesWritten } = file.writer;
    const isFull = isDue && (bytesWritten >= this.#maxBytes || file.rows >= (this.#spec.config.fileMaxItems ?? Number.POSITIVE_INFINITY));
    return isFull || bytesWritten >= largestFileBytes ? this.#closeFile() : undefined;
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
    const job: PackageJob = { file: name, table, resource, rows: file.rows, bytes, state: "new_jobs", startedAt: file.startedAt, finishedAt: now(), worker: file.worker };
    this.#jobs.push(job);
    this.#spec.onFile?.(job);
  }
}

const comma = 0x2c;
const lineFeed = 0x0a;

/** Lists in JSON bytes as one list and a line feed: the brackets between them become commas. */
function joinLists(lists: readonly EncodedRows[]): Uint8Array {
  const filled = lists.filter(({ rows }) => rows > 0);
  const [only] = filled;
  const size = filled.length === 0 ? 2 : filled.reduce((sum, { bytes }) => sum + bytes.byteLength - 1, 1);
  const line = new Uint8Array(size + 1);
  if (only === undefined) line.set([0x5b, 0x5d]);
  let at = 0;
  for (const { bytes } of filled) {
    line.set(at === 0 ? bytes : bytes.subarray(1), at);
    if (at > 0) line[at - 1] = comma;
    at += bytes.byteLength - (at === 0 ? 0 : 1);
  }
  line[size] = lineFeed;
  return line;
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
