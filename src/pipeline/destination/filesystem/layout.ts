/** Where the files of a dataset lie: a path with placeholders (dlt: filesystem layout). */
import { pipelineError } from "../../errors.ts";

/** dlt's default: `orders/1700000000.123.1a2b3c4d5e.jsonl`. */
export const defaultLayout = "{table_name}/{load_id}.{file_id}.{ext}";

/** What a file is called after. */
export interface FileFacts {
  readonly schemaName: string;
  readonly tableName: string;
  readonly loadId: string;
  readonly fileId: string;
  readonly ext: string;
  /** When its package was extracted; dates in a layout are of this moment, in UTC. */
  readonly createdAt: Date;
}

interface Placeholder {
  readonly write: (facts: FileFacts) => string;
  /** Any value of it, as a regular expression. */
  readonly pattern: string;
}

const two = (part: number): string => String(part).padStart(2, "0");
const pathSafe = (name: string): string => name.replaceAll(/[/\\]|^\.+/g, "_");

const placeholders: Readonly<Record<string, Placeholder>> = {
  schema_name: { write: ({ schemaName }) => pathSafe(schemaName), pattern: "[^/]+" },
  table_name: { write: ({ tableName }) => pathSafe(tableName), pattern: "[^/]+" },
  load_id: { write: ({ loadId }) => loadId, pattern: "\\d+(?:\\.\\d+)?" },
  file_id: { write: ({ fileId }) => fileId, pattern: "[\\da-z]+" },
  ext: { write: ({ ext }) => ext, pattern: "(?:jsonl|csv|parquet)" },
  load_package_timestamp: { write: ({ createdAt }) => String(Math.floor(createdAt.getTime() / 1000)), pattern: "\\d+" },
  YYYY: { write: ({ createdAt }) => String(createdAt.getUTCFullYear()), pattern: "\\d{4}" },
  MM: { write: ({ createdAt }) => two(createdAt.getUTCMonth() + 1), pattern: "\\d\\d" },
  DD: { write: ({ createdAt }) => two(createdAt.getUTCDate()), pattern: "\\d\\d" },
  HH: { write: ({ createdAt }) => two(createdAt.getUTCHours()), pattern: "\\d\\d" },
  mm: { write: ({ createdAt }) => two(createdAt.getUTCMinutes()), pattern: "\\d\\d" },
  ss: { write: ({ createdAt }) => two(createdAt.getUTCSeconds()), pattern: "\\d\\d" },
};

/** Without these a file could not be told from another one, or not be found again. */
const required = ["table_name", "load_id", "file_id"];

export class Layout {
  readonly #parts: readonly string[];

  /** @param text a path below the dataset; `.{ext}` is added when it is missing. @throws E865 for an unknown placeholder, or one that is missing */
  constructor(text: string) {
    const whole = text.includes("{ext}") ? text : `${text}.{ext}`;
    this.#parts = whole.split(/\{([^{}]*)\}/);
    const named = this.#parts.filter((_part, index) => index % 2 === 1);
    const unknown = named.find((name) => !Object.hasOwn(placeholders, name));
    const missing = required.find((name) => !named.includes(name));
    if (unknown !== undefined || missing !== undefined || /^\/|(^|\/)\.\.?(\/|$)|\/\//.test(whole)) {
      throw pipelineError("E865", { option: "layout", value: JSON.stringify(text), expected: `a path with ${required.map((name) => `{${name}}`).join(", ")} and, as you like, ${Object.keys(placeholders).filter((name) => !required.includes(name)).map((name) => `{${name}}`).join(", ")}` });
    }
  }

  /** The path of a file below its dataset. */
  path(facts: FileFacts): string {
    return this.#map((name) => placeholders[name]?.write(facts) ?? "").join("");
  }

  /** Reads a path back. Undefined: it is no file of this layout. */
  read(path: string): Pick<FileFacts, "tableName" | "loadId" | "ext"> | undefined {
    const groups = this.#pattern.exec(path)?.groups;
    return groups === undefined ? undefined : { tableName: groups.table_name ?? "", loadId: groups.load_id ?? "", ext: groups.ext ?? "" };
  }

  get #pattern(): RegExp {
    const seen = new Set<string>();
    const parts = this.#map((name) => {
      if (seen.has(name)) return `\\k<${name}>`;
      seen.add(name);
      return `(?<${name}>${placeholders[name]?.pattern ?? ""})`;
    }, (literal) => literal.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join("")}$`);
  }

  #map(placeholder: (name: string) => string, literal: (text: string) => string = (text) => text): string[] {
    return this.#parts.map((part, index) => (index % 2 === 1 ? placeholder(part) : literal(part)));
  }
}

/** @throws E865 for a text that is no layout */
export function checkLayout(text: string): void {
  void new Layout(text);
}
