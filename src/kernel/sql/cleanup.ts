/** What an SQL cell has made goes with its run. */
import type { SqlCreation } from "../../cell/sql/names.ts";
import { qualified, quoteName } from "../../pipeline/destination/duckdb/sqlNames.ts";
import { notebookCatalog } from "./notebookDatabase.ts";

/**
 * The statements that take back what a cell made, the newest first. What lies in a database that was attached from
 * elsewhere, a pipeline's too, stays there; the database itself is let go.
 *
 * @param catalogs  the databases that are attached now: of `a.b` they tell whether `a` is one of them or a schema
 */
export function dropStatements(creations: readonly SqlCreation[], catalogs: ReadonlySet<string>): string[] {
  return creations.toReversed().flatMap((creation) => dropStatement(creation, catalogs) ?? []);
}

function dropStatement({ kind, noun, parts, isTemporary }: SqlCreation, catalogs: ReadonlySet<string>): string | null {
  const name = parts.at(-1) ?? "";
  if (kind === "catalog") return `DETACH DATABASE IF EXISTS ${quoteName(name)}`;
  const place = isTemporary ? ["temp", "main"] : placeOf(parts.slice(0, -1), kind === "schema", catalogs);
  if (place === null) return null;
  return `DROP ${noun} IF EXISTS ${qualified(...place, name)}${noun === "MACRO" ? "" : " CASCADE"}`;
}

/** Catalog and schema of what is not elsewhere; for a schema, the catalog alone. */
function placeOf(given: readonly string[], isSchema: boolean, catalogs: ReadonlySet<string>): string[] | null {
  const [first, second] = given;
  if (first === undefined) return isSchema ? [notebookCatalog] : [notebookCatalog, "main"];
  const catalog = first.toLowerCase();
  if (catalog === "temp") return isSchema ? null : ["temp", "main"];
  const isCatalog = second !== undefined || isSchema || [...catalogs].some((known) => known.toLowerCase() === catalog);
  if (!isCatalog) return [notebookCatalog, first];
  if (catalog !== notebookCatalog) return null;
  return isSchema ? [notebookCatalog] : [notebookCatalog, second ?? "main"];
}
