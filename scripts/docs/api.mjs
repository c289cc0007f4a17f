/**
 * The API of the pipeline library, read by TypeDoc. It stands in a package of its own, since TypeDoc needs the JavaScript
 * API of TypeScript, which the version that checks this project no longer has.
 */
import { fileURLToPath } from "node:url";
import { Application, LogLevel, ReflectionKind } from "typedoc";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** What an export may be. Modules and members of exports are left out. */
const exported = ReflectionKind.Class | ReflectionKind.Interface | ReflectionKind.TypeAlias | ReflectionKind.Enum | ReflectionKind.Function | ReflectionKind.Variable;

/** @param {string} out folder for the pages */
async function read(out) {
  const app = await Application.bootstrap({
    name: "Watercourse: the pipeline library",
    entryPoints: [here("../../src/pipeline/index.ts")],
    tsconfig: here("./tsconfig.json"),
    basePath: here("../../"),
    readme: "none",
    out,
    excludePrivate: true,
    excludeExternals: true,
    skipErrorChecking: true,
    disableSources: true,
    githubPages: false,
    validation: { notExported: false, notDocumented: false, invalidLink: true, invalidPath: true, rewrittenLink: false, unusedMergeModuleWith: true },
    logLevel: LogLevel.Warn,
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc could not read src/pipeline/index.ts.");
  return { app, project };
}

/**
 * Writes browsable pages of everything that `src/pipeline/index.ts` exports.
 *
 * @param {string} out folder for the pages; what was in it is replaced
 */
export async function writeDocs(out) {
  const { app, project } = await read(out);
  app.validate(project);
  await app.generateOutputs(project);
  return app.logger.hasErrors() ? 1 : 0;
}

/** Names of exports without a doc comment. @returns {Promise<string[]>} */
export async function undocumentedExports() {
  const { project } = await read("");
  return (project.children ?? []).filter((one) => one.kindOf(exported) && !one.hasComment() && !(one.signatures ?? []).some((signature) => signature.hasComment())).map(({ name }) => name);
}
