/** The worker's side of parallel extract: runs generators, and hands their rows out as encoded batches. */
import * as Comlink from "comlink";
import { CodedError } from "../../../diagnostic/codedError.ts";
import { encodeRows } from "../../storage/typedJson.ts";
import { now } from "../../trace/clock.ts";
import type { ExtractWorkerApi, FunctionShipment, RemoteBatch, RemoteFailure, RemoteRequest } from "./protocol.ts";
import { SliceClock } from "./sliceClock.ts";

export interface ServeOptions {
  /** Turns what was sent into the function. */
  unpack(shipment: FunctionShipment): (...values: readonly unknown[]) => unknown;
  /** Waited for before a batch is handed out, so that printed lines have arrived by then. */
  settled?(): Promise<unknown>;
}

const encoder = new TextEncoder();

/** Makes the worker's interface; the entry of the worker exposes it. */
export function serveExtract({ unpack, settled }: ServeOptions): ExtractWorkerApi {
  const generators = new Map<number, RemoteGenerator>();
  return {
    async open(id, request) {
      try {
        generators.set(id, new RemoteGenerator(request, unpack(request.shipment)));
        return undefined;
      } catch (error) {
        return asFailure(error);
      }
    },
    async next(id) {
      const batch = (await generators.get(id)?.next()) ?? emptyBatch();
      await settled?.();
      return Comlink.transfer(batch, [batch.bytes.buffer]);
    },
    async close(id) {
      const generator = generators.get(id);
      generators.delete(id);
      generator?.close();
      await settled?.();
    },
  };
}

/** One generator of a resource in this worker. */
class RemoteGenerator {
  readonly #request: RemoteRequest;
  readonly #fn: (...values: readonly unknown[]) => unknown;
  #iterator: Iterator<unknown> | undefined;
  /** Rows handed out. */
  #given = 0;
  /** Rows handed out since a batch was last full: a batch that ended by time counts towards the next. */
  #partial = 0;
  #items = 0;
  #ended = false;

  constructor(request: RemoteRequest, fn: (...values: readonly unknown[]) => unknown) {
    this.#request = request;
    this.#fn = fn;
  }

  async next(): Promise<RemoteBatch> {
    const startedAt = now();
    const rows: unknown[] = [];
    const pages: number[] = [];
    let hasPages = false;
    let failure: RemoteFailure | undefined;
    try {
      const slice = new SliceClock();
      const iterator = (this.#iterator ??= iteratorOf(this.#fn(...this.#request.args)));
      while (!this.#ended && this.#partial + rows.length < this.#request.bufferMaxItems) {
        if (this.#items === this.#request.maxItems) {
          this.#ended = true;
          iterator.return?.();
          break;
        }
        const result = iterator.next();
        if (result.done === true) {
          this.#ended = true;
          break;
        }
        const item: unknown = isThenable(result.value) ? await result.value : result.value;
        if (item === null || item === undefined) continue;
        this.#items++;
        if (Array.isArray(item)) {
          for (const row of item as unknown[]) rows.push(row);
          pages.push(item.length);
          hasPages = true;
        } else {
          rows.push(item);
          pages.push(-1);
        }
        if (slice.isOver()) break;
      }
    } catch (error) {
      this.#ended = true;
      failure = asFailure(error);
    }
    return this.#batch(rows, hasPages ? Int32Array.from(pages) : undefined, startedAt, failure);
  }

  close(): void {
    this.#ended = true;
    this.#iterator?.return?.();
  }

  #batch(rows: readonly unknown[], pages: Int32Array | undefined, startedAt: number, thrown: RemoteFailure | undefined): RemoteBatch {
    const { resource, table, bufferMaxItems } = this.#request;
    let failure = thrown;
    let bytes = new Uint8Array(0);
    try {
      if (rows.length > 0) bytes = encoder.encode(encodeRows(rows, { resource, table, firstRow: this.#given + 1 }));
    } catch (error) {
      failure = asFailure(error);
      this.close();
    }
    this.#given += rows.length;
    this.#partial = (this.#partial + rows.length) >= bufferMaxItems ? 0 : this.#partial + rows.length;
    return { bytes, rows: rows.length, pages, done: this.#ended, startedAt, finishedAt: now(), failure };
  }
}

function iteratorOf(value: unknown): Iterator<unknown> {
  return (value as Iterable<unknown>)[Symbol.iterator]();
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function emptyBatch(): RemoteBatch {
  return { bytes: new Uint8Array(0), rows: 0, pages: undefined, done: true, startedAt: now(), finishedAt: now(), failure: undefined };
}

function asFailure(error: unknown): RemoteFailure {
  if (error instanceof CodedError) return { name: error.name, message: error.message, stack: error.stack, code: error.code, details: error.details };
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: "Error", message: String(error), stack: undefined };
}
