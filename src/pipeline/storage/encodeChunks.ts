/** Text to bytes through one reused buffer: `encodeInto` a buffer that is already there is several times as fast as `encode`. */

const chunkBytes = 1 << 20;
const encoder = new TextEncoder();
let scratch: Uint8Array<ArrayBuffer> | undefined;

/**
 * Encodes `text` as UTF-8 and hands it on in pieces of at most 1 MB, in order.
 *
 * @param take gets a view of the shared buffer, valid during the call only: copy or write it at once
 * @returns how many bytes there were in all
 */
export function encodeChunks(text: string, take: (bytes: Uint8Array<ArrayBuffer>) => void): number {
  scratch ??= new Uint8Array(chunkBytes);
  let rest = text;
  let total = 0;
  while (rest.length > 0) {
    const { read, written } = encoder.encodeInto(rest, scratch);
    take(scratch.subarray(0, written));
    total += written;
    rest = rest.slice(read);
  }
  return total;
}
