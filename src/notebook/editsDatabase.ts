import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { SavedEdits } from "./savedEdits.ts";

interface EditsSchema extends DBSchema {
  /** One record per lesson, by lesson id; typed loosely because older pages wrote older formats. */
  edits: { key: string; value: unknown };
}

let opened: Promise<IDBPDatabase<EditsSchema>> | undefined;

function database(): Promise<IDBPDatabase<EditsSchema>> {
  opened ??= openDB<EditsSchema>("watercourse", 1, {
    upgrade(db) {
      db.createObjectStore("edits");
    },
    terminated() {
      opened = undefined;
    },
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/** The saved record of a lesson as it lies in the database, to be read by `readSavedEdits`; undefined when there is none. */
export async function loadEdits(lesson: string): Promise<unknown> {
  return (await database()).get("edits", lesson);
}

/** Saves a lesson's record; one that holds nothing is deleted. */
export async function saveEdits(record: SavedEdits): Promise<void> {
  const db = await database();
  if (Object.keys(record.edits).length === 0 && record.inputs.length === 0) await db.delete("edits", record.lesson);
  else await db.put("edits", record, record.lesson);
}
