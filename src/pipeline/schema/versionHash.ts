/** The version of a schema: a hash of its content, and a count of its changes. */
import { sha3_256 } from "@noble/hashes/sha3.js";
import { paddedBase64Of } from "./base64.ts";
import { sortedJson } from "./jsonText.ts";
import type { StoredSchema } from "./types.ts";

export { sortedJson } from "./jsonText.ts";

/** Hashes that a schema remembers. */
const maxPreviousHashes = 10;

/**
 * Hash of everything but the version itself: SHA3-256 over JSON with sorted keys, then each table's name with its
 * column names in order, tables sorted (dlt: generate_version_hash).
 */
export function versionHash(schema: StoredSchema): string {
  const { version: _version, version_hash: _hash, previous_hashes: _previous, ...content } = schema;
  const hash = sha3_256.create();
  const add = (text: string): void => {
    hash.update(new TextEncoder().encode(text));
  };
  add(sortedJson(content));
  for (const table of Object.keys(schema.tables).sort(compareCodePoints)) {
    add(table);
    for (const column of Object.keys(schema.tables[table]?.columns ?? {})) add(column);
  }
  return paddedBase64Of(hash.digest());
}

/** Gives a changed schema its new hash and the next version number, and remembers the old hash. In place. */
export function refreshVersion(schema: StoredSchema): StoredSchema {
  const hash = versionHash(schema);
  if (hash === schema.version_hash) return schema;
  if (schema.version_hash !== "") {
    schema.version += 1;
    schema.previous_hashes = [schema.version_hash, ...schema.previous_hashes].slice(0, maxPreviousHashes);
  }
  schema.version_hash = hash;
  return schema;
}

function compareCodePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
