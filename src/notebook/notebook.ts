import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { CodedError } from "../diagnostic/codedError.ts";
import type { CellSpec } from "../kernel/protocol.ts";
import type { LessonDocument } from "../lesson/types.ts";
import { Autosave } from "./autosave.ts";
import { Box } from "./box.ts";
import { waitsFor } from "./cellModel.ts";
import { formatDuration } from "../outputs/numbers.ts";
import { loadEdits, saveEdits } from "./editsDatabase.ts";
import { notebookError, reasonOf } from "./errors.ts";
import { GivenInputs } from "./givenInputs.ts";
import { KernelSession, type StartClient } from "./kernelSession.ts";
import { LearnerTexts } from "./learnerTexts.ts";
import { readSavedEdits, recordOf, resumeEdits, type SavedEdits } from "./savedEdits.ts";

/** A place in a cell that the learner is brought to; a new object for each request. */
export interface Reveal {
  readonly cell: string;
  readonly line: number;
  readonly column: number;
  /** Grows with each request, so that the same place can be shown twice. */
  readonly nonce: number;
}

/** An open lesson: its document, the learner's texts, their saving, and the kernel that runs them. */
export class Notebook {
  readonly document: LessonDocument;
  readonly texts: LearnerTexts;
  readonly session: KernelSession;
  /** Why edits are not saved; null while all is well. */
  readonly saveProblem = new Box<CodedError | null>(null);
  /** Said to screen readers: results of runs and of resets. */
  readonly announcement = new Box("");
  readonly reveal = new Box<Reveal | null>(null);
  readonly #originals: ReadonlyMap<string, string>;
  readonly #autosave: Autosave;
  readonly #given: GivenInputs;
  #saved: SavedEdits | null = null;
  #removed: ReadonlyMap<string, string> = new Map();
  /** A record from a newer page must not be overwritten. */
  #mayEverSave = true;

  /**
   * @param document     the lesson
   * @param cells        its cells as the kernel takes them, in page order
   * @param startClient  starts a kernel when one is first needed
   * @param cdn          where npm packages come from when the lesson does not say so
   */
  constructor(document: LessonDocument, cells: readonly CellSpec[], startClient: StartClient, cdn?: string) {
    this.document = document;
    this.#originals = new Map(cells.filter((cell) => cell.role !== "prose").map((cell) => [cell.id, cell.code]));
    this.#autosave = new Autosave(() => this.#save());
    this.texts = new LearnerTexts(this.#originals, () => this.#autosave.schedule());
    this.#given = new GivenInputs(() => this.#autosave.schedule());
    this.session = new KernelSession({ id: document.header.id, mode: "automatic", cells, packages: document.header.packages, cdn: document.header.cdn ?? cdn }, this.texts, startClient, this.#given);
  }

  /** Brings back what the learner wrote here before. Never throws: `saveProblem` says what went wrong. */
  async resume(): Promise<void> {
    try {
      const raw = await loadEdits(this.document.header.id);
      if (raw === undefined) return;
      this.#saved = readSavedEdits(raw);
      const { edits, conflicts, removed } = resumeEdits(this.#saved, this.#originals, digest);
      this.#removed = removed;
      this.texts.resume(edits, conflicts);
      this.#given.resume(this.#saved.inputs);
    } catch (error) {
      const problem = error instanceof CodedError ? error : notebookError("E622", { reason: reasonOf(error) }, { cause: error });
      if (problem.code === "E623") this.#mayEverSave = false;
      this.saveProblem.set(problem);
    }
  }

  /** Runs a cell as the learner asked, and says how it ended. */
  async run(id: string): Promise<void> {
    await this.session.runCell(id);
    const cell = this.session.cell(id)?.get();
    if (cell === undefined || cell.state.status !== "idle") return;
    const { state } = cell;
    const waiting = waitsFor(cell);
    if (state.result === "interrupted") this.announcement.set(`Cell ${id} was stopped.`);
    else if (waiting !== null) this.announcement.set(`Cell ${id} waits for cell ${waiting}.`);
    else if (state.error !== null) this.announcement.set(`Cell ${id} failed: ${state.error.message}`);
    else if (state.result === "success") this.announcement.set(`Cell ${id} finished${state.ms === null ? "" : ` in ${formatDuration(state.ms)}`}.`);
  }

  resetCell(id: string): void {
    if (this.texts.reset([id], `“${id}” is back to the lesson’s text.`)) this.announcement.set(`Cell ${id} was reset. Undo is at the bottom of the page.`);
  }

  resetAll(): void {
    if (this.texts.reset(this.texts.ids(), "Every cell is back to the lesson’s text.")) this.announcement.set("The lesson was reset. Undo is at the bottom of the page.");
  }

  showPlace(cell: string, line: number, column: number): void {
    this.reveal.update((last) => ({ cell, line, column, nonce: (last?.nonce ?? 0) + 1 }));
  }

  /** Writes what is not yet saved; for when the page goes away. */
  flush(): Promise<void> {
    return this.#autosave.flush();
  }

  dispose(): void {
    void this.flush();
    this.session.dispose();
  }

  async #save(): Promise<void> {
    if (!this.#mayEverSave) return;
    const { id, version } = this.document.header;
    const resumed = { edits: this.texts.edits(), conflicts: this.texts.conflicts(), removed: this.#removed };
    const record = recordOf({ id, version }, resumed, this.#originals, this.#saved, digest, this.#given.all());
    try {
      await saveEdits(record);
      this.#saved = record;
      this.saveProblem.set(null);
    } catch (error) {
      this.saveProblem.set(notebookError("E622", { reason: reasonOf(error) }, { cause: error }));
    }
  }
}

/** SHA-256 in hex. Not `crypto.subtle`, which a page served over plain HTTP does not have. */
function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
