/** Many files as one zip file, through client-zip: one file is in memory at a time. */
import { downloadZip } from "client-zip";

export interface ZipEntry {
  readonly path: string;
  read(): Promise<Uint8Array>;
}

/** @returns a zip file of stored (not compressed) entries */
export function zipOf(entries: readonly ZipEntry[]): Promise<Blob> {
  async function* inputs(): AsyncGenerator<{ name: string; input: Uint8Array }> {
    for (const { path, read } of entries) yield { name: path, input: await read() };
  }
  return downloadZip(inputs()).blob();
}
