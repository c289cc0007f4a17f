/** For tests: a store in memory that stops after a number of operations, as if the tab had been closed or the disk were full then. */
import type { FileStore, FileWriter } from "./fileStore.ts";
import type { MemoryFileStore } from "./memoryStore.ts";

export interface StoppingStoreSpec {
  /** Where the files are; they stay when this store has stopped. */
  readonly files: MemoryFileStore;
  /** Operations that still work; reads count only if `countReads`. */
  readonly operations: number;
  /** What an operation past that does: throws this, or never settles. Default: never settles. */
  readonly failure?: () => Error;
  /** Default false. */
  readonly countReads?: boolean;
  /** Whether operations work again after the one that failed. Default false. */
  readonly failsOnce?: boolean;
}

export class StoppingStore implements FileStore {
  readonly kind = "memory";
  readonly #spec: StoppingStoreSpec;
  #left: number;
  /** Operations asked for so far. */
  operations = 0;
  /** What was asked for when it stopped. */
  stoppedAt: string | undefined;
  #tellStopped = (): void => {};
  /** Resolves when it stops. */
  readonly stopped = new Promise<void>((resolve) => (this.#tellStopped = resolve));

  constructor(spec: StoppingStoreSpec) {
    this.#spec = spec;
    this.#left = spec.operations;
  }

  opfsPath(): undefined {
    return undefined;
  }

  async create(path: string): Promise<FileWriter> {
    await this.#change(`create ${path}`);
    const writer = await this.#spec.files.create(path);
    const change = (what: string): Promise<void> => this.#change(`${what} ${path}`);
    return {
      get bytesWritten() {
        return writer.bytesWritten;
      },
      write: (text) => writer.write(text),
      writeBytes: (bytes) => writer.writeBytes(bytes),
      async close() {
        await change("close");
        await writer.close();
      },
      async discard() {
        await change("discard");
        await writer.discard();
      },
    };
  }

  async read(path: string): Promise<Uint8Array> {
    await this.#look(`read ${path}`);
    return this.#spec.files.read(path);
  }

  async readText(path: string): Promise<string> {
    await this.#look(`read ${path}`);
    return this.#spec.files.readText(path);
  }

  async writeText(path: string, text: string): Promise<void> {
    await this.#change(`write ${path}`);
    await this.#spec.files.writeText(path, text);
  }

  async writeBytes(path: string, bytes: Uint8Array): Promise<void> {
    await this.#change(`begin ${path}`);
    await this.#spec.files.writeBytes(path, bytes.subarray(0, bytes.byteLength >> 1));
    await this.#change(`end ${path}`);
    await this.#spec.files.writeBytes(path, bytes);
  }

  async exists(path: string): Promise<boolean> {
    await this.#look(`exists ${path}`);
    return this.#spec.files.exists(path);
  }

  async size(path: string): Promise<number | undefined> {
    await this.#look(`size ${path}`);
    return this.#spec.files.size(path);
  }

  async list(directory: string): Promise<string[]> {
    await this.#look(`list ${directory}`);
    return this.#spec.files.list(directory);
  }

  /** A folder moves file by file, as in a browser. */
  async move(from: string, to: string): Promise<void> {
    if ((await this.#spec.files.size(from)) === undefined) {
      for (const name of await this.#spec.files.list(from)) await this.move(`${from}/${name.replace(/\/$/, "")}`, `${to}/${name.replace(/\/$/, "")}`);
      return;
    }
    await this.#change(`move ${from}`);
    await this.#spec.files.move(from, to);
  }

  /** A folder goes file by file, as in a browser. */
  async remove(path: string): Promise<void> {
    for (const name of await this.#spec.files.list(path)) await this.remove(`${path}/${name.replace(/\/$/, "")}`);
    await this.#change(`remove ${path}`);
    await this.#spec.files.remove(path);
  }

  #look(what: string): Promise<void> {
    return this.#spec.countReads ? this.#change(what) : Promise.resolve();
  }

  async #change(what: string): Promise<void> {
    this.operations++;
    if (this.#left-- > 0) return;
    this.stoppedAt ??= what;
    this.#tellStopped();
    if (this.#spec.failsOnce) this.#left = Number.POSITIVE_INFINITY;
    if (this.#spec.failure === undefined) return new Promise<never>(() => {});
    throw this.#spec.failure();
  }
}
