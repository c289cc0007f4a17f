/** From what a command concerns to the cells that run; all others are brought up to date here. */
import { findDisabled, type RunPlan, planRun } from "../graph/runPlan.ts";
import type { CellUpkeep } from "./cellUpkeep.ts";
import type { Concern, NotebookChanges } from "./notebookChanges.ts";
import type { NotebookModel } from "./notebookModel.ts";
import { blockedError } from "./problemErrors.ts";

export class RunPlanner {
  readonly #model: NotebookModel;
  readonly #changes: NotebookChanges;
  readonly #upkeep: CellUpkeep;

  constructor(model: NotebookModel, changes: NotebookChanges, upkeep: CellUpkeep) {
    this.#model = model;
    this.#changes = changes;
    this.#upkeep = upkeep;
  }

  /** Finds the cells to run, and brings up to date all those that will not: in error, blocked, disabled, stale. */
  plan(concern: Concern): RunPlan {
    const model = this.#model;
    const requested = new Set(concern.requested);
    const affected = new Set(concern.affected);
    for (;;) {
      const plan = planRun(model.graph, {
        mode: concern.alone === true ? "lazy" : model.mode,
        requested: [...requested].filter((id) => model.has(id)),
        affected: [...affected].filter((id) => model.has(id)),
        state: (id) => model.cell(id),
        failing: { has: (id) => model.isFailing(id) },
        carries: (from, to) => this.#changes.carries(from, to),
      });
      const challenged = plan.run.filter((id) => model.isTolerated(id));
      if (challenged.length === 0) {
        this.#settle(plan);
        return plan;
      }
      // An older cell that runs again beside a newer duplicate loses its privilege: both are in error now.
      this.#changes.spread(model.refresh(new Set(challenged)), affected);
    }
  }

  #settle(plan: RunPlan): void {
    const model = this.#model;
    const disabled = findDisabled(model.graph, (id) => model.cell(id));
    for (const record of model.cells()) {
      const isDisabled = disabled.has(record.id);
      if (isDisabled !== (record.status === "disabled")) this.#upkeep.update(record, { status: isDisabled ? "disabled" : "idle" });
    }
    for (const id of plan.refused) {
      const record = model.cell(id);
      record.attempted = true;
      if (model.problems.has(id)) {
        this.#changes.showProblem(record);
        continue;
      }
      const cause = model.blocked.get(id) ?? id;
      this.#upkeep.invalidate(record);
      this.#upkeep.clearOutputs(record);
      this.#upkeep.update(record, { result: "blocked", stale: false, error: blockedError(cause), blockedBy: cause });
    }
    for (const id of plan.disabled) {
      const record = model.cell(id);
      // It would have run: when what disables it goes, it runs like any other.
      record.attempted = true;
      this.#upkeep.update(record, { result: "disabled", stale: !record.isEmpty });
    }
    for (const id of plan.stale) {
      const record = model.cell(id);
      if (!record.stale && !record.isEmpty && !model.problems.has(id)) this.#upkeep.update(record, { stale: true });
    }
  }
}
