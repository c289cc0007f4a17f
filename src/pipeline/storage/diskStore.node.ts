/** Files in a folder of this computer, for Node. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { access, mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipelineError } from "../errors.ts";
import { encodeChunks } from "./encodeChunks.ts";
import type { FileStore, FileWriter } from "./fileStore.ts";

/**
 * Opens a store in a folder, which is made when the first file is written. Pipelines and their loaded packages are found
 * there again by the next process. What was complete survives a killed process; a power cut may take what the system
 * has not written yet.
 *
 * Calls throw E461 for a file that is not there, E825 for everything else that the file system refuses.
 */
export function nodeFileStore(folder: string): FileStore {
  return new DiskFileStore(resolve(folder));
}

let lastNumber = 0;

class DiskFileStore implements FileStore {
  readonly kind = "node";
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Bytes are handed to workers. */
  opfsPath(): undefined {
    return undefined;
  }

  create(path: string): Promise<FileWriter> {
    return attempt("write", path, async () => {
      const place = this.#place(path);
      mkdirSync(dirname(place), { recursive: true });
      return new DiskFileWriter(path, place);
    });
  }

  read(path: string): Promise<Uint8Array> {
    return attempt("read", path, async () => {
      const bytes = await readFile(this.#place(path));
      // Small files share one buffer of Node's; a worker takes a whole one over.
      return bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
    });
  }

  async readText(path: string): Promise<string> {
    return new TextDecoder().decode(await this.read(path));
  }

  writeText(path: string, text: string): Promise<void> {
    return this.writeBytes(path, new TextEncoder().encode(text));
  }

  writeBytes(path: string, bytes: Uint8Array): Promise<void> {
    return attempt("write", path, async () => {
      const place = this.#place(path);
      const aside = asideOf(place);
      await mkdir(dirname(place), { recursive: true });
      try {
        await writeFile(aside, bytes);
        await rename(aside, place);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
    });
  }

  async exists(path: string): Promise<boolean> {
    return access(this.#place(path)).then(
      () => true,
      () => false,
    );
  }

  async size(path: string): Promise<number | undefined> {
    const facts = await stat(this.#place(path)).catch(() => undefined);
    return facts?.isFile() ? facts.size : undefined;
  }

  async list(directory: string): Promise<string[]> {
    try {
      const entries = await readdir(this.#place(directory), { withFileTypes: true });
      return entries
        .filter(({ name }) => !isAside(name))
        .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
        .sort();
    } catch (error) {
      if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
      throw refusal("list", directory, error);
    }
  }

  move(from: string, to: string): Promise<void> {
    return attempt("move", from, async () => {
      const target = this.#place(to);
      await mkdir(dirname(target), { recursive: true });
      await rename(this.#place(from), target);
    });
  }

  remove(path: string): Promise<void> {
    return attempt("remove", path, () => rm(this.#place(path), { recursive: true, force: true }));
  }

  #place(path: string): string {
    return join(this.#root, path);
  }
}

/** Writes beside the file's place, and moves there when it is complete. */
class DiskFileWriter implements FileWriter {
  readonly #path: string;
  readonly #place: string;
  readonly #aside: string;
  readonly #file: number;
  bytesWritten = 0;

  constructor(path: string, place: string) {
    this.#path = path;
    this.#place = place;
    this.#aside = asideOf(place);
    this.#file = openSync(this.#aside, "wx");
  }

  write(text: string): number {
    return encodeChunks(text, (bytes) => this.writeBytes(bytes));
  }

  writeBytes(bytes: Uint8Array): number {
    try {
      for (let at = 0; at < bytes.byteLength; ) at += writeSync(this.#file, bytes, at);
    } catch (error) {
      throw refusal("write", this.#path, error);
    }
    this.bytesWritten += bytes.byteLength;
    return bytes.byteLength;
  }

  close(): Promise<void> {
    return attempt("write", this.#path, async () => {
      closeSync(this.#file);
      await rename(this.#aside, this.#place);
    });
  }

  async discard(): Promise<void> {
    closeSync(this.#file);
    await rm(this.#aside, { force: true });
  }
}

/** A name next to the file's, which no list shows. */
function asideOf(place: string): string {
  return `${place}.${process.pid}-${(lastNumber += 1)}.partial`;
}

function isAside(name: string): boolean {
  return name.endsWith(".partial");
}

async function attempt<Result>(action: string, path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw refusal(action, path, error);
  }
}

function refusal(action: string, path: string, cause: unknown): Error {
  if (codeOf(cause) === "ENOENT") return pipelineError("E461", { path }, { cause });
  return pipelineError("E825", { action, path, reason: (cause as Error).message }, { cause });
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown }).code;
}
