/** The files of pipelines' work folders, as a tree, and the beginning of one of them. */
import type { FileStore } from "../../pipeline/storage/fileStore.ts";
import { kernelError } from "../errors.ts";
import type { FileEntry, FilesAnswer, FileTextAnswer } from "./inspection.ts";

const maxEntries = 5_000;
const defaultBytes = 64 * 1024;
const maxBytes = 1024 * 1024;
/** The stores give whole files; a larger one is not read for a look at its beginning. */
const largestOpened = 64 * 1024 * 1024;

/** What of the store is needed: looking, never writing. */
export type ReadableFiles = Pick<FileStore, "kind" | "list" | "size" | "read">;

/**
 * The tree of all work folders, or of one folder. Files come and go while a pipeline works; one that is gone by the
 * time it is looked at is left out.
 *
 * @throws E281
 */
export async function listFiles(files: ReadableFiles, path = ""): Promise<FilesAnswer> {
  const budget = { left: maxEntries };
  const entries = await listFolder(files, checkedPath(path), budget);
  return { type: "files", store: files.kind, entries, isCut: budget.left <= 0 };
}

async function listFolder(files: ReadableFiles, folder: string, budget: { left: number }): Promise<FileEntry[]> {
  const names = (await files.list(folder)).sort((a, b) => Number(b.endsWith("/")) - Number(a.endsWith("/")) || (a < b ? -1 : 1));
  const entries: FileEntry[] = [];
  for (const listed of names) {
    budget.left -= 1;
    if (budget.left <= 0) break;
    const name = listed.replace(/\/$/, "");
    const path = folder === "" ? name : `${folder}/${name}`;
    if (listed === name) {
      const bytes = await files.size(path).catch(() => null);
      if (bytes !== undefined) entries.push({ name, path, bytes });
    } else {
      const inner = await listFolder(files, path, budget);
      entries.push({ name, path, bytes: inner.reduce((sum, entry) => sum + (entry.bytes ?? 0), 0), entries: inner });
    }
  }
  return entries;
}

/**
 * The beginning of a file as text. A file with NUL bytes or other bytes that are not UTF-8 has none.
 *
 * @throws E280, E281
 */
export async function previewFile(files: ReadableFiles, path: string, wanted = defaultBytes): Promise<FileTextAnswer> {
  const checked = checkedPath(path);
  const size = checked === "" ? undefined : await files.size(checked);
  if (size === undefined) throw kernelError("E280", { path });
  const answer = { type: "fileText", path: checked, bytes: size } as const;
  if (size > largestOpened) return { ...answer, text: null, isCut: true };
  const limit = Math.min(maxBytes, Math.max(1, Math.trunc(wanted) || defaultBytes));
  const beginning = (await files.read(checked)).subarray(0, limit);
  return { ...answer, text: textOf(beginning), isCut: size > limit };
}

function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    // As a stream, so that a character that the cut divides is left out rather than taken for a fault.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

function checkedPath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  if (path.startsWith("/") || path.includes("\\") || parts.some((part) => part === "." || part === "..")) throw kernelError("E281", { path });
  return parts.join("/");
}
