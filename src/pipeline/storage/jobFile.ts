/** Names of load job files: `table.id.retry.format`, with `.gz` after it when compressed (dlt: load package storage). */
import { pipelineError } from "../errors.ts";

export interface JobFile {
  readonly table: string;
  /** Ten hexadecimal characters. */
  readonly fileId: string;
  readonly retry: number;
  /** `typed-jsonl` after extract, `arrow` after normalize. */
  readonly format: string;
  readonly compressed: boolean;
}

/** @param file a name, or a path that ends in one. @throws E464 when the name does not have the four parts */
export function parseJobFile(file: string): JobFile {
  const match = /^(?<table>[^.]+)\.(?<fileId>[^.]+)\.(?<retry>\d+)\.(?<format>[^.]+?)(?<gz>\.gz)?$/.exec(file.slice(file.lastIndexOf("/") + 1))?.groups;
  if (match?.table === undefined || match.fileId === undefined || match.format === undefined) throw pipelineError("E464", { file });
  return { table: match.table, fileId: match.fileId, retry: Number(match.retry), format: match.format, compressed: match.gz !== undefined };
}

export function printJobFile(job: JobFile): string {
  return `${job.table}.${job.fileId}.${job.retry}.${job.format}${job.compressed ? ".gz" : ""}`;
}

/** The name without the retry count: it stays the same when a job is tried again. */
export function jobId(job: JobFile): string {
  return `${job.table}.${job.fileId}.${job.format}${job.compressed ? ".gz" : ""}`;
}

/** A new file of a table, with a random id. */
export function newJobFile(table: string, format: string, compressed: boolean): JobFile {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return { table, fileId: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""), retry: 0, format, compressed };
}
