/**
 * A file store over another one that can hold changes back. Each file in OPFS costs a browser about two milliseconds
 * whatever its size, and a small run would write most of its files only to move or remove them a moment later: held in
 * memory, only what is left at the end is written. The same way several files can be changed as one.
 *
 * What a crash leaves is always one of: nothing of what was held; or enough of it for `PackageStorage.recover` and
 * `replayJournal` to finish it. For that, files are written in ranks (`commitOrder.ts`): job files and schemas, then the
 * `package.json` that makes a package exist, then moves, then the state, and removals at last. Where more than one
 * file of the later ranks would have to appear at the same moment, a journal that lists them is written first.
 */
import { pipelineError } from "../errors.ts";
import { commitRank } from "./commitOrder.ts";
import type { FileStore, FileWriter } from "./fileStore.ts";
import { HeldChanges } from "./heldChanges.ts";
import type { HeldFile } from "./heldChanges.ts";
import { journalOf, replayJournal } from "./journal.ts";
import { SpillingWriter } from "./spillingWriter.ts";

/** A file that is larger is no longer held. */
const largestHeldBytes = 1024 * 1024;
/** With more than this in memory, all of it is written. */
const maxHeldBytes = 16 * 1024 * 1024;
/** Files that are written at the same time. More do not go faster: the browser's process is the limit. */
const writesInFlight = 4;

export class HoldingStore implements FileStore {
  readonly #base: FileStore;
  readonly #journalPath: string;
  #held: HeldChanges | undefined;
  /** How many `hold` calls are under way. */
  #depth = 0;
  #flushing: Promise<void> = Promise.resolve();
  /** Work on what is held that a flush must not overtake. */
  readonly #underWay = new Set<Promise<unknown>>();
  /** Whether a journal of an interrupted flush is on disk. */
  #journalWritten = false;

  /** @param root folder for the journal; all paths that are used lie under it */
  constructor(base: FileStore, root: string) {
    this.#base = base;
    this.#journalPath = `${root}/journal.json`;
  }

  get kind(): FileStore["kind"] {
    return this.#base.kind;
  }

  /** Finishes what a crash interrupted. Call it before anything else. */
  async recover(): Promise<void> {
    await replayJournal(this.#base, this.#journalPath);
  }

  /**
   * Does work whose changes stay in memory and are written together when it ends, also when it fails. Reads see them at
   * once. Once they take more than some megabytes they are written, and the rest of the work writes as it goes.
   * Calls inside of calls count as one.
   *
   * @param onDropped called when what was held cannot be written: it is given up then, and the files are as they were
   *   before, but for unfinished work that `PackageStorage.recover` removes
   * @throws what the work throws; E460 and E462 when what was held was given up
   */
  async hold<Result>(work: () => Promise<Result>, onDropped: () => Promise<void> = async () => {}): Promise<Result> {
    this.#depth++;
    this.#held ??= new HeldChanges();
    let failure: { readonly reason: unknown } | undefined;
    let result: Result | undefined;
    try {
      result = await work();
    } catch (reason) {
      failure = { reason };
    }
    this.#depth--;
    if (this.#depth === 0) {
      try {
        await this.flush();
      } catch (reason) {
        this.#held = undefined;
        await onDropped();
        // The error of the work says more than that of a full disk behind it.
        failure ??= { reason };
      }
    }
    if (failure !== undefined) throw failure.reason;
    return result as Result;
  }

  /**
   * Writes what is held now; what follows goes straight to the store below until the next `hold`.
   *
   * @throws E460 and E462 when nothing of it counts yet; it stays held then
   */
  async flush(): Promise<void> {
    await this.#flushing;
    const held = this.#held;
    if (held === undefined) return;
    const flushing = (async () => {
      await Promise.allSettled(this.#underWay);
      if (await this.#write(held)) this.#held = undefined;
    })();
    this.#flushing = flushing.catch(() => undefined);
    await flushing;
  }

  /**
   * Writes several texts so that after a crash all of them are there, or none.
   *
   * @throws E460 and E462; none of them counts then
   */
  async writeTexts(texts: ReadonlyMap<string, string>): Promise<void> {
    await this.#flushing;
    if (this.#held !== undefined) {
      for (const [path, text] of texts) this.#held.put(path, { text });
      return this.#changed();
    }
    const held = new HeldChanges();
    for (const [path, text] of texts) held.put(path, { text });
    if (!(await this.#write(held))) this.#held ??= held;
  }

  opfsPath(path: string): string | undefined {
    return this.#held?.get(path) === undefined ? this.#base.opfsPath(path) : undefined;
  }

  async create(path: string): Promise<FileWriter> {
    await this.#flushing;
    if (this.#held === undefined) return this.#base.create(path);
    return new SpillingWriter({
      limit: largestHeldBytes,
      open: async () => {
        await this.flush();
        return this.#base.create(path);
      },
      keep: (bytes) => this.writeBytes(path, bytes),
    });
  }

  async read(path: string): Promise<Uint8Array> {
    const file = await this.#find(path);
    if ("bytes" in file) return file.bytes.slice();
    if ("text" in file) return new TextEncoder().encode(file.text);
    return this.#guarded(this.#base.read(file.movedFrom));
  }

  async readText(path: string): Promise<string> {
    const file = await this.#find(path);
    return "text" in file ? file.text : new TextDecoder().decode(await this.read(path));
  }

  async writeText(path: string, text: string): Promise<void> {
    await this.#flushing;
    if (this.#held === undefined) return this.#base.writeText(path, text);
    this.#held.put(path, { text });
    await this.#changed();
  }

  async writeBytes(path: string, bytes: Uint8Array): Promise<void> {
    await this.#flushing;
    if (this.#held !== undefined && bytes.byteLength > largestHeldBytes) await this.flush();
    if (this.#held === undefined) return this.#base.writeBytes(path, bytes);
    this.#held.put(path, { bytes: bytes.slice() });
    await this.#changed();
  }

  async exists(path: string): Promise<boolean> {
    await this.#flushing;
    if (this.#held === undefined) return this.#base.exists(path);
    if (this.#held.get(path) !== undefined || this.#held.under(path).length > 0) return true;
    return !this.#held.hides(path) && this.#guarded(this.#base.exists(path));
  }

  async size(path: string): Promise<number | undefined> {
    await this.#flushing;
    const file = this.#held?.get(path);
    if (file !== undefined) return "movedFrom" in file ? this.#guarded(this.#base.size(file.movedFrom)) : (await this.read(path)).byteLength;
    return this.#held?.hides(path) ? undefined : this.#guarded(this.#base.size(path));
  }

  async list(folder: string): Promise<string[]> {
    await this.#flushing;
    return this.#held === undefined ? this.#base.list(folder) : this.#guarded(this.#listHeld(this.#held, folder));
  }

  async move(from: string, to: string): Promise<void> {
    await this.#flushing;
    if (this.#held === undefined) return this.#base.move(from, to);
    await this.#guarded(this.#moveHeld(this.#held, from, to));
    await this.#changed();
  }

  async remove(path: string): Promise<void> {
    await this.#flushing;
    if (this.#held === undefined) return this.#base.remove(path);
    this.#held.remove(path);
    await this.#changed();
  }

  /** Where a file's content is. A file that is not held is as if moved from its own place. */
  async #find(path: string): Promise<HeldFile> {
    await this.#flushing;
    const file = this.#held?.get(path);
    if (file !== undefined) return file;
    if (this.#held?.hides(path)) throw pipelineError("E461", { path });
    return { movedFrom: path };
  }

  async #listHeld(held: HeldChanges, folder: string): Promise<string[]> {
    const below = held.hides(folder) ? [] : await this.#base.list(folder);
    const prefix = folder === "" ? "" : `${folder}/`;
    const kept = below.filter((name) => !held.hides(prefix + name.replace(/\/$/, "")));
    return [...new Set([...kept, ...held.namesIn(folder)])].sort();
  }

  async #moveHeld(held: HeldChanges, from: string, to: string): Promise<void> {
    const file = held.get(from);
    if (file !== undefined) {
      held.put(to, file);
      held.remove(from);
      return;
    }
    const isFile = !held.hides(from) && (await this.#base.size(from)) !== undefined;
    if (isFile) {
      held.put(to, { movedFrom: from });
      held.remove(from);
      return;
    }
    const names = await this.#listHeld(held, from);
    if (names.length === 0) throw pipelineError("E461", { path: from });
    for (const name of names) {
      const entry = name.replace(/\/$/, "");
      await this.#moveHeld(held, `${from}/${entry}`, `${to}/${entry}`);
    }
  }

  /** After a change: writes all when it takes too much room, or when an earlier flush failed and nobody holds any more. */
  async #changed(): Promise<void> {
    if (this.#depth === 0 || (this.#held?.size ?? 0) > maxHeldBytes) await this.flush();
  }

  #guarded<Value>(work: Promise<Value>): Promise<Value> {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#underWay.add(settled);
    void settled.then(() => this.#underWay.delete(settled));
    return work;
  }

  /**
   * @returns true when all is written; false when it counts as written, but the rest must wait for the next change
   * @throws when nothing of it counts yet
   */
  async #write(held: HeldChanges): Promise<boolean> {
    await this.#untangle(held);
    const ranks = [[], [], []] as [string[], string[], string[]];
    const moves: [from: string, to: string][] = [];
    for (const [path, file] of held.files) {
      if ("movedFrom" in file) moves.push([file.movedFrom, path]);
      else ranks[commitRank(path)].push(path);
    }
    await inParallel(ranks[0], (path) => this.#writeFile(held, path));
    const removals = removalOrder(held.removed);
    const isOneStep = ranks[1].length === 1 || (ranks[1].length === 0 && ranks[2].length <= 1);
    if (!isOneStep || this.#journalWritten) {
      await this.#base.writeText(this.#journalPath, journalOf({ texts: textsOf(held, [...ranks[1], ...ranks[2]]), moves, removals }));
      this.#journalWritten = true;
    }
    let counts = this.#journalWritten;
    try {
      for (const path of ranks[1]) {
        await this.#writeFile(held, path);
        counts = true;
      }
      for (const [from, to] of moves) {
        await this.#base.move(from, to);
        held.forget(to);
      }
      for (const path of ranks[2]) await this.#writeFile(held, path);
      for (const path of removals) await this.#removeFrom(held, path);
      for (const path of held.removed) held.removalDone(path);
      if (this.#journalWritten) await this.#base.remove(this.#journalPath);
      this.#journalWritten = false;
      return true;
    } catch (error) {
      if (!counts) throw error;
      return false;
    }
  }

  /** Where a removed folder is filled again, or a file takes the place of one that moves away, no order of steps is right for all: those are made ahead. */
  async #untangle(held: HeldChanges): Promise<void> {
    const refilled = [...held.removed].filter((path) => held.under(path).length > 0);
    const isTangled = refilled.length > 0 || [...held.files.values()].some((file) => "movedFrom" in file && held.get(file.movedFrom) !== undefined);
    if (!isTangled) return;
    const moved = [...held.files].flatMap(([path, file]) => ("movedFrom" in file ? [[path, file.movedFrom] as const] : []));
    for (const [path, from] of moved) held.put(path, { bytes: await this.#base.read(from) });
    for (const path of refilled) await this.#removeFrom(held, path);
  }

  async #writeFile(held: HeldChanges, path: string): Promise<void> {
    const file = held.get(path);
    if (file === undefined || "movedFrom" in file) return;
    if ("text" in file) await this.#base.writeText(path, file.text);
    else await this.#base.writeBytes(path, file.bytes);
    held.forget(path);
  }

  async #removeFrom(held: HeldChanges, path: string): Promise<void> {
    await this.#base.remove(path);
    held.removalDone(path);
  }
}

/** A package's `package.json` goes first, so that half a removal is unfinished work; what lies in a removed folder goes with it. */
function removalOrder(removed: ReadonlySet<string>): string[] {
  const inRemovedFolder = (path: string): boolean => [...removed].some((folder) => path.startsWith(`${folder}/`));
  const first = [...removed].filter((path) => commitRank(path) === 1);
  return [...first, ...[...removed].filter((path) => commitRank(path) !== 1 && !inRemovedFolder(path))];
}

function textsOf(held: HeldChanges, paths: readonly string[]): [path: string, text: string][] {
  return paths.flatMap((path) => {
    const file = held.get(path);
    return file !== undefined && "text" in file ? [[path, file.text] as [string, string]] : [];
  });
}

/** After a failure nothing more is begun; what is under way is waited for. */
async function inParallel(paths: readonly string[], work: (path: string) => Promise<void>): Promise<void> {
  const left = [...paths];
  const takeTurns = async (): Promise<void> => {
    try {
      for (let path = left.shift(); path !== undefined; path = left.shift()) await work(path);
    } catch (error) {
      left.length = 0;
      throw error;
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(writesInFlight, paths.length) }, takeTurns));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
