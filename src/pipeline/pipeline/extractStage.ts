/** Extract: data → load packages in the work folder, committed when all of them are complete. */
import type { PackageManifest } from "../storage/manifest.ts";
import type { StageContext } from "./context.ts";
import { extractData } from "./extraction.ts";
import type { DataOptions } from "./runOptions.ts";

/**
 * Extracts all sources of `data`. On an error, or when the run is stopped, no package is left.
 *
 * @returns the packages' manifests; packages without any job are not made
 */
export async function extractStage(data: unknown, context: StageContext, options: DataOptions): Promise<PackageManifest[]> {
  const { session } = context;
  const begun: string[] = [];
  try {
    const { packages, state } = await extractData(data, context, options, {
      files: session.files,
      folder: (loadId) => `${session.packages.packagePath("extracted", loadId)}/new_jobs`,
      onDraft: ({ loadId }) => void begun.push(loadId),
    });
    const extracted = packages.map(({ manifest, draft }) => ({ place: "extracted" as const, manifest, schema: draft.schema }));
    await session.commit(extracted, state);
    return packages.map(({ manifest }) => manifest);
  } finally {
    for (const loadId of begun) {
      if (!(await session.packages.isCommitted("extracted", loadId))) await session.packages.discard("extracted", loadId);
    }
  }
}
