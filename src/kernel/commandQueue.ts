/** Commands waiting for their turn. */
import type { Scratch } from "./scratch.ts";
import type { CommandResult, KernelCommand } from "./protocol.ts";

/** Values set on inputs, merged while they wait: the last one for each input wins. */
export interface SetBatch {
  readonly type: "sets";
  readonly sets: Map<string, Extract<KernelCommand, { type: "set" }>>;
}

/** Commands that the kernel gives itself. */
export type OwnCommand = { readonly type: "settleStates" } | { readonly type: "tryOut"; readonly scratch: Scratch };

export type QueuedCommand = Exclude<KernelCommand, { type: "set" }> | SetBatch | OwnCommand;

export interface Task {
  readonly command: QueuedCommand;
  /** Stop was pressed after the command was given: its changes are kept, its runs are not. */
  dropped: boolean;
  readonly resolve: ((result: CommandResult) => void)[];
  readonly reject: ((error: unknown) => void)[];
}

export class CommandQueue {
  #tasks: Task[] = [];

  get isEmpty(): boolean {
    return this.#tasks.length === 0;
  }

  add(command: KernelCommand | OwnCommand): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      const last = this.#tasks.at(-1);
      if (command.type === "set") {
        const key = command.input === undefined ? `name ${command.name ?? ""}` : `input ${command.input}`;
        if (last?.command.type === "sets" && !last.dropped) {
          const { sets } = last.command;
          const before = sets.get(key);
          sets.delete(key);
          // Two values of some parts of an input each may be of different parts: both count.
          if (before !== undefined && isPartial(before.value) && isPartial(command.value)) sets.set(`${key} ${sets.size}`, before);
          sets.set(key, command);
          last.resolve.push(resolve);
          last.reject.push(reject);
          return;
        }
        this.#tasks.push({ command: { type: "sets", sets: new Map([[key, command]]) }, dropped: false, resolve: [resolve], reject: [reject] });
        return;
      }
      this.#tasks.push({ command, dropped: false, resolve: [resolve], reject: [reject] });
    });
  }

  next(): Task | undefined {
    return this.#tasks.shift();
  }

  /** Commands that were given before Stop keep their changes but run nothing. */
  dropAll(): void {
    for (const task of this.#tasks) task.dropped = true;
  }
}

/** True for a value that may set some parts of an input: `{ 0: 5 }`, `{ name: "Ada" }`. */
function isPartial(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
