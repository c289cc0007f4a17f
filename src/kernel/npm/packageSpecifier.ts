/** What `npm:` imports name. */
import { kernelError } from "../errors.ts";

/** A module of a package, by exact version. */
export interface PackageModule {
  readonly name: string;
  readonly version: string;
  /** Inside the package: empty, or with `/` at its beginning. */
  readonly path: string;
}

export const npmPrefix = "npm:";

const shape = /^npm:((?:@[a-z0-9~][\w.~-]*\/)?[a-z0-9~][\w.~-]*)(?:@([^/]*))?(\/.*)?$/i;
const exactVersion = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * Reads `npm:name@1.2.3/path`.
 *
 * @param versions  of packages that are imported without one
 * @throws E270, E271, E272
 */
export function readSpecifier(specifier: string, versions: Readonly<Record<string, string>>): PackageModule {
  const [, name, given, path = ""] = shape.exec(specifier) ?? [];
  if (name === undefined || path.split("/").some((part) => part === "..") || /[?#\\\s]/.test(path)) throw kernelError("E270", { specifier });
  const version = given ?? (Object.hasOwn(versions, name) ? versions[name] : undefined);
  if (version === undefined || version === "") throw kernelError("E271", { specifier, name });
  if (!exactVersion.test(version)) throw kernelError("E272", { version, name });
  return { name, version, path: path === "/" ? "" : path };
}

/** As messages call it: `lodash-es@4.17.21/chunk`. */
export function packageName({ name, version, path }: PackageModule): string {
  return `${name}@${version}${path}`;
}

/** Where packages come from when nothing else is said: esm.sh, each with what it needs in one module. */
export const defaultCdn = "https://esm.sh/{name}@{version}{path}?bundle";

/**
 * The address of a module.
 *
 * @param cdn  an address with `{name}`, `{version}` and `{path}` (empty, or beginning with `/`) in the places where they
 *   belong; one without them is the beginning of `…/name@version/path`
 */
export function moduleUrl(cdn: string, { name, version, path }: PackageModule): string {
  const template = cdn.includes("{name}") ? cdn : `${cdn.replace(/\/$/, "")}/{name}@{version}{path}`;
  return template.replaceAll("{name}", name).replaceAll("{version}", encodeURIComponent(version)).replaceAll("{path}", path);
}
