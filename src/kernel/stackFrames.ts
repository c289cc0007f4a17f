/** Reads the places in cells out of an engine's stack text. */

export interface StackFrame {
  readonly cell: string;
  /** Function name; empty at the top level of a cell. */
  readonly name: string;
  readonly line: number;
  /** As the engine reports it, in the compiled source. */
  readonly column: number;
}

const place = /cell:\/\/\/([^\s()]+?)\.ts:(\d+):(\d+)/;

/** The address under which a cell's code appears in stacks and in developer tools. */
export function cellUrl(id: string): string {
  // Brackets end an address in a stack.
  return `cell:///${encodeURIComponent(id).replaceAll("(", "%28").replaceAll(")", "%29")}.ts`;
}

/** Frames in cells, innermost first. Understands V8 (`at name (url:1:2)`) and the form of Firefox and Safari (`name@url:1:2`). */
export function readFrames(stack: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of stack.split("\n")) {
    const found = place.exec(line);
    if (found === null) continue;
    frames.push({ cell: decodeURIComponent(found[1] ?? ""), name: functionName(line.slice(0, found.index)), line: Number(found[2]), column: Number(found[3]) });
    if (frames.length >= 50) break;
  }
  return frames;
}

function functionName(before: string): string {
  const v8 = /^\s*at (?:async )?(?:new )?(.*?)(?: \[as [^\]]*\])? \($/.exec(before);
  const name = (v8?.[1] ?? /^(.*)@$/.exec(before)?.[1] ?? "").replace(/^async\*/, "").split(".").at(-1) ?? "";
  return ["eval", "<anonymous>", "anonymous", "$cell", ""].includes(name) ? "" : name;
}
