import type { CellState, KernelEvent } from "../protocol.ts";

/** Follows by its events what the kernel is doing, so that this is still known when the kernel has to be replaced. */
export class KernelActivity {
  #running = new Set<string>();
  #begun: string[] = [];
  readonly #standing = new Map<string, Pick<CellState, "status" | "result" | "stale">>();

  note(events: readonly KernelEvent[]): void {
    for (const event of events) {
      if (event.type === "busyChanged" && event.busy) this.#forgetCommand();
      if (event.type !== "cellChanged") continue;
      const before = this.#standing.get(event.id) ?? { status: "idle", result: null, stale: true };
      const { status = before.status, result = before.result, stale = before.stale } = event.change;
      this.#standing.set(event.id, { status, result, stale });
      if (event.change.status === undefined) continue;
      if (event.change.status !== "running") this.#running.delete(event.id);
      else {
        this.#running.add(event.id);
        this.#begun.push(event.id);
      }
    }
  }

  /** A new kernel knows nothing yet. */
  clear(): void {
    this.#forgetCommand();
    this.#standing.clear();
  }

  /** Cells that run now. */
  running(): string[] {
    return [...this.#running];
  }

  /** Cells that have begun to run since the kernel was last idle, in order. */
  begun(): string[] {
    return [...this.#begun];
  }

  /** Cells whose values are there and up to date. Those that wait in the queue have lost theirs. */
  upToDate(): string[] {
    return [...this.#standing].filter(([, { status, result, stale }]) => status === "idle" && result === "success" && !stale).map(([id]) => id);
  }

  #forgetCommand(): void {
    this.#running = new Set();
    this.#begun = [];
  }
}
