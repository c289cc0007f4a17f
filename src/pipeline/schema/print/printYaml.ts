/** A schema as YAML. */
import { Document, Scalar, stringify, visit } from "yaml";
import type { CollectionTag, ScalarTag } from "yaml";
import type { StoredSchema } from "../types.ts";
import { plainSchema } from "./plainSchema.ts";

/** Lines are broken at the first space behind this column, as PyYAML does. */
const lineWidth = 80;

type Tags = (CollectionTag | ScalarTag)[];

/** PyYAML knows fewer texts that are not text: `y` and `n` are, and so are numbers with an exponent but without a dot. */
const asPyYaml = (tags: readonly (CollectionTag | ScalarTag | string)[]): Tags =>
  tags.filter((tag) => typeof tag !== "string").map((tag) => {
    if (tag.tag === "tag:yaml.org,2002:bool" && "test" in tag) return { ...tag, test: /^(?:yes|no|true|false|on|off)$/i } as ScalarTag;
    if ("format" in tag && tag.format === "EXP") return { ...tag, test: /^[-+]?[0-9][0-9_]*\.[0-9_]*[eE][-+][0-9]+$/ } as ScalarTag;
    return tag;
  });

const options = { version: "1.1", customTags: asPyYaml as (tags: unknown) => Tags, indentSeq: false, singleQuote: true, blockQuote: false, lineWidth: 0, aliasDuplicateObjects: false } as const;

/** The schema as YAML, as dlt writes it (`to_pretty_yaml`). Only texts with line breaks are quoted in another way. */
export function printYaml(schema: StoredSchema): string {
  const document = new Document(plainSchema(schema), options);
  visit(document, {
    Scalar: (_key, scalar) => {
      const quotes = typeof scalar.value === "string" ? quotesOf(scalar.value) : undefined;
      if (quotes !== undefined) scalar.type = quotes;
    },
  });
  return fold(document.toString(options));
}

/** The quotes of a text where PyYAML takes others than the library. */
function quotesOf(text: string): "QUOTE_SINGLE" | "QUOTE_DOUBLE" | undefined {
  if (/[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\n\u{10000}-\u{10ffff}]/u.test(text)) return Scalar.QUOTE_DOUBLE;
  if (text === "=" || text === "<<") return Scalar.QUOTE_SINGLE;
  return text.includes("'") && stringify(text, options).startsWith('"') ? Scalar.QUOTE_SINGLE : undefined;
}

/** The library breaks long lines before the limit, PyYAML behind it; so it is told not to, and it is done here. */
function fold(text: string): string {
  return text.split("\n").map(foldLine).join("\n");
}

function foldLine(line: string): string {
  const [, start, value] = /^( *(?:- |[^:"' ]+: ))(.* .*)$/.exec(line) ?? [];
  if (start === undefined || value === undefined || line.length <= lineWidth || value.startsWith('"') || value.endsWith(":")) return line;
  const indent = " ".repeat((/^ */.exec(line)?.[0].length ?? 0) + 2);
  const lines: string[] = [];
  let current = start;
  for (const [index, word] of value.split(/(?<=[^ ]) (?=[^ ])/).entries()) {
    if (index > 0 && current.length > lineWidth) {
      lines.push(current);
      current = indent + word;
    } else current += (index > 0 ? " " : "") + word;
  }
  return [...lines, current].join("\n");
}
