/** Extract workers that stay warm between extracts, and which generator runs in which. */
import type { PipelineHost } from "../../host.ts";
import type { ExtractWorkerApi, ExtractWorkerHandle } from "./protocol.ts";

/** What the pool uses of a host. */
export type ExtractPoolHost = Pick<PipelineHost, "startExtractWorker">;

/** One worker of the pool. */
export class ExtractMember {
  readonly name: string;
  readonly api: ExtractWorkerApi;
  /** Rejects when the worker dies or is ended. */
  readonly ended: Promise<never>;
  /** Generators that run in it. */
  generators = 0;
  /** Batches asked for and not arrived. */
  inFlight = 0;
  readonly #handle: ExtractWorkerHandle;
  readonly #forget: () => void;
  #reject: (reason: unknown) => void = () => undefined;

  constructor(handle: ExtractWorkerHandle, forget: () => void) {
    this.name = handle.name;
    this.api = handle.api;
    this.#handle = handle;
    this.#forget = forget;
    this.ended = new Promise<never>((_resolve, reject) => (this.#reject = reject));
    this.ended.catch(() => undefined);
    handle.died.catch((reason: unknown) => this.end(reason));
  }

  /** Ends the worker at once; its calls reject with `reason`. */
  end(reason: unknown): void {
    this.#forget();
    this.#reject(reason);
    this.#handle.terminate();
  }
}

export class ExtractPool {
  readonly #host: ExtractPoolHost;
  readonly #members = new Map<number, Promise<ExtractMember>>();
  #lastGenerator = 0;
  /** Batches asked for and not arrived, of all workers. */
  inFlight = 0;

  constructor(host: ExtractPoolHost) {
    this.#host = host;
  }

  /** A number for a new generator. */
  nextGenerator(): number {
    return (this.#lastGenerator += 1);
  }

  /**
   * The worker for one more generator: a new one while there are fewer than `limit`, then the one with the fewest.
   *
   * @throws what the host throws when it cannot start one
   */
  async take(limit: number): Promise<ExtractMember> {
    const free = await this.#idleMember(limit);
    if (free !== undefined) return free;
    for (let index = 0; index < limit; index++) {
      if (!this.#members.has(index)) return taken(await this.#start(index));
    }
    const members = await Promise.all([...this.#members].filter(([index]) => index < limit).map(([, member]) => member));
    const [first] = members.sort((a, b) => a.generators - b.generators);
    return first === undefined ? this.take(limit) : taken(first);
  }

  /** Ends every worker; the next generator starts a new one. */
  terminate(): void {
    for (const starting of this.#members.values()) starting.then((member) => member.end(new Error("The worker was ended.")), () => undefined);
    this.#members.clear();
  }

  async #idleMember(limit: number): Promise<ExtractMember | undefined> {
    for (const [index, starting] of this.#members) {
      if (index >= limit) continue;
      const member = await starting;
      if (member.generators === 0) return taken(member);
    }
    return undefined;
  }

  #start(index: number): Promise<ExtractMember> {
    const { startExtractWorker } = this.#host;
    if (startExtractWorker === undefined) throw new Error("This place has no extract workers.");
    const starting: Promise<ExtractMember> = startExtractWorker(`extract-${index + 1}`).then(
      (handle) =>
        new ExtractMember(handle, () => {
          if (this.#members.get(index) === starting) this.#members.delete(index);
        }),
    );
    this.#members.set(index, starting);
    starting.catch(() => this.#members.delete(index));
    return starting;
  }
}

function taken(member: ExtractMember): ExtractMember {
  member.generators += 1;
  return member;
}

const pools = new WeakMap<ExtractPoolHost, ExtractPool>();

/** The host's extract workers, shared by its pipelines. */
export function extractPoolOf(host: ExtractPoolHost): ExtractPool {
  const pool = pools.get(host) ?? new ExtractPool(host);
  pools.set(host, pool);
  return pool;
}
