/** Packages that cells import by `npm:`: fetched when a cell first runs with them, kept, and evaluated. */
import { init, parse } from "es-module-lexer";
import { kernelError } from "../errors.ts";
import { browserModuleCache, digestOf, type KeptModule, type ModuleCache } from "./moduleCache.ts";
import { defaultCdn, moduleUrl, packageName, type PackageModule, readSpecifier } from "./packageSpecifier.ts";

type Namespace = Readonly<Record<string, unknown>>;

export interface NpmSpec {
  /** Exact versions of packages that are imported without one. */
  readonly versions?: Readonly<Record<string, string>> | undefined;
  /** Where packages come from: see `moduleUrl`. */
  readonly cdn?: string | undefined;
  readonly cache?: ModuleCache;
  readonly fetch?: (url: string) => Promise<Response>;
  /** Makes an address from which a module's code can be imported. Default: one of the browser's own memory. */
  readonly addressOf?: (code: string) => string;
}

const maxModules = 300;
const maxCharacters = 30_000_000;
/** A server that has not answered by then is taken for unreachable. */
const longestFetchMs = 30_000;

export class NpmModules {
  readonly #versions: Readonly<Record<string, string>>;
  readonly #cdn: string;
  readonly #cache: ModuleCache;
  readonly #fetch: (url: string) => Promise<Response>;
  readonly #addressOf: (code: string) => string;
  readonly #namespaces = new Map<string, Promise<Namespace>>();
  /** Module → the address of its code, with the addresses of what it imports in it. */
  readonly #addresses = new Map<string, Promise<string>>();
  #characters = 0;
  /** The load before this one: two at once could wait for each other in a circle of modules. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ versions = {}, cdn = defaultCdn, cache = browserModuleCache(), fetch: ask = (url) => fetch(url, { credentials: "omit", signal: AbortSignal.timeout(longestFetchMs) }), addressOf = blobAddress }: NpmSpec = {}) {
    this.#versions = versions;
    this.#cdn = cdn;
    this.#cache = cache;
    this.#fetch = ask;
    this.#addressOf = addressOf;
  }

  /** The exports of a package's module. Asked again after a failure, it tries again. @throws E270 to E278 */
  async load(specifier: string): Promise<Namespace> {
    const wanted = readSpecifier(specifier, this.#versions);
    const url = moduleUrl(this.#cdn, wanted);
    const known = this.#namespaces.get(url);
    if (known !== undefined) return known;
    const loading = this.#last.then(() => this.#evaluate(url, wanted));
    this.#last = loading.catch(() => undefined);
    this.#namespaces.set(url, loading);
    loading.catch(() => this.#namespaces.delete(url));
    return loading;
  }

  async #evaluate(url: string, wanted: PackageModule): Promise<Namespace> {
    await init;
    const address = await this.#address(url, wanted, []);
    try {
      return (await import(/* @vite-ignore */ address)) as Namespace;
    } catch (error) {
      throw kernelError("E278", { package: packageName(wanted), reason: error instanceof Error ? error.message : String(error) }, { cause: error });
    }
  }

  /** @param path  the modules through which it is reached: what they import must be there before them */
  #address(url: string, wanted: PackageModule, path: readonly string[]): Promise<string> {
    if (path.includes(url)) throw kernelError("E276", { package: packageName(wanted), reason: "its modules import each other in a circle" });
    const known = this.#addresses.get(url);
    if (known !== undefined) return known;
    if (this.#addresses.size >= maxModules) throw kernelError("E276", { package: packageName(wanted), reason: `more than ${maxModules} modules` });
    const making = this.#read(url, wanted).then((module) => this.#link(module, wanted, [...path, url]));
    this.#addresses.set(url, making);
    making.catch(() => this.#addresses.delete(url));
    return making;
  }

  /** Puts addresses in place of what the module imports. Imports that it makes while it runs are left to the browser. */
  async #link({ url, code }: KeptModule, wanted: PackageModule, path: readonly string[]): Promise<string> {
    const [imports] = parse(code, url);
    let linked = "";
    let end = 0;
    for (const { n: specifier, s, e, d } of imports) {
      if (specifier === undefined || d === -2) continue;
      const target = resolve(specifier, url);
      const isDynamic = d > -1;
      if (target === undefined && !isDynamic) throw kernelError("E275", { package: packageName(wanted), url, specifier });
      if (target === undefined) continue;
      // One after the other: a circle is then found as one, whichever way it is entered.
      const address = isDynamic ? target : await this.#address(target, wanted, path);
      linked += code.slice(end, s) + (isDynamic ? JSON.stringify(address) : address);
      end = e;
    }
    return this.#addressOf(linked + code.slice(end));
  }

  async #read(url: string, wanted: PackageModule): Promise<KeptModule> {
    const known = await this.#cache.find(url);
    const module = known?.module ?? (await this.#download(url, wanted));
    if (known !== undefined && known.module === undefined && digestOf(module.code) !== known.digest) throw kernelError("E277", { host: hostOf(url), package: packageName(wanted) });
    if (known?.module === undefined) await this.#cache.keep(url, module);
    this.#characters += module.code.length;
    if (this.#characters > maxCharacters) throw kernelError("E276", { package: packageName(wanted), reason: `more than ${maxCharacters / 1e6} MB` });
    return module;
  }

  async #download(url: string, wanted: PackageModule): Promise<KeptModule> {
    const about = { package: packageName(wanted), host: hostOf(url), url };
    let response: Response;
    let code: string;
    try {
      response = await this.#fetch(url);
      code = await response.text();
    } catch (error) {
      throw kernelError("E273", { ...about, reason: `The browser says: ${error instanceof Error ? error.message : String(error)}.` }, { cause: error });
    }
    if (!response.ok) throw kernelError("E274", { ...about, answer: `status ${response.status}` });
    const type = response.headers.get("Content-Type") ?? "";
    if (!/javascript|ecmascript/.test(type)) throw kernelError("E274", { ...about, answer: type === "" ? "something that is not said to be JavaScript" : `“${type}”, which is not JavaScript` });
    return { url: response.url === "" ? url : response.url, code };
  }
}

/** An address, from an address or from a path beside one; undefined for a bare name. */
function resolve(specifier: string, base: string): string | undefined {
  if (/^(?:https?:)?\/|^\.\.?\//.test(specifier)) return new URL(specifier, base).href;
  return /^(?:data|blob):/.test(specifier) ? specifier : undefined;
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** Lives as long as the worker, as the modules do. */
function blobAddress(code: string): string {
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}
