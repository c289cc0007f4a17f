/** Code that is tried out beside the notebook: it reads the cells' names and is no cell itself. */
import { analyzeCell } from "../cell/analyzeCell.ts";
import { Interrupted, StopSignal } from "../std/controlFlow.ts";
import { examineThrown, plainCellError, toCellError } from "./cellFailure.ts";
import { CellRecord } from "./cellRecord.ts";
import { CellRun, type RunHost } from "./cellRun.ts";
import { kernelError } from "./errors.ts";
import { EventStream } from "./eventStream.ts";
import { execute, type ExecutionParts } from "./execution.ts";
import { explainMissing } from "./missingNames.ts";
import { problemError } from "./problemErrors.ts";
import type { CellError, CellResult, EvaluateRequest, EvaluateResult } from "./protocol.ts";
import type { OutputData } from "./outputData.ts";

/** No cell can have this id: a lesson's ids have no brackets. */
export const scratchId = "(scratch)";

export interface ScratchParts extends ExecutionParts {
  readonly data: OutputData;
  readonly runHost: RunHost;
  now(): number;
}

export class Scratch {
  readonly #record: CellRecord;
  #ms = 0;

  constructor({ code, lang = "ts" }: EvaluateRequest) {
    const spec = { id: scratchId, code, lang, role: "cell", manual: false, disabled: false } as const;
    this.#record = new CellRecord(spec, analyzeCell(code, { lang }));
  }

  /** What became of it. */
  get outcome(): EvaluateResult {
    const { result, error, outputs, console } = this.#record;
    return { result: result ?? "interrupted", error: result === null ? plainCellError(kernelError("E203")) : error, outputs, console, ms: this.#ms };
  }

  /** Runs the code; afterwards its timers, inputs and states' readers are gone, its shown tables stay until the next scratch. */
  async run(parts: ScratchParts): Promise<void> {
    const record = this.#record;
    parts.data.dropCell(scratchId);
    if (record.analysis.diagnostics.some(({ severity }) => severity === "error")) return this.#end("graph-error", problemError({ kind: "text" }, record.analysis));
    const silent = new EventStream(() => undefined, parts.now);
    const run = new CellRun(record, {
      ...parts.runHost,
      events: silent,
      addInput: () => scratchId,
      toCellError: (error) => this.#describe(error, parts),
      resolveName: (name, _cell, reader) => record.valueOf(name) ?? record.privateOf(name) ?? parts.runHost.resolveName(name, scratchId, reader),
    });
    const began = parts.now();
    parts.activity.executing = run;
    try {
      await execute(run, parts, () => undefined);
      this.#end("success", null);
    } catch (error) {
      this.#fail(run, error, parts);
    } finally {
      parts.activity.executing = null;
      this.#ms = parts.now() - began;
      silent.flush();
      run.end();
      silent.close();
    }
  }

  #fail(run: CellRun, thrown: unknown, parts: ScratchParts): void {
    const error: unknown = run.signal.aborted ? run.signal.reason : parts.runHost.flag.isSet() ? new Interrupted() : examineThrown(thrown);
    if (error instanceof StopSignal) {
      run.showResult(error.output);
      this.#end("stopped", null);
    } else if (error instanceof Interrupted) this.#end("interrupted", plainCellError(kernelError("E203")));
    else this.#end("exception", this.#describe(error, parts));
  }

  #describe(error: unknown, { model }: ScratchParts): CellError {
    return toCellError(error, {
      cell: scratchId,
      mapColumn: (id, line, column) => (id === scratchId ? this.#record : model.has(id) ? model.cell(id) : undefined)?.mapColumn(line, column) ?? column,
      explainMissing: (name) => explainMissing(model, name, scratchId),
    });
  }

  #end(result: CellResult, error: CellError | null): void {
    Object.assign(this.#record, { result, error });
  }
}
