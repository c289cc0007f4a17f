import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { packLesson, unpackLesson } from "./packedLesson.ts";
import { parseLesson } from "./parseLesson.ts";
import { printLesson } from "./printLesson.ts";
import type { CellBlock } from "./types.ts";

// Many small documents, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

/** Pieces of which documents are made that are likely to be misread. */
const piece = fc.constantFrom(
  "---\n", "---\nid: a\ntitle: A\n---\n", "```", "~~~", "````", "```ts cell id=a\n", "~~~sql exercise id=b points=2 out=c\n", "```ts solution for=b\n", "```ts check for=b name=\"x y\"\n",
  "```\n", "~~~\n", "\n", "\r\n", "\r", "\n\n", "- ", "> ", "1. ", "    ", "\t", "  ", "<div>\n", "</div>\n", "<!--", "-->", "<details data-hint=b>", "</details>", "# Title\n", "===\n", "${x}", "${", "}", "\\${", "`", "text", "\uFEFF", "\u2028", "😀", "id: x\n",
);
const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join("")));

test("any text is read without a throw, and printed back as it was", () => {
  fc.assert(
    fc.property(anyText, (source) => {
      const { document, problems } = parseLesson(source);
      expect(printLesson(document)).toBe(source);
      const lines = source.split(/\r\n?|\n/);
      for (const { line, column } of problems) expect(column >= 1 && column <= (lines[line - 1] ?? "").length + 1).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test("blocks lie in order, apart from each other, and say what stands in their ranges", () => {
  fc.assert(
    fc.property(anyText, (source) => {
      const { document } = parseLesson(source);
      let end = 0;
      const ids = new Set<string>();
      for (const block of document.blocks) {
        expect(block.range.start).toBeGreaterThanOrEqual(end);
        end = block.range.end;
        const { text, interpolations } = block.kind === "prose" ? block : { text: "", interpolations: [] };
        for (const { range, expression } of interpolations) expect(text.slice(range.start, range.end)).toBe(`\${${expression}}`);
        ids.add(block.id);
      }
      expect(end).toBeLessThanOrEqual(source.length);
      expect(ids.size).toBe(document.blocks.length);
      expect(unpackLesson(JSON.parse(JSON.stringify(packLesson(document))))).toEqual(document);
    }),
    { numRuns: 1500 },
  );
});

interface CellPlan {
  readonly marks: string;
  readonly indent: string;
  readonly attributes: string;
  readonly code: readonly string[];
  readonly proseBefore: string;
}

const codeLine = fc.oneof(fc.constantFrom("", "const x = 1;", "  `${y}`", "\t// tab", "# no heading", "- no list", "    deep", "`` two", "😀 = 2", "---"), fc.string({ unit: "grapheme-ascii", maxLength: 12 }).filter((line) => !/^\s*(?:```|~~~)/.test(line)));
const plan: fc.Arbitrary<CellPlan> = fc.record({
  marks: fc.constantFrom("```", "````", "``````", "~~~", "~~~~~"),
  indent: fc.constantFrom("", " ", "   "),
  attributes: fc.constantFrom("", " hidden", " readonly manual", ' name="two words"', " disabled"),
  code: fc.array(codeLine, { maxLength: 5 }),
  proseBefore: fc.constantFrom("", "Some prose.\n", "# Heading\n\nText with `code` and ${value}.\n\n", "- list\n\nAfter it.\n\n", "> quote\n\n", "<b>html</b>\n\n", "```js\nsample\n```\n", "~~~\n```ts cell id=no\n~~~\n"),
});
const lesson = fc.record({ plans: fc.array(plan, { minLength: 1, maxLength: 5 }), lineBreak: fc.constantFrom("\n", "\r\n"), ending: fc.boolean(), mark: fc.boolean() });

function write({ plans, lineBreak, ending, mark }: typeof lesson extends fc.Arbitrary<infer Plan> ? Plan : never): string {
  const body = plans.map(({ marks, indent, attributes, code, proseBefore }, index) => `${proseBefore}${indent}${marks}ts cell id=c${index}${attributes}\n${code.map((line) => `${line}\n`).join("")}${marks}`).join("\n\n");
  return `${mark ? "\uFEFF" : ""}${`---\nid: made\ntitle: Made\n---\n${body}${ending ? "\n" : ""}`.replaceAll("\n", lineBreak)}`;
}

const cellsOf = (source: string) => parseLesson(source).document.blocks.filter((block): block is CellBlock => block.kind === "cell");

test("every cell that is written is read, with its code and the line on which it starts", () => {
  fc.assert(
    fc.property(lesson, (made) => {
      const source = write(made);
      const { document, problems } = parseLesson(source);
      expect(problems).toEqual([]);
      const cells = cellsOf(source);
      expect(cells.map(({ id, code }) => [id, code])).toEqual(made.plans.map(({ code }, index) => [`c${index}`, code.join("\n")]));
      const lines = source.split(/\r\n|\n/);
      for (const cell of cells) {
        expect(lines[cell.line - 2]).toContain(`id=${cell.id}`);
        const count = cell.code === "" ? 0 : cell.code.split("\n").length;
        expect(lines.slice(cell.line - 1, cell.line - 1 + count).join("\n")).toBe(cell.code);
      }
      expect(document.source).toBe(source);
    }),
    { numRuns: 500 },
  );
});

const newText = fc.oneof(fc.constantFrom("", "\n", "one", "one\ntwo\n", "```\ncode\n```", "  ~~~~\n````js\n", "\n\n", "`````"), fc.array(codeLine, { maxLength: 4 }).map((lines) => lines.join("\n")));

test("an edit changes its own cell and nothing around it", () => {
  fc.assert(
    fc.property(lesson, fc.nat(), newText, (made, number, text) => {
      const source = write(made);
      const { document } = parseLesson(source);
      const before = cellsOf(source);
      const index = number % before.length;
      const cell = before[index];
      if (cell === undefined) throw new Error("a lesson has at least one cell");
      const printed = printLesson(document, { [cell.id]: text });
      expect(printed.startsWith(source.slice(0, cell.range.start))).toBe(true);
      expect(printed.endsWith(source.slice(cell.range.end))).toBe(true);
      const after = parseLesson(printed);
      expect(after.problems).toEqual([]);
      expect(cellsOf(printed).map(({ id, code, name, manual }) => ({ id, code, name, manual }))).toEqual(
        before.map(({ id, code, name, manual }) => ({ id, code: id === cell.id ? text : code, name, manual })),
      );
      expect(new Set(printed.match(/\r?\n/g))).toEqual(new Set([made.lineBreak]));
    }),
    { numRuns: 500 },
  );
});

test("several edits at once give what they give one after the other", () => {
  fc.assert(
    fc.property(lesson, newText, newText, (made, one, two) => {
      const source = write(made);
      const { document } = parseLesson(source);
      const last = `c${made.plans.length - 1}`;
      if (last === "c0") return;
      const together = printLesson(document, { c0: one, [last]: two });
      expect(together).toBe(printLesson(parseLesson(printLesson(document, { [last]: two })).document, { c0: one }));
    }),
    { numRuns: 300 },
  );
});

test("a problem is at the line and column of the word that is wrong", () => {
  fc.assert(
    fc.property(lesson, fc.nat(), fc.constantFrom(["wrongflag", "E314"], ["colour=red", "E313"], ["for=x", "E317"], ['name="never closed', "E315"]), (made, number, [word = "", code]) => {
      const index = number % made.plans.length;
      const source = write({ ...made, plans: made.plans.map((cell, at) => (at === index ? { ...cell, marks: cell.marks.replaceAll("`", "~"), attributes: ` ${word}` } : cell)) });
      const offset = source.indexOf(` ${word}`) + 1;
      const before = source.slice(0, offset).replace("\uFEFF", "").split(/\r\n|\n/);
      expect(parseLesson(source).problems).toEqual([expect.objectContaining({ code, line: before.length, column: (before.at(-1) ?? "").length + 1 })]);
    }),
    { numRuns: 500 },
  );
});
