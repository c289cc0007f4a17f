/** Base64 as dlt writes it in ids and tags: without padding. */

/** @returns standard alphabet, no `=` at the end */
export function base64Of(bytes: Uint8Array): string {
  return paddedBase64Of(bytes).replace(/=+$/, "");
}

/** @returns standard alphabet with padding */
export function paddedBase64Of(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(binary);
}

/** The bytes of base64 text; undefined if it is none. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
