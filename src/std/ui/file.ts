/** `ui.file`: files that the reader picks. They stay in memory and are never sent anywhere. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import { previewValue } from "../preview.ts";
import { isPlainObject } from "../tableSource.ts";
import { fieldSpec, makeField } from "./field.ts";
import type { Input, InputOptions } from "./input.ts";

/** A file that was picked. */
export interface PickedFile {
  readonly name: string;
  /** Media type as the browser knows it, such as `text/csv`; often empty. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The content read as UTF-8. */
  text(): string;
}

interface AnyFileOptions<Value> extends InputOptions<Value> {
  /** Which files are offered: `[".csv", "text/csv"]`. Default: all. */
  readonly accept?: string | readonly string[] | undefined;
  /** Largest size of one file, in bytes. Default 100 MB. */
  readonly maxBytes?: number | undefined;
}

export interface FileOptions extends AnyFileOptions<PickedFile | null> {
  readonly multiple?: false | undefined;
}

export interface FilesOptions extends AnyFileOptions<readonly PickedFile[]> {
  readonly multiple: true;
}

export interface FileMaker {
  /** One file; null until one is picked. */
  (options?: FileOptions): Input<PickedFile | null>;
  /** Any number of files. */
  (options: FilesOptions): Input<readonly PickedFile[]>;
}

const standardMaxBytes = 100_000_000;

export function makeFileMaker(host: CellHost): FileMaker {
  const make = (options: FileOptions | FilesOptions = {}): Input<unknown> => {
    const { multiple = false, maxBytes = standardMaxBytes } = options;
    if (!Number.isFinite(maxBytes) || maxBytes <= 0) throw stdError("E521", { kind: "file", option: "maxBytes", value: previewValue(maxBytes), expected: "a number of bytes above zero" });
    const accept = Array.isArray(options.accept) ? options.accept.join(",") : String(options.accept ?? "");
    const spec = { type: "file", ...fieldSpec(options), accept, multiple, maxBytes } as const;
    return makeField<readonly Picked[], unknown>(host, {
      type: "file",
      identity: [accept, multiple, maxBytes],
      start: [],
      onChange: options.onChange as ((value: unknown) => unknown) | undefined,
      memory: "kernel",
      valueOf: (files) => (multiple ? files : (files[0] ?? null)),
      read: (sent) => {
        const files = (sent === null ? [] : Array.isArray(sent) ? sent : [sent]).map(readFile);
        const usable = files.every((file) => file !== undefined && file.size <= maxBytes) && (multiple || files.length <= 1);
        return usable ? { held: files as Picked[] } : undefined;
      },
      write: (files) => files,
      plain: (files) => {
        const facts = files.map(({ name, type, size }) => ({ name, type, size }));
        return multiple ? facts : (facts[0] ?? null);
      },
      draw: (files) => ({ spec, value: files.map(({ name, type, size }) => ({ name, type, size })) }),
    });
  };
  return make as FileMaker;
}

class Picked implements PickedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(name: string, type: string, bytes: Uint8Array<ArrayBuffer>) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }

  get size(): number {
    return this.bytes.byteLength;
  }

  text(): string {
    return new TextDecoder().decode(this.bytes);
  }
}

/** A file as the page sends it (`bytes`), or as a script writes it (`text` or `base64`). */
function readFile(sent: unknown): Picked | undefined {
  if (sent instanceof Picked) return sent;
  if (!isPlainObject(sent) || typeof sent["name"] !== "string") return undefined;
  const type = typeof sent["type"] === "string" ? sent["type"] : "";
  const bytes = contentOf(sent);
  return bytes === undefined ? undefined : new Picked(sent["name"], type, bytes);
}

function contentOf({ bytes, text, base64 }: Readonly<Record<string, unknown>>): Uint8Array<ArrayBuffer> | undefined {
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  if (bytes instanceof Uint8Array) return new Uint8Array(bytes);
  if (typeof text === "string") return new TextEncoder().encode(text);
  if (typeof base64 !== "string") return undefined;
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
