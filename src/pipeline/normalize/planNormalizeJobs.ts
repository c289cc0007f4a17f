/** The order in which files are normalized. */
import type { ExtractedFile } from "./package.ts";

/** Order of two files, as for `Array.sort`: larger first, then by name. */
export function largestFirst(a: ExtractedFile, b: ExtractedFile): number {
  return b.bytes - a.bytes || (a.name < b.name ? -1 : 1);
}

/**
 * Puts files in the order in which workers take them: largest first, so that no worker is left with a big file at the
 * end. (dlt groups files by name instead, which on two tables gives all the work to one process.)
 */
export function planNormalizeJobs(files: readonly ExtractedFile[]): ExtractedFile[] {
  return [...files].sort(largestFirst);
}
