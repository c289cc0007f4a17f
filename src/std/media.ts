/** `image`, `download`, `diagram`: pictures, files and drawings in a cell. */
import type { CellHost, OutputSlot } from "./cellHost.ts";
import { outputSymbol } from "./formatValue.ts";
import { stdError } from "./errors.ts";
import type { DiagramOutput, ImageOutput, Output } from "./output.ts";
import { inspectValue, typeName } from "./preview.ts";
import { liveSymbol, type LiveValue } from "./show.ts";
import { isPlainObject } from "./tableSource.ts";

/** What can be shown as a picture or saved as a file. */
export type FileData = string | Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/** Options of `image`. */
export interface ImageOptions {
  /** What is to be seen, for those who cannot see it. Default: the caption. */
  readonly alt?: string;
  readonly caption?: string;
  /** In px. Default: the picture's own size, within the column. */
  readonly width?: number;
  readonly height?: number;
}

/** Options of `download`. */
export interface DownloadOptions {
  /** Text of the button. Default: the file's name. */
  readonly label?: string;
  /** Media type. Default: by the end of the name. */
  readonly type?: string;
}

const maxImageBytes = 5_000_000;

/** A picture. It shows itself when it is the last expression or is given to `display`, and inside layouts. */
export class Picture {
  readonly #data: FileData;
  readonly #options: ImageOptions;

  constructor(data: FileData, options: ImageOptions) {
    this.#data = data;
    this.#options = options;
  }

  async [outputSymbol](): Promise<ImageOutput> {
    const { alt, caption, width, height } = this.#options;
    const source = typeof this.#data === "string" ? textSource(this.#data) : await bytesSource(this.#data);
    const bytes = source.startsWith("data:") && source.includes(";base64,") ? Math.floor((source.length - source.indexOf(",") - 1) * 0.75) : source.length;
    if (bytes > maxImageBytes) throw tooLarge(bytes);
    return {
      kind: "image",
      source,
      alt: String(alt ?? caption ?? ""),
      bytes,
      ...(caption === undefined ? {} : { caption: String(caption) }),
      ...(isSize(width) ? { width } : {}),
      ...(isSize(height) ? { height } : {}),
    };
  }

  toString(): string {
    return `picture ${this.#options.alt ?? ""}`.trim();
  }
}

/** Shows a picture: a Blob, bytes, SVG text, or a `data:image/…` address. @throws E542, E543 */
export function image(data: FileData, options: ImageOptions = {}): Picture {
  const isText = typeof data === "string";
  if (isText ? !isPictureText(data) : !(data instanceof Blob || data instanceof ArrayBuffer || ArrayBuffer.isView(data))) throw stdError("E542", { type: isText ? "this text" : typeName(data) });
  const bytes = isText ? 0 : data instanceof Blob ? data.size : data.byteLength;
  if (bytes > maxImageBytes) throw tooLarge(bytes);
  return new Picture(data, options);
}

/** A diagram. It shows itself when it is the last expression or is given to `display`, and inside layouts. */
export class Diagram {
  readonly #output: DiagramOutput;

  constructor(output: DiagramOutput) {
    this.#output = output;
  }

  [outputSymbol](): DiagramOutput {
    return this.#output;
  }

  toString(): string {
    return this.#output.text;
  }
}

/** Draws a diagram written in the manner of Mermaid: `flowchart` or `erDiagram`. Other texts are shown as they are. */
export function diagram(text: unknown, options: { readonly title?: string } = {}): Diagram {
  return new Diagram({ kind: "diagram", text: String(text).slice(0, 100_000), ...(options.title === undefined ? {} : { title: String(options.title) }) });
}

/** A file to save. */
export interface Download {
  readonly name: string;
}

/** Offers a file: text, bytes, a Blob, or plain data, which is written as JSON. */
export type DownloadMaker = (data: FileData | object, name: string, options?: DownloadOptions) => Download;

export function makeDownload(host: CellHost): DownloadMaker {
  return (data, name, options = {}) => new LiveDownload(host, content(data, options.type ?? mediaTypeOf(String(name))), String(name), options);
}

class LiveDownload implements Download, LiveValue {
  readonly name: string;
  readonly #host: CellHost;
  readonly #content: Blob;
  readonly #label: string | undefined;

  constructor(host: CellHost, file: Blob, name: string, { label }: DownloadOptions) {
    this.#host = host;
    this.#content = file;
    this.name = name.replace(/[\\/\p{Cc}]/gu, "_").slice(0, 200) || "file";
    this.#label = label;
  }

  [liveSymbol](show: (output: Output) => OutputSlot): boolean {
    const { size: bytes, type: mediaType } = this.#content;
    show({ kind: "download", file: this.#host.caller().keepFile(this.#content), name: this.name, mediaType, bytes, ...(this.#label === undefined ? {} : { label: String(this.#label) }) });
    return true;
  }

  toString(): string {
    return `download ${this.name}`;
  }
}

function content(data: unknown, type: string): Blob {
  if (data instanceof Blob) return data.type === "" ? new Blob([data], { type }) : data;
  if (typeof data === "string" || data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return new Blob([data as string | ArrayBuffer], { type });
  if (!isPlainObject(data) && !Array.isArray(data)) throw stdError("E544", { type: typeName(data) });
  try {
    return new Blob([JSON.stringify(data, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value), 2)], { type });
  } catch (error) {
    throw stdError("E544", { type: `${typeName(data)} (${inspectValue(error)})` }, { cause: error });
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  csv: "text/csv", gif: "image/gif", html: "text/html", jpg: "image/jpeg", json: "application/json", jsonl: "application/x-ndjson", md: "text/markdown",
  parquet: "application/vnd.apache.parquet", png: "image/png", svg: "image/svg+xml", tsv: "text/tab-separated-values", txt: "text/plain", zip: "application/zip",
};

function mediaTypeOf(name: string): string {
  return mediaTypes[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

function isPictureText(text: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)[;,]/i.test(text) || isSvg(text);
}

function isSvg(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<svg[\s>]/i.test(text);
}

function textSource(text: string): string {
  return isSvg(text) ? `data:image/svg+xml,${encodeURIComponent(text)}` : text;
}

async function bytesSource(data: Exclude<FileData, string>): Promise<string> {
  const bytes = new Uint8Array(data instanceof Blob ? await data.arrayBuffer() : data instanceof ArrayBuffer ? data : data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  const type = sniff(bytes) ?? (data instanceof Blob && data.type.startsWith("image/") ? data.type : undefined);
  if (type === undefined) throw stdError("E542", { type: "these bytes" });
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return `data:${type};base64,${btoa(text)}`;
}

/** The picture's type by its first bytes. */
function sniff(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  if (head.startsWith("\x89PNG")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("GIF8")) return "image/gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  if (head.slice(4, 12) === "ftypavif") return "image/avif";
  if (head.startsWith("BM")) return "image/bmp";
  return isSvg(head) ? "image/svg+xml" : undefined;
}

function isSize(size: unknown): size is number {
  return typeof size === "number" && size > 0 && size <= 4_000;
}

function tooLarge(bytes: number): Error {
  return stdError("E543", { bytes: bytes.toLocaleString("en-US"), limit: maxImageBytes.toLocaleString("en-US") });
}
