/** Runs the cells of one plan, one after the other. */
import { findDescendants } from "../graph/reachability.ts";
import { Interrupted, StopSignal } from "../std/controlFlow.ts";
import type { Activity } from "./activity.ts";
import { cancelledError, examineThrown, plainCellError, toCellError } from "./cellFailure.ts";
import type { CellRecord } from "./cellRecord.ts";
import type { CellUpkeep } from "./cellUpkeep.ts";
import { CellRun, type RunHost } from "./cellRun.ts";
import { kernelError } from "./errors.ts";
import type { EventStream } from "./eventStream.ts";
import { execute } from "./execution.ts";
import type { RunHistory } from "./inspect/runHistory.ts";
import { explainMissing } from "./missingNames.ts";
import type { Inputs } from "./inputs.ts";
import type { InterruptFlag } from "./interruptFlag.ts";
import type { Modules } from "./modules.ts";
import type { NotebookModel } from "./notebookModel.ts";
import type { CellError, CellResult } from "./protocol.ts";
import type { Turns } from "./turns.ts";

/** What a pass works with. */
export interface PassParts {
  readonly model: NotebookModel;
  readonly activity: Activity;
  readonly events: EventStream;
  readonly flag: InterruptFlag;
  readonly upkeep: CellUpkeep;
  readonly inputs: Inputs;
  readonly modules: Modules;
  readonly runHost: RunHost;
  readonly turns: Turns;
  readonly history: RunHistory;
  now(): number;
  /** Counts the runs of the kernel. */
  nextRun(): number;
}

export interface PassEnd {
  /** Cells that executed, in order. */
  readonly ran: readonly string[];
  /** Stop was pressed: what is left of the pass was dropped. */
  readonly interrupted: boolean;
}

type Outcome = { readonly result: CellResult; readonly error: CellError | null };

const yieldMs = 50;
/** A cell that took longer the last time is announced before it starts, even right after another batch. */
const slowMs = 8;

export class Pass {
  readonly #parts: PassParts;
  readonly #ran: string[] = [];
  #interrupted = false;
  #lastYield: number;

  constructor(parts: PassParts) {
    this.#parts = parts;
    this.#lastYield = parts.now();
  }

  /** Stop was pressed; the pass ends at the next chance. */
  interrupt(): void {
    this.#interrupted = true;
    this.#parts.activity.executing?.end(new Interrupted("stopped"));
  }

  /** Runs the cells in the given order. Cells whose ancestors fail on the way are cancelled. */
  async run(order: readonly string[]): Promise<PassEnd> {
    const { model, events, upkeep } = this.#parts;
    const waiting = new Map(order.map((id) => [id, model.cell(id)]));
    for (const record of waiting.values()) {
      upkeep.invalidate(record);
      record.attempted = true;
      upkeep.update(record, { status: "queued" });
    }
    events.flush();
    for (const id of order) {
      const record = waiting.get(id);
      if (record === undefined) continue;
      waiting.delete(id);
      await this.#breathe();
      if (this.#interrupted || this.#parts.flag.isSet()) {
        this.#interrupted = true;
        this.drop([record, ...waiting.values()]);
        break;
      }
      const outcome = this.#cannotRun(record) ?? (record.isEmpty ? this.#skipEmpty(record) : await this.#execute(record));
      if (outcome.result === "success") continue;
      this.#cancelDescendants(record, waiting, outcome.result);
    }
    return { ran: this.#ran, interrupted: this.#interrupted };
  }

  /** Marks cells that were to run and will not, because Stop was pressed. */
  drop(records: Iterable<CellRecord>): void {
    const error = plainCellError(kernelError("E203"));
    for (const record of records) {
      this.#parts.upkeep.clearOutputs(record);
      this.#parts.upkeep.update(record, { status: "idle", result: "interrupted", stale: true, error, blockedBy: null });
    }
  }

  async #execute(record: CellRecord): Promise<Outcome> {
    const { model, activity, events, upkeep, now } = this.#parts;
    const run = new CellRun(record, this.#parts.runHost);
    record.run = run;
    record.startedAt = this.#parts.nextRun();
    this.#parts.upkeep.clearOutputs(record);
    const stale = [...(model.graph.parents.get(record.id) ?? [])].some((parent) => model.cell(parent).stale);
    upkeep.update(record, { status: "running", stale, error: null, blockedBy: null, runs: record.runs + 1 });
    if (events.sinceFlush() >= 16 || (record.ms ?? Infinity) > slowMs) events.flush();
    this.#ran.push(record.id);
    const began = now();
    activity.executing = run;
    let outcome: Outcome;
    try {
      await execute(run, this.#parts, () => this.#nameInputs(record));
      outcome = { result: "success", error: null };
    } catch (error) {
      outcome = this.#outcomeOf(record, run, error);
    }
    // Rejections that the cell left behind are told while it is still known whose they are.
    await this.#parts.turns.rejectionsTold();
    activity.executing = null;
    run.finish();
    const ended = outcome.result === "interrupted";
    if (ended) run.end(new Interrupted("stopped"));
    record.imported = outcome.result === "success" && record.analysis.importOnly ? record.importKeys() : new Map();
    const ms = now() - began;
    upkeep.update(record, { status: "idle", result: outcome.result, error: outcome.error, ms, ...(ended ? { stale: true } : {}) });
    this.#parts.history.note({ cell: record.id, number: record.startedAt, startedAt: Date.now() - ms, ms, result: outcome.result, errorCode: outcome.error?.code ?? null });
    return outcome;
  }

  #outcomeOf(record: CellRecord, run: CellRun, thrown: unknown): Outcome {
    // What fails because Stop was pressed, in a worker of a pool for instance, is part of stopping.
    const stopped = this.#parts.flag.isSet() ? new Interrupted() : examineThrown(thrown);
    const error: unknown = run.signal.aborted ? run.signal.reason : stopped;
    this.#nameInputs(record);
    if (error instanceof StopSignal) {
      run.showResult(error.output);
      return { result: "stopped", error: null };
    }
    if (error instanceof Interrupted) {
      if (error.reason === "stopped") this.#interrupted = true;
      return { result: "interrupted", error: plainCellError(kernelError("E203")) };
    }
    return { result: "exception", error: this.#parts.runHost.toCellError(error, record.id) };
  }

  #nameInputs(record: CellRecord): void {
    this.#parts.inputs.settle(record.id, record.values());
  }

  /** The reason for not running a cell whose turn it is: an input that is not there because its cell failed or was not run. */
  #cannotRun(record: CellRecord): Outcome | undefined {
    const { model, events } = this.#parts;
    for (const name of record.analysis.refs) {
      const owner = model.graph.owners.get(name)?.find((id) => id !== record.id);
      if (owner === undefined) continue;
      const refused = model.cell(owner).valueOf(name) === undefined ? this.#refuseWithout(record, owner, name) : undefined;
      if (refused !== undefined) return refused;
    }
    for (const [maker, [name = ""]] of model.graph.tableReads.get(record.id) ?? []) {
      const refused = model.cell(maker).result === "success" ? undefined : this.#refuseWithout(record, maker, name);
      if (refused !== undefined) return refused;
    }
    events.tick();
    return undefined;
  }

  /** Refuses a cell that would have to do without a name of another; undefined when it may try. */
  #refuseWithout(record: CellRecord, owner: string, name: string): Outcome | undefined {
    const { model } = this.#parts;
    const producer = model.cell(owner);
    const cause = producer.result === "cancelled" ? (producer.blockedBy ?? owner) : owner;
    if (producer.result === "exception" || producer.result === "stopped" || producer.result === "cancelled" || producer.result === "interrupted") {
      return this.#refuse(record, "cancelled", cause, cancelledError(cause, model.has(cause) ? model.cell(cause).result : null, model.has(cause) ? model.cell(cause).error : null));
    }
    if (producer.manual && producer.stale) return this.#refuse(record, "blocked", owner, plainCellError(kernelError("E211", { cause: owner, name }), [owner]));
    return undefined;
  }

  #cancelDescendants(record: CellRecord, waiting: Map<string, CellRecord>, result: CellResult): void {
    const { model, upkeep } = this.#parts;
    const superseded = record.run?.signal.reason instanceof Interrupted && record.run.signal.reason.reason === "superseded";
    const cause = record.blockedBy ?? record.id;
    for (const id of findDescendants(model.graph, [record.id])) {
      const descendant = waiting.get(id);
      if (descendant === undefined) {
        const other = model.cell(id);
        if (!other.attempted || other.stale || other.isEmpty || model.isFailing(id) || this.#ran.includes(id) || other.result === "cancelled") continue;
        upkeep.update(other, { stale: true });
        continue;
      }
      if (result === "interrupted" && !superseded) continue;
      waiting.delete(id);
      if (result === "interrupted") this.drop([descendant]);
      else if (result === "blocked") this.#refuse(descendant, "blocked", cause, record.error);
      else this.#refuse(descendant, "cancelled", cause, cancelledError(cause, model.cell(cause).result, model.cell(cause).error));
    }
  }

  #refuse(record: CellRecord, result: "cancelled" | "blocked", cause: string, error: CellError | null): Outcome {
    this.#parts.upkeep.clearOutputs(record);
    this.#parts.upkeep.update(record, { status: "idle", result, stale: false, error, blockedBy: cause });
    return { result, error };
  }

  #skipEmpty(record: CellRecord): Outcome {
    this.#parts.upkeep.clearOutputs(record);
    this.#parts.upkeep.update(record, { status: "idle", result: "success", stale: false, error: null, blockedBy: null });
    return { result: "success", error: null };
  }

  /** Lets messages in now and then, so that Stop and sliders are heard between cells that never wait. */
  async #breathe(): Promise<void> {
    if (this.#parts.now() - this.#lastYield < yieldMs) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#lastYield = this.#parts.now();
  }
}

/** An error of a cell as data, explained with what the notebook knows. */
export function describeFailure(model: NotebookModel, error: unknown, cell: string): CellError {
  return toCellError(error, {
    cell,
    mapColumn: (id, line, column) => (model.has(id) ? model.cell(id).mapColumn(line, column) : column),
    explainMissing: (name) => explainMissing(model, name, cell),
  });
}
