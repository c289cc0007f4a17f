/**
 * Files in the browser's origin private file system, for use in a worker. A file that is being written keeps one
 * access handle open: each write is a message to another process whatever its size, each open costs milliseconds.
 */
import { pipelineError } from "../errors.ts";
import { encodeChunks } from "./encodeChunks.ts";
import type { FileStore, FileWriter } from "./fileStore.ts";
import { SpillingWriter } from "./spillingWriter.ts";

/** The synchronous handle that only workers get. */
interface SyncAccessHandle {
  read(buffer: Uint8Array, options?: { at?: number }): number;
  write(buffer: Uint8Array, options?: { at?: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** A file handle with what a worker in Chromium, Firefox and Safari has beyond the page's types. */
interface WorkerFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(options?: { mode: "readwrite" | "read-only" }): Promise<SyncAccessHandle>;
  /** Not in every browser. */
  move?(directory: FileSystemDirectoryHandle, name: string): Promise<void>;
}

/** End of the name of a file that is about to replace another one. What a crash leaves of such files is overwritten by the next. */
const partSuffix = ".part";

/** A file up to this size is written in one go when it is complete. */
const largestHeldBytes = 1024 * 1024;

/** A worker that was ended a moment ago may still hold a file; its handle is freed shortly after. */
const lockedRetryMs = [10, 30, 100, 300, 1000];

export class OpfsFileStore implements FileStore {
  readonly kind = "opfs";
  readonly #root: FileSystemDirectoryHandle;
  /** Path of the store from the origin's root. */
  readonly #folder: string;
  readonly #directories = new Map<string, Promise<FileSystemDirectoryHandle>>();

  private constructor(root: FileSystemDirectoryHandle, folder: string) {
    this.#root = root;
    this.#folder = folder;
  }

  /**
   * Opens the store at a folder of the origin, and proves with one small file that it can be written.
   *
   * @throws E460 when it is full; whatever the browser gives when there is no usable storage, and `openFileStore` falls back to memory then
   */
  static async open(folder: string): Promise<OpfsFileStore> {
    let directory = await navigator.storage.getDirectory();
    try {
      for (const name of folder.split("/")) directory = await directory.getDirectoryHandle(name, { create: true });
    } catch (error) {
      throw storageError(error, "make the folder", folder);
    }
    const store = new OpfsFileStore(directory, folder);
    const probe = `.probe-${crypto.randomUUID()}`;
    try {
      await store.writeBytes(probe, new TextEncoder().encode("ok"));
    } finally {
      await store.remove(probe);
    }
    return store;
  }

  opfsPath(path: string): string {
    return `${this.#folder}/${path}`;
  }

  async create(path: string): Promise<FileWriter> {
    return new SpillingWriter({
      limit: largestHeldBytes,
      open: async () => {
        const handle = await this.#run("write", path, async () => openHandle(await this.#file(path, true), "readwrite"));
        handle.truncate(0);
        return new OpfsFileWriter(path, handle, () => this.remove(path));
      },
      keep: (bytes) => this.writeBytes(path, bytes),
    });
  }

  async read(path: string): Promise<Uint8Array> {
    return this.#run("read", path, async () => {
      const handle = await openHandle(await this.#file(path, false), "read-only");
      try {
        const bytes = new Uint8Array(handle.getSize());
        handle.read(bytes, { at: 0 });
        return bytes;
      } finally {
        handle.close();
      }
    });
  }

  async readText(path: string): Promise<string> {
    return new TextDecoder().decode(await this.read(path));
  }

  async writeText(path: string, text: string): Promise<void> {
    await this.#replace(path, new TextEncoder().encode(text));
  }

  async writeBytes(path: string, bytes: Uint8Array): Promise<void> {
    await this.#run("write", path, async () => {
      const handle = await openHandle(await this.#file(path, true), "readwrite");
      try {
        handle.truncate(0);
        writeAll(handle, bytes, 0);
        handle.flush();
      } finally {
        handle.close();
      }
    });
  }

  async exists(path: string): Promise<boolean> {
    const { directory, name } = splitPath(path);
    const parent = await this.#existingDirectory(directory);
    if (parent === undefined) return false;
    return (await present(parent.getFileHandle(name))) !== undefined || (await present(parent.getDirectoryHandle(name))) !== undefined;
  }

  async size(path: string): Promise<number | undefined> {
    const { directory, name } = splitPath(path);
    const parent = await this.#existingDirectory(directory);
    const file = parent && (await present(parent.getFileHandle(name)));
    return file && (await file.getFile()).size;
  }

  async list(directory: string): Promise<string[]> {
    const handle = await this.#existingDirectory(directory);
    if (handle === undefined) return [];
    const names: string[] = [];
    try {
      for await (const [name, entry] of handle.entries()) if (!name.endsWith(partSuffix)) names.push(entry.kind === "directory" ? `${name}/` : name);
    } catch (error) {
      // The folder was removed meanwhile.
      if (!isNamed(error, "NotFoundError")) throw storageError(error, "list", directory);
      this.#directories.delete(directory);
      return [];
    }
    return names.sort();
  }

  async move(from: string, to: string): Promise<void> {
    await this.#run("move", from, async () => {
      const { directory, name } = splitPath(from);
      const parent = await this.#directory(directory, false);
      const file = await present(parent.getFileHandle(name));
      if (file !== undefined) return this.#moveFile(file as WorkerFileHandle, from, to);
      for (const inside of await this.list(from)) {
        const entry = inside.replace(/\/$/, "");
        await this.move(`${from}/${entry}`, `${to}/${entry}`);
      }
      await this.remove(from);
    });
  }

  async remove(path: string): Promise<void> {
    for (const known of this.#directories.keys()) {
      if (known === path || known.startsWith(`${path}/`)) this.#directories.delete(known);
    }
    const { directory, name } = splitPath(path);
    const parent = await this.#existingDirectory(directory);
    if (parent === undefined) return;
    await this.#run("remove", path, () =>
      whileLocked(async () => {
        await parent.removeEntry(name, { recursive: true }).catch((error: unknown) => {
          if (!isNamed(error, "NotFoundError")) throw error;
        });
      }),
    );
  }

  async #moveFile(file: WorkerFileHandle, from: string, to: string): Promise<void> {
    const target = splitPath(to);
    if (file.move) return file.move(await this.#directory(target.directory, true), target.name);
    await this.writeBytes(to, await this.read(from));
    await this.remove(from);
  }

  /**
   * Readers see the old content or the new: it is written under another name first. A writable stream is no help: it
   * makes an empty file before it is opened, and a crash would leave that.
   */
  async #replace(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const part = `${path}${partSuffix}`;
    await this.writeBytes(part, bytes);
    await this.#run("write", path, async () => this.#moveFile(await this.#file(part, false), part, path));
  }

  async #file(path: string, create: boolean): Promise<WorkerFileHandle> {
    const { directory, name } = splitPath(path);
    const parent = await this.#directory(directory, create);
    return (await parent.getFileHandle(name, { create })) as WorkerFileHandle;
  }

  #directory(path: string, create: boolean): Promise<FileSystemDirectoryHandle> {
    if (path === "") return Promise.resolve(this.#root);
    const known = this.#directories.get(path);
    if (known !== undefined) return known;
    const { directory, name } = splitPath(path);
    const handle = this.#directory(directory, create).then((parent) => parent.getDirectoryHandle(name, { create }));
    this.#directories.set(path, handle);
    handle.catch(() => this.#directories.delete(path));
    return handle;
  }

  #existingDirectory(path: string): Promise<FileSystemDirectoryHandle | undefined> {
    return present(this.#directory(path, false));
  }

  async #run<Result>(action: string, path: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw storageError(error, action, path);
    }
  }
}

class OpfsFileWriter implements FileWriter {
  bytesWritten = 0;
  readonly #path: string;
  readonly #handle: SyncAccessHandle;
  readonly #remove: () => Promise<void>;

  constructor(path: string, handle: SyncAccessHandle, remove: () => Promise<void>) {
    this.#path = path;
    this.#handle = handle;
    this.#remove = remove;
  }

  write(text: string): number {
    const begin = this.bytesWritten;
    try {
      encodeChunks(text, (bytes) => {
        writeAll(this.#handle, bytes, this.bytesWritten);
        this.bytesWritten += bytes.byteLength;
      });
    } catch (error) {
      throw storageError(error, "write", this.#path);
    }
    return this.bytesWritten - begin;
  }

  writeBytes(bytes: Uint8Array): number {
    try {
      writeAll(this.#handle, bytes, this.bytesWritten);
    } catch (error) {
      throw storageError(error, "write", this.#path);
    }
    this.bytesWritten += bytes.byteLength;
    return bytes.byteLength;
  }

  async close(): Promise<void> {
    try {
      this.#handle.flush();
    } catch (error) {
      throw storageError(error, "write", this.#path);
    } finally {
      this.#handle.close();
    }
  }

  async discard(): Promise<void> {
    this.#handle.close();
    await this.#remove();
  }
}

/** A handle may take fewer bytes than it was given when the disk fills up. */
function writeAll(handle: SyncAccessHandle, bytes: Uint8Array, at: number): void {
  const written = handle.write(bytes, { at });
  if (written < bytes.byteLength) throw new DOMException("the write was cut short", "QuotaExceededError");
}

function openHandle(file: WorkerFileHandle, mode: "readwrite" | "read-only"): Promise<SyncAccessHandle> {
  return whileLocked(() => file.createSyncAccessHandle({ mode }));
}

async function whileLocked<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const ms of lockedRetryMs) {
    try {
      return await work();
    } catch (error) {
      if (!isNamed(error, "NoModificationAllowedError")) throw error;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }
  return work();
}

/** What is there, or undefined when nothing of that name and kind is. */
async function present<Handle>(handle: Promise<Handle>): Promise<Handle | undefined> {
  try {
    return await handle;
  } catch (error) {
    if (isNamed(error, "NotFoundError") || isNamed(error, "TypeMismatchError")) return undefined;
    throw error;
  }
}

function storageError(error: unknown, action: string, path: string): unknown {
  if (isNamed(error, "QuotaExceededError")) return pipelineError("E460", { path }, { cause: error });
  if (isNamed(error, "NotFoundError")) return pipelineError("E461", { path }, { cause: error });
  if (error instanceof DOMException) return pipelineError("E462", { action, path, reason: error.message }, { cause: error });
  return error;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

function splitPath(path: string): { directory: string; name: string } {
  const slash = path.lastIndexOf("/");
  return { directory: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}
