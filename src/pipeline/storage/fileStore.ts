/**
 * Where a pipeline's work directory lives: OPFS in a browser, memory, or Node's file system. Paths are relative,
 * with `/`, and never start with one. A directory exists as long as it holds a file or was made.
 */
export interface FileStore {
  /** What it is, for messages and traces. */
  readonly kind: "opfs" | "memory" | "node";
  /** Path of a file from the origin's root, for workers that open it themselves; undefined while the file is not in OPFS: `read` it then. */
  opfsPath(path: string): string | undefined;
  /** Begins a new file that is written in pieces; parent directories are made. It is there once it is closed. Throws a coded error on a full disk, at the latest when it is closed. */
  create(path: string): Promise<FileWriter>;
  /** Whole file. Throws a coded error if it is not there. */
  read(path: string): Promise<Uint8Array>;
  readText(path: string): Promise<string>;
  /** Writes a whole small file so that readers see the old or the new content, never a part. */
  writeText(path: string, text: string): Promise<void>;
  writeBytes(path: string, bytes: Uint8Array): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Size in bytes; undefined if it is not there. */
  size(path: string): Promise<number | undefined>;
  /** Names directly under a directory; empty if it is not there. Directories end in `/`. */
  list(directory: string): Promise<string[]>;
  /** Moves a file or a whole directory in one step as far as the store can; the target must not exist. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file or a directory with all it holds; nothing happens if it is not there. */
  remove(path: string): Promise<void>;
}

/** An open file. Writes are synchronous where the store can: extract must not pay a promise per flush. */
export interface FileWriter {
  /** Appends; returns the number of bytes. */
  write(text: string): number;
  /** Appends bytes, which stay the caller's; returns their number. */
  writeBytes(bytes: Uint8Array): number;
  readonly bytesWritten: number;
  close(): Promise<void>;
  /** Closes and removes what was written. */
  discard(): Promise<void>;
}
