/** `WorkerPool`: real workers that run functions of the notebook's cells. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { PoolMember } from "./poolMember.ts";
import type { Shipment } from "./protocol.ts";
import { packFunction } from "./shipment.ts";

export interface WorkerPoolOptions {
  /** How many workers. Default: one per logical core. */
  readonly size?: number;
  /** Workers are called `<name>-1`, `<name>-2` … Default `worker`. */
  readonly name?: string;
}

/** A pool of workers. They start with the first task, and end with `close()`, on Stop, and when the cell runs again. */
export interface WorkerPool {
  readonly name: string;
  readonly size: number;
  /**
   * Runs a function in the next free worker. The function is sent as its source together with everything it reads
   * from the notebook; arguments and result are copied. In it, `console`, `sleep`, `sleepSync` and `workerName` work.
   */
  run<Values extends readonly unknown[], Result>(fn: (...values: Values) => Result | Promise<Result>, ...values: Values): Promise<Result>;
  /** Ends the workers. Tasks that wait are rejected with E533. */
  close(): void;
}

export interface WorkerPoolMaker {
  new (options?: WorkerPoolOptions): WorkerPool;
}

interface PoolTask {
  readonly shipment: Shipment;
  readonly argumentLists: readonly (readonly unknown[])[];
  readonly host: CellHost;
  readonly resolve: (results: readonly unknown[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** No pool is larger. */
export const maxWorkers = 64;

/** The pool itself; cells get it as `WorkerPool`, bound to their run. */
export class Pool {
  readonly name: string;
  readonly size: number;
  readonly #host: CellHost;
  readonly #free: PoolMember[] = [];
  readonly #members: PoolMember[] = [];
  readonly #waiting: PoolTask[] = [];
  readonly #working = new Map<PoolMember, PoolTask>();
  readonly #forget: () => void;
  #isClosed = false;

  constructor(host: CellHost, options: WorkerPoolOptions = {}) {
    const size = options.size ?? Math.max(1, Math.min(maxWorkers, navigator.hardwareConcurrency || 2));
    if (!Number.isInteger(size) || size < 1 || size > maxWorkers) throw stdError("E534", { size, most: maxWorkers, option: "size" });
    this.name = String(options.name ?? "worker");
    this.size = size;
    this.#host = host;
    this.#forget = host.onDispose(() => this.#end(host.signal.reason));
  }

  async run(fn: (...values: readonly unknown[]) => unknown, ...values: readonly unknown[]): Promise<unknown> {
    const host = this.#host.caller();
    const [result] = await this.callAll(packFunction(fn, host, "pool.run"), [values], host);
    return result;
  }

  /** Gives a list of calls to one worker. */
  callAll(shipment: Shipment, argumentLists: readonly (readonly unknown[])[], host: CellHost): Promise<readonly unknown[]> {
    if (this.#isClosed) return Promise.reject(stdError("E533", { pool: this.name }));
    host.check();
    return new Promise((resolve, reject) => {
      const task = { shipment, argumentLists, host, resolve, reject };
      const stop = (): void => this.#stopTask(task, host.signal.reason);
      const keep = host.onDispose(stop);
      this.#waiting.push({
        ...task,
        resolve: (results) => {
          keep();
          resolve(results);
        },
        reject: (reason) => {
          keep();
          reject(reason);
        },
      });
      this.#next();
    });
  }

  close(): void {
    this.#forget();
    this.#end(stdError("E533", { pool: this.name }));
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const member = this.#free.pop() ?? this.#grow();
      const task = member === undefined ? undefined : this.#waiting.shift();
      if (member === undefined || task === undefined) return;
      this.#working.set(member, task);
      member.print = (line) => task.host.print(line);
      void member
        .call(task.shipment, task.argumentLists)
        .then(task.resolve, (error: unknown) => {
          if (isDeath(error)) this.#remove(member);
          task.reject(error);
        })
        .finally(() => {
          this.#working.delete(member);
          if (this.#members.includes(member)) this.#free.push(member);
          if (!this.#isClosed) this.#next();
        });
    }
  }

  #grow(): PoolMember | undefined {
    if (this.#members.length >= this.size) return undefined;
    const taken = new Set(this.#members.map(({ name }) => name));
    let number = 1;
    while (taken.has(`${this.name}-${number}`)) number += 1;
    const member = new PoolMember(`${this.name}-${number}`, this.#host.interrupt?.buffer as SharedArrayBuffer | undefined);
    this.#members.push(member);
    return member;
  }

  /** The cell that asked is over: its task is not worth finishing. */
  #stopTask(task: Pick<PoolTask, "host" | "argumentLists">, reason: unknown): void {
    const at = this.#waiting.findIndex(({ argumentLists }) => argumentLists === task.argumentLists);
    if (at >= 0) this.#waiting.splice(at, 1)[0]?.reject(reason);
    for (const [member, working] of this.#working) {
      if (working.argumentLists !== task.argumentLists) continue;
      this.#remove(member);
      member.end(reason);
    }
  }

  #remove(member: PoolMember): void {
    const at = this.#members.indexOf(member);
    if (at >= 0) this.#members.splice(at, 1);
  }

  #end(reason: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const member of this.#members.splice(0)) member.end(reason);
    for (const task of this.#waiting.splice(0)) task.reject(reason);
  }
}

function isDeath(error: unknown): boolean {
  return error instanceof Error && (error as { readonly code?: unknown }).code === "E535";
}

/** The class that cells see: `new WorkerPool({ size: 4, name: "Worker" })`. */
export function makeWorkerPool(host: CellHost): WorkerPoolMaker {
  return class WorkerPool extends Pool {
    constructor(options?: WorkerPoolOptions) {
      super(host, options);
    }
  } as unknown as WorkerPoolMaker;
}
