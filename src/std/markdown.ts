/** `md`: markdown as a value. */
import { outputSymbol } from "./formatValue.ts";
import type { MarkdownOutput } from "./output.ts";
import { previewValue } from "./preview.ts";

/** Markdown text that a cell can show, or put into other markdown. */
export class Markdown {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  [outputSymbol](): MarkdownOutput {
    return { kind: "markdown", markdown: this.text };
  }

  toString(): string {
    return this.text;
  }
}

/**
 * Makes markdown, as a template (`` md`We have **${n}** rows` ``) or from a text (`md("# Title")`). Indentation that
 * all lines share is removed, so that the text can be indented with the code around it.
 */
export function md(text: string | TemplateStringsArray, ...values: readonly unknown[]): Markdown {
  if (typeof text === "string") return new Markdown(dedent(text));
  const parts = dedentedParts(text.raw.map((part) => part.replaceAll("\\`", "`").replaceAll("\\${", "${")));
  return new Markdown(parts.reduce((all, part, at) => all + markdownOf(values[at - 1]) + part));
}

/** A value as it reads in the middle of a sentence. */
export function markdownOf(value: unknown): string {
  if (value instanceof Markdown) return value.text;
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null) return `\`${previewValue(value, 300).replaceAll("`", "'")}\``;
  return value === undefined ? "" : String(value);
}

function dedent(text: string): string {
  return dedentedParts([text])[0] ?? "";
}

/** Removes the common indentation of the lines of a template; values between the parts do not count. */
function dedentedParts(parts: readonly string[]): string[] {
  const lines = parts.join("\u0000").split("\n").slice(1).filter((line) => line.trim() !== "");
  const indent = lines.length === 0 ? 0 : Math.min(...lines.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0));
  const pattern = new RegExp(`\\n[ \\t]{1,${Math.max(1, indent)}}`, "g");
  const shifted = indent === 0 ? [...parts] : parts.map((part) => part.replace(pattern, "\n"));
  if (shifted[0] !== undefined) shifted[0] = shifted[0].replace(/^\s*\n/, "");
  return shifted;
}
