/** Code of packages, kept in the browser by address, so that it is there without a network. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** A module as a server gave it. */
export interface KeptModule {
  /** The address that was answered in the end, from which relative imports count. */
  readonly url: string;
  readonly code: string;
}

/** What is known of an address: its code, or, where the code was lost or damaged, only what it must be. */
export interface KnownModule {
  readonly module: KeptModule | undefined;
  /** SHA-256 of the code when it was first fetched, in hex. */
  readonly digest: string;
}

export interface ModuleCache {
  find(url: string): Promise<KnownModule | undefined>;
  keep(url: string, module: KeptModule): Promise<void>;
}

const cacheName = "watercourse-npm-1";
const digestHeader = "X-Watercourse-Digest";
const addressHeader = "X-Watercourse-Address";

/** Keeps modules in Cache Storage; where the browser has none, or refuses, only as long as the kernel lives. */
export function browserModuleCache(): ModuleCache {
  const inMemory = memoryModuleCache();
  const open = (): Promise<Cache | undefined> => (typeof caches === "undefined" ? Promise.resolve(undefined) : caches.open(cacheName).catch(() => undefined));
  return {
    async find(url) {
      const response = await (await open())?.match(url);
      const digest = response?.headers.get(digestHeader);
      if (response === undefined || digest === null || digest === undefined) return inMemory.find(url);
      const code = await response.text();
      const module = { url: response.headers.get(addressHeader) ?? url, code };
      return { digest, module: digestOf(code) === digest ? module : undefined };
    },
    async keep(url, module) {
      await inMemory.keep(url, module);
      const headers = { "Content-Type": "text/javascript", [digestHeader]: digestOf(module.code), [addressHeader]: module.url };
      // A full disk only costs the copy; the code is here and runs.
      await (await open())?.put(url, new Response(module.code, { headers })).catch(() => undefined);
    },
  };
}

export function memoryModuleCache(): ModuleCache {
  const modules = new Map<string, KeptModule>();
  return {
    find: async (url) => {
      const module = modules.get(url);
      return module === undefined ? undefined : { module, digest: digestOf(module.code) };
    },
    keep: async (url, module) => void modules.set(url, module),
  };
}

/** Not `crypto.subtle`, which a page served over plain HTTP does not have. */
export function digestOf(code: string): string {
  return bytesToHex(sha256(utf8ToBytes(code)));
}
