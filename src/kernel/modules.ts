/** What cells can import, and the parts of it that are loaded only when a cell needs them. */
import type { CellAnalysis } from "../cell/types.ts";
import * as recharts from "../std/recharts.ts";
import { pipelineNames } from "./cellNames.ts";
import { kernelError } from "./errors.ts";
import { npmPrefix } from "./npm/packageSpecifier.ts";

type Names = Readonly<Record<string, unknown>>;

/** What a run gets: its imports in order, and names that it has without importing them. */
export interface LoadedModules {
  readonly modules: readonly Names[];
  readonly provided: Names;
}

export const ownModule = "watercourse";
/** The elements of charts, for `tsx` cells. */
const chartModule = "recharts";

export class Modules {
  readonly #loadPipeline: () => Promise<Names>;
  readonly #loadPackage: (specifier: string) => Promise<Names>;
  #pipeline: Promise<Names> | undefined;
  #loaded: Names | undefined;

  /**
   * @param loadPipeline  gives `dlt` and `env`; called once, when a cell first needs them
   * @param loadPackage   gives what a specifier `npm:…` names
   */
  constructor(loadPipeline: () => Promise<Names>, loadPackage: (specifier: string) => Promise<Names>) {
    this.#loadPipeline = loadPipeline;
    this.#loadPackage = loadPackage;
  }

  /**
   * Finds everything that a cell imports or takes for granted. Answers at once unless something must be loaded.
   *
   * @throws E206, E207, E219, E270 to E278
   */
  load(analysis: CellAnalysis, std: Names): LoadedModules | Promise<LoadedModules> {
    const needsPipeline =
      analysis.refs.some((name) => pipelineNames.has(name)) ||
      analysis.imports.some(({ module, bindings }) => module === ownModule && bindings.some(({ imported }) => imported === "*" || pipelineNames.has(imported)));
    const packages = analysis.imports.flatMap(({ module }) => (module.startsWith(npmPrefix) ? [module] : []));
    if (packages.length > 0) return this.#loadAll(packages, analysis, std, needsPipeline);
    if (!needsPipeline) return this.#resolve(analysis, std, {});
    if (this.#loaded !== undefined) return this.#resolve(analysis, std, this.#loaded);
    return this.#fetchPipeline().then((pipeline) => this.#resolve(analysis, std, pipeline));
  }

  /** For a dynamic `import(…)`. @throws E206 */
  async importModule(specifier: string, std: Names): Promise<Names> {
    if (specifier.startsWith(npmPrefix)) return this.#loadPackage(specifier);
    if (specifier === chartModule) return { ...recharts };
    if (specifier !== ownModule) throw kernelError("E206", { module: specifier });
    return { ...std, ...(await this.#fetchPipeline()) };
  }

  #fetchPipeline(): Promise<Names> {
    this.#pipeline ??= this.#loadPipeline().then(
      (names) => (this.#loaded = Object.fromEntries([...pipelineNames].map((name) => [name, names[name]]))),
      (error: unknown) => {
        this.#pipeline = undefined;
        throw kernelError("E219", { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
      },
    );
    return this.#pipeline;
  }

  async #loadAll(packages: readonly string[], analysis: CellAnalysis, std: Names, needsPipeline: boolean): Promise<LoadedModules> {
    const loaded = new Map<string, Names>();
    for (const specifier of packages) loaded.set(specifier, await this.#loadPackage(specifier));
    return this.#resolve(analysis, std, needsPipeline ? await this.#fetchPipeline() : {}, loaded);
  }

  #resolve(analysis: CellAnalysis, std: Names, pipeline: Names, packages: ReadonlyMap<string, Names> = new Map()): LoadedModules {
    const own = { ...std, ...pipeline };
    const modules = analysis.imports.map(({ module, bindings }) => {
      const offered = module === ownModule ? own : module === chartModule ? recharts : packages.get(module);
      if (offered === undefined) throw kernelError("E206", { module });
      for (const { imported } of bindings) {
        const names = module === ownModule ? new Set([...Object.keys(own), ...pipelineNames]) : Object.keys(offered).slice(0, 50);
        if (imported !== "*" && !Object.hasOwn(offered, imported)) throw kernelError("E207", { module, name: imported, names: [...names].join(", ") });
      }
      return offered;
    });
    return { modules, provided: analysis.lang === "tsx" ? { ...recharts, ...pipeline } : pipeline };
  }
}

/** What a cell's imports bring in: local name → module and exported name. Equal keys are the same import. */
export function importKeys(analysis: CellAnalysis): Map<string, string> {
  return new Map(analysis.imports.flatMap(({ module, bindings }) => bindings.map(({ imported, local }) => [local, `${module}#${imported}`] as const)));
}
