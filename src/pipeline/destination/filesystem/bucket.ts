/** A folder of a file store that holds datasets: what a bucket is to dlt. */
import type { FileStore } from "../../storage/fileStore.ts";

/** Ends the name of a file that is not complete. */
const unfinished = ".part";

export class Bucket {
  readonly #files: FileStore;
  readonly #root: string;

  /** @param root the folder in the store; empty: the store itself */
  constructor(files: FileStore, root: string) {
    this.#files = files;
    this.#root = root;
  }

  /** Where it is, in words. */
  get location(): string {
    return `${this.#files.kind}:///${this.#root}`;
  }

  read(path: string): Promise<Uint8Array> {
    return this.#files.read(this.#at(path));
  }

  readText(path: string): Promise<string> {
    return this.#files.readText(this.#at(path));
  }

  exists(path: string): Promise<boolean> {
    return this.#files.exists(this.#at(path));
  }

  /** Writes a file so that it is there whole or not at all; one of the same name is replaced. */
  async write(path: string, content: Uint8Array | string): Promise<void> {
    const at = this.#at(path);
    if (typeof content === "string") return this.#files.writeText(at, content);
    await this.#files.writeBytes(at + unfinished, content);
    if (await this.#files.exists(at)) await this.#files.remove(at);
    await this.#files.move(at + unfinished, at);
  }

  /** Removes a file or a folder; nothing happens if it is not there. */
  remove(path: string): Promise<void> {
    return this.#files.remove(this.#at(path));
  }

  /** Names directly under a folder; folders end in `/`. */
  list(folder: string): Promise<string[]> {
    return this.#files.list(this.#at(folder));
  }

  /** Bytes of a file; 0 when it is not there. */
  async size(path: string): Promise<number> {
    return (await this.#files.size(this.#at(path))) ?? 0;
  }

  /** Paths of all complete files under a folder, at any depth, in the order of their names. The paths begin with the folder. */
  async walk(folder: string): Promise<string[]> {
    const found: string[] = [];
    for (const name of await this.list(folder)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (name.endsWith("/")) found.push(...(await this.walk(path.slice(0, -1))));
      else if (!name.endsWith(unfinished)) found.push(path);
    }
    return found;
  }

  #at(path: string): string {
    return [this.#root, path].filter((part) => part !== "").join("/");
  }
}
