/** Extracted files of a `run`, in memory until they are normalized: only what must last is written. */
import { Room } from "../load/room.ts";
import type { FileStore, FileWriter } from "../storage/fileStore.ts";
import { MemoryFileStore } from "../storage/memoryStore.ts";

/** Bytes of closed files that may wait for normalize. */
const maxWaitingBytes = 48 * 1024 * 1024;
/** Files that may be open in memory at the same time; further ones go to the store below. */
const maxOpenFiles = 8;

export class HeldFiles extends MemoryFileStore {
  readonly #room = new Room(maxWaitingBytes);
  readonly #below: FileStore;
  readonly #written = new Set<string>();
  readonly #open = new Set<string>();
  #failure: { readonly reason: unknown } | undefined;

  /** @param below takes files when too many are open at once */
  constructor(below: FileStore) {
    super();
    this.#below = below;
  }

  /** Waits while too much is held. @throws the reason of `fail` */
  override async create(path: string): Promise<FileWriter> {
    await this.#room.wait();
    if (this.#failure !== undefined) throw this.#failure.reason;
    if (this.#open.size >= maxOpenFiles) {
      this.#written.add(path);
      return this.#below.create(path);
    }
    this.#open.add(path);
    return super.create(path);
  }

  /** A file is complete: it counts until it is let go. @throws the reason of `fail` */
  hold(path: string, bytes: number): void {
    if (this.#failure !== undefined) throw this.#failure.reason;
    this.#open.delete(path.replace(/\.gz$/, ""));
    if (!this.#isBelow(path)) this.#room.add(bytes);
  }

  /** Where a worker, or this thread, finds a complete file. */
  source(path: string): { readonly opfsPath: string } | { read(): Promise<Uint8Array> } {
    const opfsPath = this.#isBelow(path) ? this.#below.opfsPath(path) : undefined;
    return opfsPath === undefined ? { read: () => this.read(path) } : { opfsPath };
  }

  /** A file is not needed any more. */
  async letGo(path: string, bytes: number): Promise<void> {
    if (!this.#isBelow(path)) this.#room.give(bytes);
    await this.remove(path);
  }

  /** Whoever creates or closes a file from now on gets the reason. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#room.open();
  }

  override read(path: string): Promise<Uint8Array> {
    return this.#isBelow(path) ? this.#below.read(path) : super.read(path);
  }

  override remove(path: string): Promise<void> {
    return this.#isBelow(path) ? this.#below.remove(path) : super.remove(path);
  }

  /** Compressed files lie beside those that they were made from. */
  #isBelow(path: string): boolean {
    return this.#written.has(path) || this.#written.has(path.replace(/\.gz$/, ""));
  }
}
