/** Files in memory: for tests, for Node, and for browsers without an origin private file system. */
import { pipelineError } from "../errors.ts";
import { GrowingBytes } from "./growingBytes.ts";
import type { FileStore, FileWriter } from "./fileStore.ts";

/** Keeps whole files as bytes. Everything is gone with the object; several pipelines may share one. */
export class MemoryFileStore implements FileStore {
  readonly kind = "memory";
  readonly #files = new Map<string, Uint8Array>();

  opfsPath(): undefined {
    return undefined;
  }

  async create(path: string): Promise<FileWriter> {
    this.#files.set(path, new Uint8Array(0));
    return new MemoryFileWriter(
      (bytes) => this.#files.set(path, bytes),
      () => this.#files.delete(path),
    );
  }

  async read(path: string): Promise<Uint8Array> {
    const bytes = this.#files.get(path);
    if (bytes === undefined) throw pipelineError("E461", { path });
    return bytes.slice();
  }

  async readText(path: string): Promise<string> {
    return new TextDecoder().decode(await this.read(path));
  }

  async writeText(path: string, text: string): Promise<void> {
    this.#files.set(path, new TextEncoder().encode(text));
  }

  async writeBytes(path: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(path, bytes.slice());
  }

  async exists(path: string): Promise<boolean> {
    return this.#files.has(path) || this.#under(path).length > 0;
  }

  async size(path: string): Promise<number | undefined> {
    return this.#files.get(path)?.byteLength;
  }

  async list(directory: string): Promise<string[]> {
    const prefix = directory === "" ? "" : `${directory}/`;
    const names = new Set<string>();
    for (const path of this.#files.keys()) {
      if (!path.startsWith(prefix)) continue;
      const rest = path.slice(prefix.length);
      const slash = rest.indexOf("/");
      names.add(slash === -1 ? rest : rest.slice(0, slash + 1));
    }
    return [...names].sort();
  }

  async move(from: string, to: string): Promise<void> {
    const file = this.#files.get(from);
    if (file !== undefined) {
      this.#files.set(to, file);
      this.#files.delete(from);
      return;
    }
    const inside = this.#under(from);
    if (inside.length === 0) throw pipelineError("E461", { path: from });
    for (const path of inside) await this.move(path, to + path.slice(from.length));
  }

  async remove(path: string): Promise<void> {
    this.#files.delete(path);
    for (const inside of this.#under(path)) this.#files.delete(inside);
  }

  #under(directory: string): string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(`${directory}/`));
  }
}

class MemoryFileWriter implements FileWriter {
  #held = new GrowingBytes();
  readonly #keep: (bytes: Uint8Array) => void;
  readonly #drop: () => void;

  constructor(keep: (bytes: Uint8Array) => void, drop: () => void) {
    this.#keep = keep;
    this.#drop = drop;
  }

  get bytesWritten(): number {
    return this.#held.length;
  }

  write(text: string): number {
    return this.#held.appendText(text);
  }

  writeBytes(bytes: Uint8Array): number {
    this.#held.append(bytes);
    return bytes.byteLength;
  }

  async close(): Promise<void> {
    this.#keep(this.#held.bytes.slice());
  }

  async discard(): Promise<void> {
    this.#drop();
  }
}
