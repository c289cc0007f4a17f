/** Row ids that follow from something, instead of chance (dlt: relational normaliser). */
import { shake128 } from "@noble/hashes/sha3.js";
import { base64Of } from "../schema/base64.ts";

/** Bytes of an id; fourteen characters of base64. */
const idBytes = 10;

/**
 * Id of a row in a nested table: a hash of its parent's id, its table and its place in the list. Made only below rows
 * whose own id comes from the data: below a random id a random one serves as well, and a hash costs some microseconds.
 */
export function nestedRowId(parentId: string, table: string, index: number): string {
  return base64Of(shake128(new TextEncoder().encode(`${parentId}_${table}_${index}`), { dkLen: idBytes }));
}
