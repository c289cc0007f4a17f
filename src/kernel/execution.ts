/** Executes a cell's code once, from its imports to the last promise that it left to wait for. */
import type { CellAnalysis } from "../cell/types.ts";
import type { Activity } from "./activity.ts";
import type { CellRun } from "./cellRun.ts";
import { makeNames } from "./cellNames.ts";
import type { Modules } from "./modules.ts";
import type { NotebookModel } from "./notebookModel.ts";

/** What an execution works with. */
export interface ExecutionParts {
  readonly model: NotebookModel;
  readonly activity: Activity;
  readonly modules: Modules;
}

/**
 * Runs the code and shows its last expression.
 *
 * @param onValues  called once the code has come to its end and its names have their values
 * @throws whatever the code throws; the reason of the run's signal when it was ended from outside
 */
export async function execute(run: CellRun, { model, activity, modules }: ExecutionParts, onValues: () => void): Promise<void> {
  const { record } = run;
  const names = needsNames(model, record.analysis) ? makeNames(run, () => activity.executing ?? run) : noNames;
  const loading = modules.load(record.analysis, names.std);
  const loaded = loading instanceof Promise ? await Promise.race([loading, run.ended]) : loading;
  const refs = collectRefs(model, record.id, record.analysis, { ...names.globals, ...loaded.provided });
  const call = record.compile(Object.keys(refs));
  const promise = activity.within(run, () => call(run.runtime(refs, loaded.modules)));
  // After Stop nobody waits for the cell's own promise any more.
  promise.catch(() => undefined);
  const value = await Promise.race([promise, run.ended]);
  onValues();
  run.showResult(value);
  await Promise.race([run.settle(), run.ended]);
}

const noNames = { std: {}, globals: {} };

/** Whether a cell reads anything but other cells' names. Making the names that every cell has takes longer than most cells. */
function needsNames(model: NotebookModel, { refs, imports }: CellAnalysis): boolean {
  return imports.length > 0 || refs.some((name) => !model.graph.owners.has(name));
}

/** Values for the free names of a cell: of the cells that own them, else of the names that every cell has. */
function collectRefs(model: NotebookModel, id: string, analysis: CellAnalysis, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const refs = Object.create(null) as Record<string, unknown>;
  for (const name of [...analysis.refs, ...analysis.foreignAssignments.map((assignment) => assignment.name)]) {
    const owner = model.graph.owners.get(name)?.find((other) => other !== id);
    const found = owner === undefined ? (Object.hasOwn(given, name) ? { value: given[name] } : undefined) : model.cell(owner).valueOf(name);
    if (found !== undefined) refs[name] = found.value;
  }
  return refs;
}
