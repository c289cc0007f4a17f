/** The packages of one open notebook; what fetches and links them is loaded with the first import of one. */
import type { NpmModules, NpmSpec } from "./npmModules.ts";

export class Packages {
  readonly #spec: NpmSpec;
  #modules: Promise<NpmModules> | undefined;

  constructor(spec: NpmSpec) {
    this.#spec = spec;
  }

  /** The exports of a package's module. @throws E270 to E278 */
  async load(specifier: string): Promise<Readonly<Record<string, unknown>>> {
    this.#modules ??= import("./npmModules.ts").then(
      ({ NpmModules }) => new NpmModules(this.#spec),
      (error: unknown) => {
        this.#modules = undefined;
        throw error;
      },
    );
    return (await this.#modules).load(specifier);
  }
}
