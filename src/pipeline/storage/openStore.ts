/** The best store that this place has. */
import { CodedError } from "../../diagnostic/codedError.ts";
import { pipelineErrors } from "../errors.ts";
import type { FileStore } from "./fileStore.ts";
import { MemoryFileStore } from "./memoryStore.ts";
import { OpfsFileStore } from "./opfsStore.ts";

/**
 * Opens the origin private file system at `folder`; where there is none, files are kept in memory and `warn` is told.
 *
 * @param warn gets the code `E463` and its text
 * @throws E460 when the storage is there and full: data in memory would be lost for want of a little room
 */
export async function openFileStore(folder: string, warn: (code: string, message: string) => void): Promise<FileStore> {
  try {
    return await OpfsFileStore.open(folder);
  } catch (error) {
    if (error instanceof CodedError && error.code === "E460") throw error;
    warn("E463", pipelineErrors.E463.message);
    return new MemoryFileStore();
  }
}
