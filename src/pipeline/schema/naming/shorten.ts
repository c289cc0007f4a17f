/** Shortening of identifiers that are too long for a destination. */
import { shake128 } from "@noble/hashes/sha3.js";
import { base64Of } from "../base64.ts";

/** Enough for one collision in a thousand names. */
const tagBytes = 4;

/** Six characters that stand for the whole name: base64 of its SHAKE-128, in small letters, with `a` and `b` for the two signs. */
export function identifierTag(raw: string): string {
  const digest = shake128(new TextEncoder().encode(raw), { dkLen: tagBytes });
  return base64Of(digest).toLowerCase().replaceAll("/", "a").replaceAll("+", "b");
}

/**
 * Keeps the first and last characters and puts a tag of the original name between them.
 *
 * @param identifier normalized name
 * @param raw        name before normalizing; decides the tag
 */
export function shortenIdentifier(identifier: string, raw: string, maxLength: number | undefined): string {
  if (maxLength === undefined || identifier.length <= maxLength) return identifier;
  const tag = identifierTag(raw);
  const kept = Math.max(maxLength - tag.length, 0);
  const tail = Math.floor(kept / 2);
  return identifier.slice(0, kept - tail) + tag + (tail === 0 ? "" : identifier.slice(-tail));
}
