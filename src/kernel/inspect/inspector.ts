/** Answers what panels ask. */
import type { Inputs } from "../inputs.ts";
import type { NotebookModel } from "../notebookModel.ts";
import { describeGraph } from "./cellGraph.ts";
import { describeDatabases, type InspectedPipeline } from "./databases.ts";
import { kernelError } from "../errors.ts";
import type { InspectAnswer, InspectQuery } from "./inspection.ts";
import type { RunHistory } from "./runHistory.ts";
import { describeVariables } from "./variables.ts";
import { listFiles, previewFile, type ReadableFiles } from "./workFiles.ts";

/** What a kernel can see of the pipelines that its cells use. */
export interface PipelinesView {
  /** The store with their work folders. */
  files(): Promise<ReadableFiles>;
  /** Those that cells have made so far, in that order. */
  made(): Iterable<InspectedPipeline>;
}

/** What answers are made from. */
export interface InspectedNotebook {
  readonly model: NotebookModel;
  readonly inputs: Inputs;
  readonly history: RunHistory;
}

/**
 * Answers a query.
 *
 * @param viewPipelines  undefined in a kernel without the pipeline library: there are no files and no databases
 * @throws E280, E281
 */
export async function inspect(query: InspectQuery, { model, inputs, history }: InspectedNotebook, viewPipelines: (() => Promise<PipelinesView>) | undefined): Promise<InspectAnswer> {
  switch (query.type) {
    case "variables":
      return { type: "variables", variables: describeVariables(model, inputs) };
    case "graph":
      return { type: "graph", ...describeGraph(model) };
    case "history":
      return { type: "history", runs: history.list(query.cell, query.limit) };
    case "files": {
      const pipelines = await viewPipelines?.();
      return pipelines === undefined ? { type: "files", store: null, entries: [], isCut: false } : listFiles(await pipelines.files(), query.path);
    }
    case "fileText": {
      const pipelines = await viewPipelines?.();
      if (pipelines === undefined) throw kernelError("E280", { path: query.path });
      return previewFile(await pipelines.files(), query.path, query.bytes);
    }
    case "database": {
      const pipelines = await viewPipelines?.();
      return { type: "database", databases: await describeDatabases(pipelines?.made() ?? []) };
    }
  }
}
