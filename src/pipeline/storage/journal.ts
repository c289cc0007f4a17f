/**
 * Changes that belong together, written down before they are made. Once the journal is there, they count as made: who
 * opens the work folder after a crash makes them again, which comes to the same whichever of them were made already.
 */
import type { FileStore } from "./fileStore.ts";
import { journalFormat, upToDate } from "./storedFormat.ts";

interface Journal {
  readonly texts: readonly (readonly [path: string, text: string])[];
  readonly moves: readonly (readonly [from: string, to: string])[];
  readonly removals: readonly string[];
}

/** The journal's text. Bytes of moved files are where they were, so it stays small. */
export function journalOf(changes: Journal): string {
  return JSON.stringify({ version: 1, ...changes });
}

/** Makes the changes of a journal that a crash left, and removes it. Nothing happens without one. */
export async function replayJournal(files: FileStore, path: string): Promise<void> {
  if (!(await files.exists(path))) return;
  const journal = upToDate(journalFormat, JSON.parse(await files.readText(path)), { path, pipeline: path.split("/")[0] ?? "" });
  const { texts, moves, removals } = journal as unknown as Journal;
  for (const [target, text] of texts) await files.writeText(target, text);
  for (const [from, to] of moves) {
    if (await files.exists(from)) await files.move(from, to);
  }
  for (const removed of removals) await files.remove(removed);
  await files.remove(path);
}
