/** A generator in an extract worker, seen from the kernel: an async iterator of encoded batches. */
import { pipelineError } from "../../errors.ts";
import type { PipelineHost } from "../../host.ts";
import { EncodedRows } from "./encodedRows.ts";
import { failureOf } from "./failure.ts";
import { explainUncloneable, packSelfContained } from "./packFunction.ts";
import { extractPoolOf } from "./pool.ts";
import type { ExtractMember, ExtractPool } from "./pool.ts";
import type { RemoteBatch } from "./protocol.ts";

/** What is sent to a worker. */
export interface RemoteResource {
  /** The resource's name. */
  readonly name: string;
  /** Its sync generator function. */
  readonly fn: SyncGeneratorFunction;
  /** Arguments for the function; copied. Default none. */
  readonly args?: readonly unknown[];
}

export interface RemoteOptions {
  readonly host: PipelineHost;
  /** For messages. Default: the resource's name. */
  readonly table?: string;
  /** Rows of a batch (writer config). */
  readonly bufferMaxItems: number;
  /** Most workers (extract config). */
  readonly workers: number;
  /** Most batches in flight, of all generators together (extract config). Each generator may have one, however small this is. */
  readonly maxParallelItems: number;
  /** Yielded items after which the generator is closed. Only right when no step takes items out before the limit. */
  readonly maxItems?: number | undefined;
  /** Told which worker the resource has found. */
  readonly onWorker?: ((worker: string) => void) | undefined;
}

export type SyncGeneratorFunction = (...values: never[]) => Iterator<unknown>;

/** How long a generator that is closed in the middle of a batch may take to come to a yield, in ms. */
const closePatienceMs = 250;

/** True for what an extract worker can run: a sync generator function. Generators that have begun cannot travel, async ones need not. */
export function isSyncGeneratorFunction(data: unknown): data is SyncGeneratorFunction {
  return typeof data === "function" && Object.prototype.toString.call(data) === "[object GeneratorFunction]";
}

/** True where generators can be sent to workers. */
export function hasExtractWorkers(host: PipelineHost): boolean {
  return host.startExtractWorker !== undefined;
}

/**
 * Begins a generator in an extract worker. Rows come in the order in which the generator yields them.
 *
 * Its errors come as E452 with the worker's stack; a worker that ends comes as E822. `return()` ends the generator,
 * and the worker with it when the run was stopped.
 *
 * @throws E823, E824 when the function cannot be sent; in a notebook also E530, E537
 */
export function openRemote(resource: RemoteResource, options: RemoteOptions): AsyncIterableIterator<EncodedRows> {
  return new RemoteGenerator(resource, options);
}

class RemoteGenerator implements AsyncIterableIterator<EncodedRows> {
  readonly #resource: RemoteResource;
  readonly #options: RemoteOptions;
  readonly #pool: ExtractPool;
  readonly #id: number;
  readonly #opening: Promise<ExtractMember>;
  readonly #batches: Promise<RemoteBatch>[] = [];
  #rows = 0;
  #ended = false;

  constructor(resource: RemoteResource, options: RemoteOptions) {
    this.#resource = resource;
    this.#options = options;
    this.#pool = extractPoolOf(options.host);
    this.#id = this.#pool.nextGenerator();
    this.#opening = this.#open();
    this.#opening.catch(() => undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<EncodedRows, undefined>> {
    for (;;) {
      if (this.#ended) return { done: true, value: undefined };
      const member = await this.#opening;
      this.#request(member);
      const batch = await this.#take(member);
      const failed = batch.failure === undefined ? undefined : failureOf(batch.failure, this.#resource.name, this.#rows + batch.rows);
      this.#rows += batch.rows;
      if (batch.done || failed !== undefined) await this.#release(member);
      else this.#request(member);
      if (failed !== undefined) throw failed;
      const { bytes, rows, pages, startedAt } = batch;
      if (rows > 0 || pages !== undefined) return { done: false, value: new EncodedRows({ bytes: rows === 0 ? emptyList() : bytes, rows, pages, worker: member.name, startedAt }) };
    }
  }

  async return(): Promise<IteratorResult<EncodedRows, undefined>> {
    if (!this.#ended) {
      this.#ended = true;
      const signal = this.#options.host.signal();
      const member = await this.#opening.catch(() => undefined);
      if (member !== undefined) await this.#close(member, signal?.aborted === true ? signal.reason : undefined);
    }
    return { done: true, value: undefined };
  }

  async #open(): Promise<ExtractMember> {
    const { name, fn, args = [] } = this.#resource;
    const { host, bufferMaxItems, maxItems, workers, table = name } = this.#options;
    const shipment = host.packFunction === undefined ? packSelfContained(fn, name) : host.packFunction(fn, name);
    const member = await this.#pool.take(workers).catch((cause: unknown) => {
      throw pipelineError("E821", { worker: "extract", resource: name, reason: (cause as Error).message }, { cause });
    });
    this.#options.onWorker?.(member.name);
    try {
      const failure = await this.#call(member, member.api.open(this.#id, { shipment, args, resource: name, table, bufferMaxItems, maxItems }));
      if (failure !== undefined) throw pipelineError("E823", { resource: name, reason: failure.message });
    } catch (error) {
      member.generators -= 1;
      throw explainUncloneable(error, name, [...Object.entries(shipment.values), ...args.map((value, at) => [`argument ${at + 1}`, value] as const)]) ?? error;
    }
    return member;
  }

  /** Asks for batches ahead: one is made while another is written. A worker that has several generators makes one of each in turn. */
  #request(member: ExtractMember): void {
    const ahead = member.generators > 1 ? 1 : 2;
    while (this.#batches.length < ahead && (this.#batches.length === 0 || this.#pool.inFlight < this.#options.maxParallelItems)) {
      this.#pool.inFlight += 1;
      member.inFlight += 1;
      const batch = this.#call(member, member.api.next(this.#id)).finally(() => {
        this.#pool.inFlight -= 1;
        member.inFlight -= 1;
      });
      batch.catch(() => undefined);
      this.#batches.push(batch);
    }
  }

  async #take(member: ExtractMember): Promise<RemoteBatch> {
    const batch = this.#batches.shift();
    if (batch === undefined) throw new Error(`No batch was asked of ${member.name}.`);
    try {
      return await batch;
    } catch (error) {
      this.#ended = true;
      throw error;
    }
  }

  /** The call's result; E822 when the worker ends first. */
  #call<Result>(member: ExtractMember, call: Promise<Result>): Promise<Result> {
    const ended = member.ended.catch((cause: unknown) => {
      const signal = this.#options.host.signal();
      if (signal?.aborted) throw signal.reason;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw pipelineError("E822", { worker: member.name, resource: this.#resource.name, rows: this.#rows, reason }, { cause });
    });
    return Promise.race([call, ended]);
  }

  /** The generator has come to its end in the worker. */
  async #release(member: ExtractMember): Promise<void> {
    this.#ended = true;
    member.generators -= 1;
    await this.#call(member, member.api.close(this.#id)).catch(() => undefined);
  }

  /** Ends the generator from here. A worker that does not answer in time, or whose run was stopped, is ended if nobody else needs it. */
  async #close(member: ExtractMember, stopped: unknown): Promise<void> {
    member.generators -= 1;
    if (stopped !== undefined && member.inFlight > 0) {
      member.end(stopped);
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<"late">((resolve) => (timer = setTimeout(() => resolve("late"), closePatienceMs)));
    const closed = this.#call(member, member.api.close(this.#id)).catch(() => undefined);
    const outcome = await Promise.race([closed, patience]);
    clearTimeout(timer);
    if (outcome === "late" && member.generators === 0) member.end(new Error("It did not end when its resource was closed."));
  }
}

function emptyList(): Uint8Array {
  return new Uint8Array([0x5b, 0x5d]);
}
