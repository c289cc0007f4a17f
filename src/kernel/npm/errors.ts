/** What can go wrong with `npm:` imports: codes E270 to E278. */
import type { ErrorCatalogue } from "../../diagnostic/codedError.ts";

export const npmErrors = {
  E270: {
    name: "npm-specifier",
    message: "\"{specifier}\" does not name an npm package.",
    why: "After `npm:` comes the name of a package, its version, and a path inside it if you need one.",
    fix: "For example `import { chunk } from \"npm:lodash-es@4.17.21\"`.",
  },
  E271: {
    name: "npm-version-missing",
    message: "\"{specifier}\" has no version.",
    why: "A lesson must run next year as it runs today, so every package has an exact version: in the import itself, or under `packages:` at the top of the lesson file.",
    fix: "Write `\"npm:{name}@1.2.3\"` with the version that you mean.",
  },
  E272: {
    name: "npm-version-inexact",
    message: "`{version}` is not an exact version of {name}.",
    why: "A range or a tag such as `latest` may be other code tomorrow.",
    fix: "Write one version with three numbers, such as `\"npm:{name}@1.2.3\"`.",
  },
  E273: {
    name: "npm-unreachable",
    message: "{package} could not be fetched from {host}, and this browser has no copy of it.",
    why: "A package is fetched when a cell first imports it, and then kept for use without a network. {reason}",
    fix: "Run the cell once while you are online. If you are, {host} may be blocked where you are.",
  },
  E274: {
    name: "npm-refused",
    message: "{host} has no {package}: it answered with {answer}.",
    why: "Either the package, the version or the path inside it does not exist, or the address {url} is not what this server offers.",
    fix: "Check the spelling and the version.",
  },
  E275: {
    name: "npm-inner-import",
    message: "{package} cannot run in a browser as it is: {url} imports \"{specifier}\".",
    why: "Code of a package can only import by address; the server should have put an address in place of this name. Packages made for Node alone cannot be used.",
    fix: "Use a package, or a build of this one, that is made for browsers.",
  },
  E276: {
    name: "npm-too-much",
    message: "{package} is made of too much code to be imported: {reason}.",
    why: "Every module of a package is fetched and kept, and each of them once all that it imports is there.",
    fix: "Import only the part that you need, by its path, or a bundled build of the package.",
  },
  E277: {
    name: "npm-changed",
    message: "{host} gives other code for {package} than it did before.",
    why: "A published version never changes, so this is either a fault of the server or somebody's tampering. The code was not run.",
    fix: "Try another network or another server for packages.",
  },
  E278: {
    name: "npm-evaluation",
    message: "{package} could not be started: {reason}",
    why: "The package's own code failed while it was loaded.",
    fix: "Most often the package needs a page or Node, which a worker does not have. Look for another one.",
  },
} as const satisfies ErrorCatalogue;
