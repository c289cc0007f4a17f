/** The bytes of an extracted file, wherever it lies, unpacked. */
import type { NormalizeBytes } from "./normalizeFile.ts";
import type { NormalizeRequest } from "./protocol.ts";

/** Reads and unpacks the file of a request. Rejects if the file is not there or is no gzip file. */
export async function readInput(request: NormalizeRequest): Promise<NormalizeBytes> {
  const { file, compressed, ...rest } = request;
  const stored = "bytes" in file ? file.bytes : await readOpfs(file.opfsPath);
  return { ...rest, bytes: compressed ? await unpack(stored) : stored };
}

async function readOpfs(path: string): Promise<Uint8Array> {
  const parts = path.split("/").filter((part) => part !== "");
  const name = parts.pop() ?? path;
  let directory = await navigator.storage.getDirectory();
  for (const part of parts) directory = await directory.getDirectoryHandle(part);
  const file = await (await directory.getFileHandle(name)).getFile();
  return new Uint8Array(await file.arrayBuffer());
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return new Uint8Array(await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}
