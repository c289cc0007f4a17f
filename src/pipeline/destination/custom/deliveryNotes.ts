/** How far each file of a package was delivered, kept in the package's folder until it is loaded (dlt: load package state). */
import type { FileStore } from "../../storage/fileStore.ts";

const fileName = "load_package_state.json";
/** Writing the notes takes a moment, so quick batches share one. */
const msBetweenWrites = 250;

interface Notes {
  readonly version: 1;
  /** Job id → rows delivered. */
  readonly delivered: Record<string, number>;
}

export class DeliveryNotes {
  readonly #files: FileStore;
  readonly #path: string;
  readonly #delivered: Map<string, number>;
  #writtenAt = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(files: FileStore, path: string, delivered: Readonly<Record<string, number>>) {
    this.#files = files;
    this.#path = path;
    this.#delivered = new Map(Object.entries(delivered));
  }

  static async open(files: FileStore, folder: string): Promise<DeliveryNotes> {
    const path = `${folder}/${fileName}`;
    const known = (await files.exists(path)) ? (JSON.parse(await files.readText(path)) as Notes).delivered : {};
    return new DeliveryNotes(files, path, known);
  }

  /** Rows of a job that were delivered. */
  rowsOf(job: string): number {
    return this.#delivered.get(job) ?? 0;
  }

  /** Notes rows as delivered; written at once if the last time is a quarter of a second ago. */
  async note(job: string, rows: number): Promise<void> {
    this.#delivered.set(job, rows);
    if (Date.now() - this.#writtenAt >= msBetweenWrites) await this.save();
  }

  /** Writes what is noted. */
  async save(): Promise<void> {
    this.#writtenAt = Date.now();
    const mine = this.#writing.then(() => this.#files.writeText(this.#path, JSON.stringify({ version: 1, delivered: Object.fromEntries(this.#delivered) } satisfies Notes)));
    this.#writing = mine.catch(() => undefined);
    await mine;
  }
}
