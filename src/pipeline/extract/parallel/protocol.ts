/** What the pipeline and an extract worker say to each other, through Comlink: one call per batch of rows, bytes transferred. */

/** A function with everything that it reads, ready to be sent to a worker. */
export interface FunctionShipment {
  /** Source that the worker's `unpack` turns into the function. */
  readonly program: string;
  /** Values that the program reads, by name; copied on the way. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Name for messages. */
  readonly name: string;
}

/** A generator to begin. */
export interface RemoteRequest {
  readonly shipment: FunctionShipment;
  /** Arguments of the function; copied on the way. */
  readonly args: readonly unknown[];
  readonly resource: string;
  readonly table: string;
  /** Rows after which a batch ends; a page is never split. */
  readonly bufferMaxItems: number;
  /** Yielded items after which the generator is closed; a page is one. */
  readonly maxItems: number | undefined;
}

/** What went wrong in a worker, as data: errors lose their class on the way between threads. */
export interface RemoteFailure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of one of our own coded errors. */
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Rows of one generator, in its order. */
export interface RemoteBatch {
  /** UTF-8 of one typed JSON array on one line, without a line feed. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Rows per yielded item, -1 for a row by itself; undefined when every item is a row by itself. */
  readonly pages: Int32Array | undefined;
  /** Nothing comes after this batch. */
  readonly done: boolean;
  /** When the worker began and ended it, in ms since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** The generator threw after these rows. */
  readonly failure: RemoteFailure | undefined;
}

/** An extract worker as the pipeline sees it. */
export interface ExtractWorkerApi {
  /** Takes a generator function under a number and calls it at the first `next`. @returns what went wrong, if it cannot be unpacked */
  open(id: number, request: RemoteRequest): Promise<RemoteFailure | undefined>;
  /** Runs the generator until a batch is full, a time slice is over, or it ends. */
  next(id: number): Promise<RemoteBatch>;
  /** Ends the generator, so that its `finally` blocks run, and forgets it. */
  close(id: number): Promise<void>;
}

/** A started extract worker. */
export interface ExtractWorkerHandle {
  readonly name: string;
  readonly api: ExtractWorkerApi;
  /** Rejects when the worker dies; Comlink by itself would leave calls pending for ever. */
  readonly died: Promise<never>;
  terminate(): void;
}
