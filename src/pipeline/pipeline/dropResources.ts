/** Forgets resources: their tables, with the nested ones, and their state (dlt: `pipeline drop`). */
import { pipelineError } from "../errors.ts";
import { dataTableNames, tableChain } from "../schema/schema.ts";
import { schemaNameOfPipeline } from "../schema/schemaName.ts";
import { refreshVersion } from "../schema/versionHash.ts";
import type { StageContext } from "./context.ts";
import { completeDrafts, newDraft } from "./extraction.ts";
import { dropTables, resourcesOf } from "./refresh.ts";

/**
 * Makes packages that drop the tables when they are loaded, so that a dataset that is filled again later has them dropped
 * at the same place among its loads.
 *
 * @throws E444 for a resource that no table names
 */
export async function extractDrop(context: StageContext, resources: readonly string[]): Promise<void> {
  const { session, pipelineName } = context;
  const known = resourceNames(context);
  const unknown = resources.find((name) => !known.has(name));
  if (unknown !== undefined) throw pipelineError("E444", { pipeline: pipelineName, resource: unknown, known: [...known].join(", ") || "none" });
  const sourceState = structuredClone(session.state?.sources ?? {});
  const drafts = session.schemaNames.flatMap((schemaName) => {
    const draft = newDraft(session.draftSchema(schemaName), session.schema(schemaName));
    for (const name of dropTables(draft.schema, (resource) => resources.includes(resource))) draft.droppedTables.add(name);
    if (draft.droppedTables.size === 0) return [];
    for (const name of resources) delete resourcesOf(sourceState, schemaName)[name];
    refreshVersion(draft.schema);
    return [draft];
  });
  const sink = { files: session.files, folder: (loadId: string) => `${session.packages.packagePath("extracted", loadId)}/new_jobs` };
  const { packages, state } = await completeDrafts(drafts, { context, schemaName: schemaNameOfPipeline(pipelineName), sourceState, sink });
  await session.commit(
    packages.map(({ draft, manifest }) => ({ place: "extracted", manifest, schema: draft.schema })),
    state,
  );
}

/** Resources that have filled tables. */
function resourceNames({ session }: StageContext): Set<string> {
  const schemas = session.schemaNames.flatMap((name) => session.schema(name) ?? []);
  return new Set(schemas.flatMap((schema) => dataTableNames(schema).map((name) => tableChain(schema, name).at(-1)?.resource ?? name)));
}
