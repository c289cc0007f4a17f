/**
 * The words after a fence: `lang role key=value key="several words" flag`. (CommonMark calls this line the info string;
 * it gives a meaning to the first word only.)
 */
import type { SourceRange } from "./types.ts";

/** One word of the info string, with its place in the file. */
export interface InfoWord {
  /** As written, quotes included. */
  readonly text: string;
  readonly range: SourceRange;
  /** Set when the word is a pair. `value` is without quotes. */
  readonly pair?: { readonly key: string; readonly value: string; readonly valueStart: number };
  /** Why the word cannot be read; it is then neither pair nor flag. */
  readonly fault?: string;
}

/**
 * Takes an info string apart. White space separates words except inside quotes, which can hold everything but a line
 * break; within quotes `\"` and `\\` stand for the quote and the backslash.
 *
 * @param info  the info string
 * @param offset  where it starts in the file
 */
export function readFenceInfo(info: string, offset: number): InfoWord[] {
  const words: InfoWord[] = [];
  for (let index = 0; index < info.length; ) {
    if (/\s/.test(info[index] ?? "")) {
      index += 1;
      continue;
    }
    const word = readWord(info, index, offset);
    words.push(word);
    index = word.range.end - offset;
  }
  return words;
}

function readWord(info: string, start: number, offset: number): InfoWord {
  const plain = /^[^\s=]+/.exec(info.slice(start))?.[0] ?? "";
  const equals = start + plain.length;
  const finish = (end: number, rest: Pick<InfoWord, "pair" | "fault">): InfoWord => ({
    text: info.slice(start, end),
    range: { start: offset + start, end: offset + end },
    ...rest,
  });
  if (info[equals] !== "=") return finish(equals, {});
  const valueStart = equals + 1;
  const quote = info[valueStart];
  if (quote !== '"' && quote !== "'") {
    const value = /^\S*/.exec(info.slice(valueStart))?.[0] ?? "";
    const end = valueStart + value.length;
    if (plain === "") return finish(end, { fault: "it has no key before `=`." });
    if (value === "") return finish(end, { fault: "it has no value after `=`." });
    return finish(end, { pair: { key: plain, value, valueStart: offset + valueStart } });
  }
  let value = "";
  for (let index = valueStart + 1; index < info.length; index += 1) {
    const character = info[index] ?? "";
    const next = info[index + 1];
    if (character === "\\" && (next === quote || next === "\\")) {
      value += next;
      index += 1;
    } else if (character === quote) {
      const tail = /^\S*/.exec(info.slice(index + 1))?.[0] ?? "";
      const end = index + 1 + tail.length;
      if (tail !== "") return finish(end, { fault: "a space is missing after the closing quote." });
      if (plain === "") return finish(end, { fault: "it has no key before `=`." });
      if (value === "") return finish(end, { fault: "the value is empty." });
      return finish(end, { pair: { key: plain, value, valueStart: offset + valueStart + 1 } });
    } else value += character;
  }
  return finish(info.length, { fault: "the quote is never closed." });
}
