/** Changes of what is known of a cell, each told to the page. */
import type { CellRecord } from "./cellRecord.ts";
import type { EventStream } from "./eventStream.ts";
import type { Inputs } from "./inputs.ts";
import type { OutputData } from "./outputData.ts";
import type { CellState } from "./protocol.ts";

export type CellChange = Partial<Omit<CellState, "id" | "outputs" | "console">>;

export class CellUpkeep {
  readonly #events: EventStream;
  readonly #inputs: Inputs;
  readonly #data: OutputData;

  constructor(events: EventStream, inputs: Inputs, data: OutputData) {
    this.#events = events;
    this.#inputs = inputs;
    this.#data = data;
  }

  /** Gives a cell new facts. */
  update(record: CellRecord, change: CellChange): void {
    Object.assign(record, change);
    this.#events.push({ type: "cellChanged", id: record.id, change });
  }

  /** Takes back everything that a cell's last run left: names, inputs, timers, workers. Its output stays to be seen. */
  invalidate(record: CellRecord): void {
    record.run?.end();
    record.names.clear();
    record.privates.clear();
    this.#inputs.dropCell(record.id);
  }

  /** Empties the cell's outputs and console; what they referred to is gone. */
  clearOutputs(record: CellRecord): void {
    this.#data.dropCell(record.id);
    record.outputs = [];
    record.console = [];
    this.#events.push({ type: "outputsCleared", id: record.id });
  }
}
