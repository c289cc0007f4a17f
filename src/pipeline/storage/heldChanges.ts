/** Changes to a file store that are not made yet: what will be written, moved and removed. Pure bookkeeping. */

/** What a path will hold. Text is put in place whole or not at all; bytes belong to files that a text refers to. */
export type HeldFile = { readonly bytes: Uint8Array } | { readonly text: string } | { readonly movedFrom: string };

export class HeldChanges {
  readonly #files = new Map<string, HeldFile>();
  /** Files and folders of the store below that are gone. */
  readonly #removed = new Set<string>();
  /** Size of what is held, in bytes or characters. */
  size = 0;

  get(path: string): HeldFile | undefined {
    return this.#files.get(path);
  }

  get files(): ReadonlyMap<string, HeldFile> {
    return this.#files;
  }

  get removed(): ReadonlySet<string> {
    return this.#removed;
  }

  put(path: string, file: HeldFile): void {
    this.forget(path);
    // What is written over needs no removal.
    this.#removed.delete(path);
    this.#files.set(path, file);
    this.size += sizeOf(file);
  }

  /** Takes a file out, because it is written or no longer wanted. */
  forget(path: string): void {
    const known = this.#files.get(path);
    if (known === undefined) return;
    this.#files.delete(path);
    this.size -= sizeOf(known);
  }

  /** Notes that a path, and all that lies under it, is gone. */
  remove(path: string): void {
    for (const inside of this.under(path)) this.forget(inside);
    this.forget(path);
    this.#removed.add(path);
  }

  /** Forgets a removal, because it is done. */
  removalDone(path: string): void {
    this.#removed.delete(path);
  }

  /** Whether what the store below has at a path is gone. What is held at the path counts all the same. */
  hides(path: string): boolean {
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
      if (this.#removed.has(path.slice(0, end))) return true;
    }
    return false;
  }

  /** Paths of held files under a folder. */
  under(folder: string): string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(`${folder}/`));
  }

  /** Names directly under a folder that held files give it; folders end in `/`. */
  namesIn(folder: string): string[] {
    const begin = folder === "" ? 0 : folder.length + 1;
    const paths = folder === "" ? [...this.#files.keys()] : this.under(folder);
    return paths.map((path) => {
      const slash = path.indexOf("/", begin);
      return slash === -1 ? path.slice(begin) : path.slice(begin, slash + 1);
    });
  }
}

function sizeOf(file: HeldFile): number {
  if ("bytes" in file) return file.bytes.byteLength;
  return "text" in file ? file.text.length : 0;
}
