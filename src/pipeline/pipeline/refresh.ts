/** Forgets what sources and resources loaded before, in the schema and the state of a draft. */
import type { Source } from "../extract/source.ts";
import { dataTableNames, tableChain, tableOf } from "../schema/schema.ts";
import type { StoredSchema } from "../schema/types.ts";
import type { Refresh } from "./runOptions.ts";

export interface Refreshed {
  /** Tables that the destination is to drop. */
  readonly droppedTables: readonly string[];
  /** Root tables that it is to empty. */
  readonly emptiedTables: readonly string[];
}

/** @param sources state of all sources; changed in place, as the schema is */
export function refreshSource(refresh: Refresh | undefined, source: Source, schema: StoredSchema, sources: Record<string, unknown>): Refreshed {
  if (refresh === undefined) return { droppedTables: [], emptiedTables: [] };
  if (refresh === "drop_sources") {
    delete sources[schema.name];
    return { droppedTables: dropTables(schema, () => true), emptiedTables: [] };
  }
  const names = new Set(source.selectedResources.map(({ name }) => name));
  if (refresh === "drop_resources") {
    for (const name of names) delete resourcesOf(sources, schema.name)[name];
    return { droppedTables: dropTables(schema, (resource) => names.has(resource)), emptiedTables: [] };
  }
  for (const name of names) delete (resourcesOf(sources, schema.name)[name] as Record<string, unknown> | undefined)?.["incremental"];
  return { droppedTables: [], emptiedTables: tablesOfResources(schema, (resource) => names.has(resource)).filter((name) => tableOf(schema, name)?.parent === undefined) };
}

/** Names of the data tables that resources have filled, nested ones among them. */
export function tablesOfResources(schema: StoredSchema, isMeant: (resource: string) => boolean): string[] {
  return dataTableNames(schema).filter((name) => {
    const root = tableChain(schema, name).at(-1);
    return root !== undefined && isMeant(root.resource ?? root.name);
  });
}

/** Takes tables out of a schema, in place. Returns their names. */
export function dropTables(schema: StoredSchema, isMeant: (resource: string) => boolean): string[] {
  const names = tablesOfResources(schema, isMeant);
  for (const name of names) delete schema.tables[name];
  return names;
}

/** State of the resources of a source; an object of its own when there is none. */
export function resourcesOf(sources: Record<string, unknown>, source: string): Record<string, unknown> {
  const state = sources[source] as { readonly resources?: Record<string, unknown> } | undefined;
  return state?.resources ?? {};
}
