/** One worker of a pool, seen from the kernel. */
import * as Comlink from "comlink";
import type { PrintedLine } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import type { PoolWorkerApi, Shipment } from "./protocol.ts";
import { explainUncloneable } from "./shipment.ts";

let memberCount = 0;

export class PoolMember {
  readonly name: string;
  readonly #worker: Worker;
  readonly #api: Comlink.Remote<PoolWorkerApi>;
  readonly #started: Promise<void>;
  readonly #shipped = new WeakMap<Shipment, number>();
  readonly #watch = new AbortController();
  /** Rejects when the worker ends before its task. */
  readonly #died: Promise<never>;
  #fail: (reason: unknown) => void = () => undefined;
  #shipmentCount = 0;
  /** Where lines go: the cell for which the worker works now. */
  print: (line: PrintedLine) => void = () => undefined;

  /** @param interrupt  the notebook's shared flag */
  constructor(name: string, interrupt: SharedArrayBuffer | undefined) {
    this.name = name;
    memberCount += 1;
    const aliveLock = `watercourse-pool-${crypto.randomUUID()}-${memberCount}`;
    this.#died = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#died.catch(() => undefined);
    this.#worker = startWorker(name);
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(stdError("E535", { worker: name, reason: event.message || "" }));
    });
    this.#api = Comlink.wrap<PoolWorkerApi>(this.#worker);
    const print = Comlink.proxy((line: PrintedLine) => this.print(line));
    this.#started = this.#api.start(name, interrupt, aliveLock, print).then(() => this.#watchLife(aliveLock));
    this.#started.catch(() => undefined);
  }

  /**
   * Calls a shipped function once per list of arguments.
   *
   * @throws what the function throws; E530, E532, E535
   */
  call(shipment: Shipment, argumentLists: readonly (readonly unknown[])[]): Promise<readonly unknown[]> {
    return Promise.race([this.#call(shipment, argumentLists), this.#died]);
  }

  /** Ends the worker at once. Its call is rejected with `reason`. */
  end(reason: unknown): void {
    this.#watch.abort();
    this.#worker.terminate();
    this.#fail(reason);
  }

  async #call(shipment: Shipment, argumentLists: readonly (readonly unknown[])[]): Promise<readonly unknown[]> {
    await this.#started;
    let id = this.#shipped.get(shipment);
    if (id === undefined) {
      id = this.#shipmentCount += 1;
      await orExplain(this.#api.accept(id, shipment), () => explainUncloneable(Object.entries(shipment.values)));
      this.#shipped.set(shipment, id);
    }
    try {
      return await orExplain(this.#api.call(id, argumentLists), () => explainUncloneable(argumentLists.flat().map((value, at) => [`argument ${at + 1}`, value] as const)));
    } catch (error) {
      if (error instanceof Error && error.message === "Unserializable return value") {
        throw stdError("E532", { name: shipment.name, reason: "it holds something that has no copy." });
      }
      throw error;
    }
  }

  /** The worker holds a lock while it lives; getting it means that the worker is gone. */
  #watchLife(aliveLock: string): void {
    if (navigator.locks === undefined || this.#watch.signal.aborted) return;
    navigator.locks
      .request(aliveLock, { signal: this.#watch.signal }, () => this.#fail(stdError("E535", { worker: this.name, reason: "" })))
      .catch(() => undefined);
  }
}

async function orExplain<Result>(call: Promise<Result>, explain: () => Error | undefined): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "DataCloneError") throw explain() ?? error;
    throw error;
  }
}

function startWorker(name: string): Worker {
  if (typeof Worker === "undefined") throw stdError("E536", { reason: "" });
  return new Worker(new URL("./pool.worker.ts", import.meta.url), { type: "module", name });
}
