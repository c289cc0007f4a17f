import type { KernelEvent } from "../protocol.ts";

/** Follows by its events what the kernel is doing, so that this is still known when the kernel has to be replaced. */
export class KernelActivity {
  #running = new Set<string>();
  #begun: string[] = [];

  note(events: readonly KernelEvent[]): void {
    for (const event of events) {
      if (event.type === "busyChanged" && event.busy) this.clear();
      if (event.type !== "cellChanged" || event.change.status === undefined) continue;
      if (event.change.status !== "running") this.#running.delete(event.id);
      else {
        this.#running.add(event.id);
        this.#begun.push(event.id);
      }
    }
  }

  clear(): void {
    this.#running = new Set();
    this.#begun = [];
  }

  /** Cells that run now. */
  running(): string[] {
    return [...this.#running];
  }

  /** Cells that have begun to run since the kernel was last idle, in order. */
  begun(): string[] {
    return [...this.#begun];
  }
}
