/**
 * Draws items from several resources in turn, through their steps, in dlt's order (dlt: PipeIterator). The sources stand
 * in a row, those of resources first, last declared first; generators that steps return, and branches, join at the end.
 * Round robin goes through them from the end, one item each; fifo stays with the last one until it has ended, and so
 * does round robin while `maxParallelItems` have joined. Sync items pass without a promise. Async generators have one
 * item on its way each; what promises and deferred calls come to is taken as it is ready, before anything else.
 */
import type { PipelineHost } from "../host.ts";
import { Breath, untilStopped } from "./breath.ts";
import { enterScope } from "./current.ts";
import { Deferred } from "./deferred.ts";
import { Futures } from "./futures.ts";
import { closeSource, sourceOfBranches, sourceOfData, sourceOfIterator } from "./itemSource.ts";
import type { ItemIterator, ItemSource } from "./itemSource.ts";
import { MarkedItem } from "./marks.ts";
import type { ItemMarks } from "./marks.ts";
import type { Pipe } from "./pipe.ts";
import { EncodedRows } from "./parallel/encodedRows.ts";
import { ItemStream, isPromise } from "./steps.ts";
import type { Item } from "./steps.ts";

export interface PumpOptions {
  readonly order: "round_robin" | "fifo";
  /** Promises and calls under way together; and joined sources before round robin stays with the last. Default 20. */
  readonly maxParallelItems?: number;
  /** Deferred calls running together. Default 5. */
  readonly workers?: number;
  /** Gives a copy of an item, with the same values in it, to each of its takers but the last. Default false. */
  readonly copyOnFork?: boolean;
  readonly host: Pick<PipelineHost, "signal" | "checkpoint">;
  /** Opens the data of a resource. */
  open(pipe: Pipe): ItemIterator | Promise<ItemIterator>;
  /** Takes an item that has passed all steps; a promise is waited for. */
  take(pipe: Pipe, item: Item, marks: ItemMarks | undefined): Promise<void> | undefined;
  /** Says whose error it is. */
  explain?(pipe: Pipe, error: unknown): unknown;
  /** Called when the data of a resource has ended. */
  onEnd?(pipe: Pipe): void;
  /** Called at each pause, about every 12 ms. */
  onPause?(): void;
  /** Called when the pump has waited for these resources for `patienceMs`, and again each time that it has waited as long again. */
  onWaiting?(seconds: number, resources: readonly string[]): void;
  /** Default 30,000. */
  readonly patienceMs?: number;
}

/** What one turn of the pump came to, when it is not a promise: undefined for an item, or that there is none now. */
const idle = Symbol("idle");

export class Pump {
  readonly #options: PumpOptions;
  readonly #pipes: readonly Pipe[];
  readonly #sources: ItemSource[];
  readonly #futures: Futures;
  readonly #most: number;
  readonly #workers: number;
  readonly #breath: Breath;
  readonly #closing: Promise<void>[] = [];
  /** How many sources at the front of the row are resources. */
  #own: number;
  #at = 0;
  /** Rows of pages that were taken in this turn. */
  #rows = 0;
  /** Calls of parallelized async generators under way. */
  #parallelCalls = 0;

  /** @param heads pipes with data of their own, last declared first */
  constructor(pipes: readonly Pipe[], heads: readonly Pipe[], options: PumpOptions) {
    this.#options = options;
    this.#pipes = pipes;
    this.#most = options.maxParallelItems ?? 20;
    this.#workers = options.workers ?? 5;
    this.#futures = new Futures(this.#most, this.#workers);
    this.#sources = heads.map((pipe) => {
      const source = sourceOfData(pipe);
      pipe.endData = () => this.#end(source);
      return source;
    });
    this.#own = heads.length;
    this.#breath = new Breath(options.host);
  }

  /**
   * Runs until every resource has ended; then the steps finish. On an error, and when the run is stopped, everything is closed first.
   *
   * @throws what a resource, a step or `take` throws; what `checkpoint` or the signal gives when stopped
   */
  async run(): Promise<void> {
    try {
      while (await this.advance());
    } catch (error) {
      await this.close().catch(() => {});
      throw error;
    }
    await this.close();
  }

  /** Draws until something must be waited for, and waits. False: all have ended, and the steps are finished. */
  async advance(): Promise<boolean> {
    const pending = this.#draw();
    if (pending !== idle) {
      await pending;
      return true;
    }
    if (this.#sources.length === 0 && this.#futures.isEmpty) {
      for (const closing of this.#closing.splice(0)) await closing;
      for (const pipe of this.#pipes) this.#finish(pipe);
      return false;
    }
    if (!this.#futures.isEmpty) await this.#wait(this.#futures.ready());
    else if (this.#breath.due(1)) await this.#breath.take();
    return true;
  }

  /** Ends what is open. Generators that wait for something end after that, and are not waited for. */
  async close(): Promise<void> {
    this.#futures.cancel();
    this.#breath.close();
    for (const source of this.#sources.splice(0)) await closeSource(source);
  }

  #finish(pipe: Pipe): void {
    try {
      for (const step of pipe.steps) step.finish?.();
    } catch (error) {
      throw this.#explained(pipe, error);
    }
  }

  /** Turns until one must be waited for. */
  #draw(): Promise<void> | typeof idle {
    try {
      for (;;) {
        this.#rows = 0;
        const turn = this.#turn();
        if (turn !== undefined) return turn;
        if (this.#breath.due(1 + this.#rows)) {
          this.#options.onPause?.();
          return this.#breath.take();
        }
      }
    } finally {
      enterScope(undefined);
    }
  }

  /** One item, if there is one now. */
  #turn(): Promise<void> | undefined | typeof idle {
    const settled = this.#futures.take();
    if (settled !== undefined) return settled.proceed();
    for (;;) {
      const count = this.#sources.length;
      if (count === 0) return idle;
      const stays = this.#options.order === "fifo" || count - this.#own >= this.#most;
      let index = stays || this.#at === 0 ? count - 1 : this.#at - 1;
      for (const first = index; ; ) {
        this.#at = index;
        const source = this.#sources[index] as ItemSource;
        const turn = this.#pull(source);
        if (source.ended && !source.busy) {
          this.#sources.splice(index, 1);
          if (index < this.#own) {
            this.#own--;
            this.#options.onEnd?.(source.pipe);
          }
          if (turn !== idle) return turn;
          break;
        }
        if (turn !== idle) return turn;
        index = index === 0 ? count - 1 : index - 1;
        if (index === first) {
          this.#at = index;
          return idle;
        }
      }
    }
  }

  /** The next item of a source, on its way through the steps. Idle: it has none now, or has ended. */
  #pull(source: ItemSource): Promise<void> | undefined | typeof idle {
    if (source.busy || source.ended) return idle;
    const { pipe, branches } = source;
    if (branches !== undefined) {
      const fork = branches.forks[branches.next++];
      if (fork === undefined) {
        source.ended = true;
        return idle;
      }
      const item = this.#options.copyOnFork === true && branches.next < branches.forks.length ? shallowCopy(branches.item) : branches.item;
      return fork.leaves ? this.#options.take(fork.pipe, item, source.marks) : this.#pass(item, fork.pipe, 0, source.marks);
    }
    let result: IteratorResult<Item> | PromiseLike<IteratorResult<Item>>;
    try {
      enterScope(pipe);
      if (source.iterator === undefined) {
        const opened = this.#options.open(pipe);
        if (opened instanceof Promise) {
          this.#await(source, opened, (iterator) => {
            source.iterator = iterator;
            return undefined;
          });
          return idle;
        }
        source.iterator = opened;
      }
      if (Symbol.asyncIterator in source.iterator && this.#mustWait(pipe)) return idle;
      result = source.iterator.next();
    } catch (error) {
      throw this.#explained(pipe, error);
    }
    if (!isPromise(result)) return this.#takeResult(source, result);
    const isParallel = pipe.resource.spec.parallelized === true;
    if (isParallel) this.#parallelCalls++;
    this.#await(source, result, (settled) => {
      if (isParallel) this.#parallelCalls--;
      const turn = this.#takeResult(source, settled);
      return turn === idle ? undefined : turn;
    });
    return idle;
  }

  /** Whether another call of an async generator would be too many. */
  #mustWait(pipe: Pipe): boolean {
    if (this.#futures.isFull) return true;
    return pipe.resource.spec.parallelized === true && this.#parallelCalls >= this.#workers;
  }

  #takeResult(source: ItemSource, result: IteratorResult<Item>): Promise<void> | undefined | typeof idle {
    if (result.done === true) {
      source.ended = true;
      return idle;
    }
    const { value } = result;
    return value === null || value === undefined ? idle : this.#pass(value, source.pipe, source.step, source.marks);
  }

  /** Sends an item through the steps of a pipe from one on. */
  #pass(first: Item, pipe: Pipe, from: number, itsMarks: ItemMarks | undefined): Promise<void> | undefined {
    let item = first;
    let marks = itsMarks;
    for (let step = from; ; step++) {
      if (typeof item === "object" && item !== null && !isPlain(item)) {
        if (item instanceof MarkedItem) {
          marks = item.marks;
          item = item.item;
          step--;
          continue;
        }
        if (item instanceof Deferred || isPromise(item)) return this.#later(item, pipe, step, marks);
        const isLookedAt = pipe.steps.length > 0 || pipe.forks.length > 0;
        if (item instanceof EncodedRows) pipe.worker = item.worker;
        const iterator = item instanceof EncodedRows && isLookedAt ? item.decode().values() : iteratorIn(item);
        if (iterator !== undefined) {
          this.#sources.push(sourceOfIterator(iterator, pipe, step, marks));
          return undefined;
        }
      }
      if (item === null || item === undefined) return undefined;
      const running = pipe.steps[step];
      if (running === undefined) {
        if (pipe.forks.length === 0) {
          if (Array.isArray(item)) this.#rows += item.length;
          return this.#options.take(pipe, item, marks);
        }
        this.#sources.push(sourceOfBranches(item, pipe, marks));
        return undefined;
      }
      try {
        enterScope(pipe);
        item = running.take(item, marks);
      } catch (error) {
        throw this.#explained(pipe, error);
      }
    }
  }

  /** Waits for an item beside the loop; for a free place first, if there is none. */
  #later(item: Deferred | PromiseLike<unknown>, pipe: Pipe, step: number, marks: ItemMarks | undefined): Promise<void> | undefined {
    if (this.#futures.isFull) return this.#wait(this.#futures.room()).then(() => this.#later(item, pipe, step, marks));
    const { name } = pipe.resource;
    const proceed = (value: unknown): Promise<void> | undefined => this.#pass(value, pipe, step, marks);
    const failed = (error: unknown): never => {
      throw this.#explained(pipe, error);
    };
    if (!(item instanceof Deferred)) this.#futures.watch(name, item, proceed, failed);
    else {
      const { call } = item;
      this.#futures.watchCall(name, () => {
        enterScope(pipe);
        try {
          return call();
        } finally {
          enterScope(undefined);
        }
      }, proceed, failed);
    }
    return undefined;
  }

  /** Waits for something of a source; meanwhile nothing else is asked of it. */
  #await<Value>(source: ItemSource, promise: PromiseLike<Value>, proceed: (value: Value) => Promise<void> | undefined): void {
    source.busy = true;
    this.#futures.watch(
      source.pipe.resource.name,
      promise,
      (value) => {
        source.busy = false;
        return proceed(value);
      },
      (error) => {
        source.busy = false;
        throw this.#explained(source.pipe, error);
      },
    );
  }

  /** Waits for a promise until the run is stopped, and tells when that takes long. */
  async #wait(promise: Promise<void>): Promise<void> {
    const { patienceMs = 30_000, onWaiting, host } = this.#options;
    let waitedMs = 0;
    const tell = (): void => onWaiting?.((waitedMs += patienceMs) / 1000, this.#futures.names);
    const timer = onWaiting === undefined ? undefined : setInterval(tell, patienceMs);
    try {
      await untilStopped(promise, host.signal());
    } finally {
      clearInterval(timer);
    }
  }

  #end(source: ItemSource): void {
    if (source.ended) return;
    const closing = closeSource(source).catch((error: unknown) => {
      throw this.#explained(source.pipe, error);
    });
    closing.catch(() => {});
    this.#closing.push(closing);
  }

  #explained(pipe: Pipe, error: unknown): unknown {
    return this.#options.explain?.(pipe, error) ?? error;
  }
}

/** True for what most items are: a list, or an object without a class. */
function isPlain(item: object): boolean {
  if (Array.isArray(item)) return true;
  const prototype: unknown = Object.getPrototypeOf(item);
  return prototype === Object.prototype || prototype === null;
}

/** The iterator, if the item is one: a generator that a step returned. Maps and sets are rows, not iterators. */
function iteratorIn(item: object): ItemIterator | undefined {
  if (item instanceof ItemStream) return item.iterator;
  const isIterator = "next" in item && typeof item.next === "function" && (Symbol.iterator in item || Symbol.asyncIterator in item);
  return isIterator ? (item as unknown as ItemIterator) : undefined;
}

function shallowCopy(item: Item): Item {
  if (Array.isArray(item)) return item.slice();
  return typeof item === "object" && item !== null && isPlain(item) ? { ...item } : item;
}
