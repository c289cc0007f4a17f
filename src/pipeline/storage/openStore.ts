/** The best store that this place has. */
import { pipelineErrors } from "../errors.ts";
import { fillTemplate } from "../../diagnostic/codedError.ts";
import type { FileStore } from "./fileStore.ts";
import { MemoryFileStore } from "./memoryStore.ts";
import { OpfsFileStore } from "./opfsStore.ts";

/**
 * Opens the origin private file system at `folder`; where there is none, files are kept in memory and `warn` is told.
 *
 * @param warn gets the code `E463` and its text
 */
export async function openFileStore(folder: string, warn: (code: string, message: string) => void): Promise<FileStore> {
  try {
    return await OpfsFileStore.open(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn("E463", fillTemplate(pipelineErrors.E463.message, { reason }));
    return new MemoryFileStore();
  }
}
