/**
 * A file that begins in memory. Most files of a small run are a few kilobytes: held until they are complete, each is
 * written in one go. One that grows past a limit is opened while writing goes on, and continues on disk.
 */
import type { FileWriter } from "./fileStore.ts";
import { GrowingBytes } from "./growingBytes.ts";

export interface SpillingWriterSpec {
  /** Bytes up to which a file is only held in memory. */
  readonly limit: number;
  /** Opens the file on disk; called once the limit is passed. */
  open(): Promise<FileWriter>;
  /** Stores a file that stayed below the limit. The bytes are a view: write or copy them. */
  keep(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** `write` never waits: what is written while the file is being opened is held, too. An error of opening comes with the next write or `close`. */
export class SpillingWriter implements FileWriter {
  bytesWritten = 0;
  readonly #spec: SpillingWriterSpec;
  #held = new GrowingBytes();
  #opening: Promise<void> | undefined;
  #file: FileWriter | undefined;
  #failure: { readonly reason: unknown } | undefined;

  constructor(spec: SpillingWriterSpec) {
    this.#spec = spec;
  }

  write(text: string): number {
    this.#throwFailure();
    const written = this.#file === undefined ? this.#held.appendText(text) : this.#file.write(text);
    return this.#wrote(written);
  }

  writeBytes(bytes: Uint8Array): number {
    this.#throwFailure();
    if (this.#file === undefined) this.#held.append(bytes);
    else this.#file.writeBytes(bytes);
    return this.#wrote(bytes.byteLength);
  }

  async close(): Promise<void> {
    await this.#opening;
    try {
      this.#throwFailure();
    } catch (error) {
      await this.#file?.discard().catch(() => undefined);
      throw error;
    }
    if (this.#file === undefined) await this.#spec.keep(this.#held.bytes);
    else await this.#file.close();
    this.#held = new GrowingBytes();
  }

  async discard(): Promise<void> {
    await this.#opening;
    this.#held = new GrowingBytes();
    await this.#file?.discard();
  }

  #wrote(bytes: number): number {
    this.bytesWritten += bytes;
    if (this.#file === undefined && this.#held.length > this.#spec.limit) this.#opening ??= this.#open();
    return bytes;
  }

  async #open(): Promise<void> {
    try {
      const file = await this.#spec.open();
      this.#file = file;
      file.writeBytes(this.#held.bytes);
      this.#held = new GrowingBytes();
    } catch (reason) {
      this.#failure = { reason };
    }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.reason;
  }
}
