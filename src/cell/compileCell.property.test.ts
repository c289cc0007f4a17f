import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOf, runCell } from "./compiledRun.node.ts";

/** A piece of a program twice: as TypeScript with few semicolons, and as the JavaScript that it must mean. */
interface Twin {
  readonly ts: string;
  readonly js: string;
}

const same = (text: string): Twin => ({ ts: text, js: text });

/** Joins literal text and twins, as a tagged template. */
function twin(texts: TemplateStringsArray, ...parts: readonly Twin[]): Twin {
  const join = (side: "ts" | "js"): string => texts.map((text, index) => text + (parts[index]?.[side] ?? "")).join("");
  return { ts: join("ts"), js: join("js") };
}

/** Text that only the TypeScript side has. */
const onlyTs = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<Twin> => arbitrary.map((ts) => ({ ts, js: "" }));

const typeText = fc.constantFrom(
  "number",
  "any",
  "Map<string, number[]>",
  "{ a: number;\n b?: string }",
  "(x: number) => void",
  "typeof v0",
  "[first: number, ...rest: any[]]",
  "`${number}px`",
  "keyof\n  Inner",
  "x extends infer U ? U : never",
);
const annotation = onlyTs(fc.oneof(fc.constant(""), typeText.map((type) => `: ${type}`)));
const cast = onlyTs(fc.oneof(typeText.map((type) => ` as ${type}`), typeText.map((type) => ` satisfies ${type}`), fc.constant("!")));
const comment = fc.constantFrom(same(""), same(" "), same("/* ) } ; */"));
/** Text between two statements: TypeScript may rely on the line break. */
const ending = fc.constantFrom<Twin>({ ts: "\n", js: ";\n" }, { ts: ";", js: ";" }, { ts: " // end\n", js: ";\n" }, { ts: "\r\n", js: ";\r\n" });

const names = fc.constantFrom("v0", "v1", "v2").map(same);

/** A type and not an interface: fast-check asks for an index signature. */
type Grammar = {
  readonly expression: Twin;
  readonly statement: Twin;
  readonly block: Twin;
};

const grammar = fc.letrec<Grammar>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 9 }).map((number) => same(String(number))),
    names,
    fc.tuple(tie("expression"), fc.constantFrom("+", "-", "*", "<", "===", "||", "&&"), tie("expression")).map(([left, operator, right]) => twin`(${left} ${same(operator)} ${right})`),
    fc.tuple(tie("expression"), cast, comment).map(([inner, type, space]) => twin`(${inner}${space}${type})`),
    fc.tuple(tie("expression"), typeText).map(([inner, type]) => twin`(${{ ts: `<${type}>`, js: "" }}${inner})`),
    fc.tuple(annotation, annotation, tie("expression"), tie("expression")).map(([parameter, result, body, argument]) => twin`((p${parameter})${result} => ${body})(${argument})`),
    fc.tuple(annotation, tie("block"), tie("expression")).map(([result, body, value]) => twin`(function (${{ ts: "this: any, q?: number", js: "q" }})${result} { ${body} return ${value} })()`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => twin`[${a}, { k: ${b} }.k][0]`),
    fc.tuple(typeText, tie("expression")).map(([type, value]) => twin`id${{ ts: `<${type}>`, js: "" }}(${value})`),
    tie("expression").map((value) => twin`mark(${value})`),
  ),
  statement: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(names, tie("expression"), cast, ending).map(([name, value, type, end]) => twin`${name} = ${value}${type}${end}`),
    fc.tuple(tie("expression"), cast, ending).map(([value, type, end]) => twin`out.push(${value})${type}${end}`),
    fc.tuple(annotation, tie("expression"), ending).map(([type, value, end]) => twin`{ let local${type} = ${value}${end} out.push(local) }${end}`),
    fc.tuple(onlyTs(fc.constantFrom("type Alias<T> = T[]", "interface Inner { a: 1 }", "declare const x: number", "declare function f(): void", "declare let z: any, y: number")), ending).map(([type, end]) => twin`${same("{ ")}${type}${end} out.push(0) }${end}`),
    fc.tuple(tie("expression"), tie("block"), tie("block")).map(([condition, yes, no]) => twin`if (${condition}) { ${yes} } else { ${no} }`),
    tie("block").map((body) => twin`for (let i${{ ts: ": number", js: "" }} = 0; i < 2; i++) { ${body} }`),
    fc.tuple(names, tie("expression"), ending).map(([name, value, end]) => twin`for (const x of [1, 2]) ${name} = ${value}${end}`),
    fc.tuple(tie("block"), tie("block"), fc.constantFrom<Twin>(same(""), { ts: " (e: any)", js: " (e)" }, { ts: " ({ message }: any)", js: " ({ message })" })).map(([body, handler, binding]) => twin`try { ${body} null.x } catch${binding} { ${handler} }`),
    fc.tuple(annotation, tie("expression"), ending).map(([type, value, end]) => twin`{ class C${{ ts: "<T> implements Inner", js: "" }} { ${{ ts: "private readonly ", js: "" }}a${type} = ${value}${end} ${{ ts: "declare d: 1\n [k: string]: any\n protected ", js: "" }}['m']${{ ts: "?", js: "" }}() { return this.a } } out.push(new C().m()) }`),
  ),
  block: fc.array(tie("statement"), { maxLength: 3 }).map((statements) => ({
    ts: statements.map(({ ts }) => ts).join("\n"),
    js: statements.map(({ js }) => js).join("\n;"),
  })),
}));

/** Comparable form of a run: what it pushed, and the name of what it threw. */
interface Effect {
  readonly out: readonly unknown[];
  readonly error: string | null;
}

const shown = (value: unknown): unknown => (typeof value === "number" && Number.isNaN(value) ? "NaN" : typeof value === "object" || typeof value === "function" ? String(value === null) : value);

async function runPlain(js: string): Promise<Effect> {
  const out: unknown[] = [];
  const id = (value: unknown): unknown => value;
  try {
    const run = Reflect.construct(Function, ["out", "id", "mark", `"use strict";let v0 = 1, v1 = 2, v2 = 3;\n${js}`]) as (...values: unknown[]) => void;
    run(out, id, id);
    return { out: out.map(shown), error: null };
  } catch (error) {
    return { out: out.map(shown), error: (error as Error).name };
  }
}

test("a compiled cell does what the same program without types does, and every place in it is exact", async () => {
  await fc.assert(
    fc.asyncProperty(grammar.block, async (block) => {
      let next = 0;
      const code = `let v0 = 1, v1 = 2, v2 = 3 as any\n${block.ts}`.replaceAll("mark(", () => `mark${(next += 1)}(`);
      const places: { line: number; column: number; expected: number }[] = [];
      const stacks: { number: number; error: Error }[] = [];
      const out: unknown[] = [];
      const marks = Object.fromEntries(
        Array.from({ length: next }, (_, index) => [
          `mark${index + 1}`,
          (value: unknown) => {
            stacks.push({ number: index + 1, error: new Error("here") });
            return value;
          },
        ]),
      );
      const run = await runCell(code, { refs: { ...marks, out, id: (value: unknown) => value } });
      expect({ out: out.map(shown), error: run.error === undefined ? null : (run.error as Error).name }).toEqual(await runPlain(block.js));

      const lines = code.split(/\r\n|\n/);
      for (const { number, error } of stacks) {
        const { line, column } = placeOf(error, run.compiled);
        places.push({ line, column, expected: (lines[line - 1] ?? "").indexOf(`mark${number}(`) + 1 });
      }
      expect(places.filter(({ column, expected }) => column !== expected)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
