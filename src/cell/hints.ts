import type { Finding } from "./diagnostics.ts";

/** A habit from another language: a pattern over one line of the cell, and what to say. */
interface Habit {
  readonly pattern: RegExp;
  readonly describe: (match: RegExpExecArray) => Pick<Finding, "code" | "details">;
}

const importAdvice = "Import the package at the top of a cell, `import … from \"npm:name\"`, if the lesson lists it. Nothing has to be installed.";
const python = (construct: string, advice: string): Pick<Finding, "code" | "details"> => ({ code: "E112", details: { construct, advice } });

/** Commands that people type into notebooks. */
const commands = "pip3?|conda|apt(?:-get)?|npm|npx|pnpm|yarn|bun|deno|node|python3?|git|curl|wget|ls|cd|pwd|cat|mkdir|rm|echo|which|env";
const installers = /^(pip3?|conda|apt|apt-get|npm|pnpm|yarn|bun)$/;

const habits: readonly Habit[] = [
  {
    pattern: /^\s*!\s*(\w[\w.-]*).*$/,
    describe: (match) => shellCommand(match[0].trim(), match[1] ?? ""),
  },
  {
    pattern: new RegExp(`^\\s*(${commands})\\s+[\\w@./-]+.*$`),
    describe: (match) => shellCommand(match[0].trim(), match[1] ?? ""),
  },
  {
    pattern: /^\s*(%%?sql)\b.*$/,
    describe: (match) => magic(match[1] ?? "", "Pass the statement as a string to the pipeline's query function."),
  },
  {
    pattern: /^\s*(%%?timeit|%%?time)\b.*$/,
    describe: (match) => magic(match[1] ?? "", "Measure with `performance.now()` before and after; the page also shows how long each cell took."),
  },
  {
    pattern: /^\s*(%%?pip|%%?conda)\b.*$/,
    describe: (match) => magic(match[1] ?? "", importAdvice),
  },
  {
    pattern: /^\s*(%%?[a-zA-Z]\w*)/,
    describe: (match) => magic(match[1] ?? "", "Leave the line out."),
  },
  {
    pattern: /^\s*(?:async\s+)?def\s+(\w+)\s*\(/,
    describe: (match) => python(`\`def ${match[1] ?? "f"}(…):\``, `Write \`function ${match[1] ?? "f"}(…) { … }\`.`),
  },
  {
    pattern: /^\s*print\s+[^\s=(;]/,
    describe: () => python("`print …`", "Write `console.log(…)`, or put the value on the last line of the cell."),
  },
  {
    pattern: /^\s*from\s+[\w.]+\s+import\b/,
    describe: () => python("`from … import …`", "Write `import { name } from \"module\";`."),
  },
  {
    pattern: /^\s*import\s+[\w.]+(?:\s+as\s+(\w+))?\s*$/,
    describe: () => python("`import module`", "Write `import * as name from \"module\";`."),
  },
  {
    pattern: /^\s*(if|elif|else|for|while|try|except|finally|with|class)\b.*:\s*(?:#.*)?$/,
    describe: (match) => python(`\`${match[1] ?? "if"} …:\` with an indented block`, "Put the block into braces: `if (condition) { … }`."),
  },
  {
    pattern: /\blambda\b[^:]*:/,
    describe: () => python("`lambda`", "Write `(x) => …`."),
  },
  {
    pattern: /^\s*#(?!!|[\p{ID_Start}_$]+\s*(?:[;=(]|$))/u,
    describe: () => python("a comment with `#`", "Write comments with `//`."),
  },
  {
    pattern: /^\s*(SELECT\b.*\bFROM|INSERT\s+INTO|CREATE\s+TABLE|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b/i,
    describe: () => ({ code: "E114" }),
  },
];

const foreignCharacters: Readonly<Record<string, string>> = {
  "“": "Use straight quotes: `\"`.",
  "”": "Use straight quotes: `\"`.",
  "„": "Use straight quotes: `\"`.",
  "‘": "Use straight quotes: `'`.",
  "’": "Use straight quotes: `'`.",
  "–": "Use the minus sign of the keyboard: `-`.",
  "—": "Use the minus sign of the keyboard: `-`.",
  "−": "Use the minus sign of the keyboard: `-`.",
  "×": "Multiply with `*`.",
  "÷": "Divide with `/`.",
  "≤": "Write `<=`.",
  "≥": "Write `>=`.",
  "≠": "Write `!==`.",
  "…": "Write three dots: `...`.",
  "\u200b": "Delete the invisible character here.",
  "\u2060": "Delete the invisible character here.",
};

/**
 * Explains a syntax error that comes from the habits of another language: looks at the line on which the parser gave up, then
 * at the cell's first line, since a magic there turns the whole cell into something else.
 */
export function findForeignHabit(code: string, offset: number): Finding | null {
  const advice = foreignCharacters[code[offset] ?? ""];
  if (advice !== undefined) {
    const character = code[offset] ?? "";
    return { code: "E117", start: offset, end: offset + 1, details: { character: character === "\u200b" ? "U+200B" : character, advice } };
  }
  const firstLine = /\S/.exec(code)?.index ?? 0;
  return habitOfLine(code, offset) ?? (code[firstLine] === "%" ? habitOfLine(code, firstLine) : null);
}

/** A lone `!ls`: only for words that are commands. */
export function describeShellWord(word: string, text: string, start: number): Finding[] {
  if (!new RegExp(`^(?:${commands})$`).test(word)) return [];
  return [{ start, end: start + text.length, ...shellCommand(text, word) }];
}

function habitOfLine(code: string, offset: number): Finding | null {
  const lineStart = code.lastIndexOf("\n", offset - 1) + 1;
  const lineEnd = code.indexOf("\n", offset);
  const line = code.slice(lineStart, lineEnd === -1 ? code.length : lineEnd);
  for (const { pattern, describe } of habits) {
    const match = pattern.exec(line);
    if (!match) continue;
    const start = lineStart + match.index + (/^\s*/.exec(match[0])?.[0].length ?? 0);
    return { start, end: lineStart + line.trimEnd().length, ...describe(match) };
  }
  return null;
}

function shellCommand(command: string, program: string): Pick<Finding, "code" | "details"> {
  const advice = installers.test(program) ? importAdvice : "Leave the line out, or do the same with TypeScript.";
  return { code: "E110", details: { command: command.length > 60 ? `${command.slice(0, 60)}…` : command, advice } };
}

function magic(command: string, advice: string): Pick<Finding, "code" | "details"> {
  return { code: "E111", details: { command, advice } };
}
