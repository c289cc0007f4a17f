import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { checkLessons, describeProblem } from "./check.ts";

// Each check starts a compiler, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lessons-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const head = "---\nid: test\ntitle: Test\n---\n";
const fence = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\`\n`;

/** Problems as `line:column code severity message`. */
async function check(...texts: string[]): Promise<string[]> {
  const files = await Promise.all(
    texts.map(async (text, index) => {
      const file = join(folder, `lesson-${index}.md`);
      await writeFile(file, text);
      return file;
    }),
  );
  const { problems } = await checkLessons(files);
  return problems.map(({ file, line, column, code, severity, message }) => `${files.indexOf(file)} ${line}:${column} ${code} ${severity} ${message}`);
}

/** `line:column` of a text in a file, counted the slow way. */
function placeOf(source: string, text: string): string {
  const before = source.slice(0, source.indexOf(text)).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

test("a lesson without faults has no problems", async () => {
  const lesson = `${head}# Title\n\nWe have \${rows.length} rows and \`\${code}\`.\n${fence("ts cell id=rows", "type Row = { n: number };\nexport const rows: Row[] = [{ n: 1 }];\nrows")}${fence("ts cell id=sum", 'import { md } from "watercourse";\nconst best: Row | undefined = rows[0];\nconst total = rows.reduce((sum, row) => sum + row.n, 0);\nawait sleep(1);\nchart.line(rows, { x: "n", y: "n" });\nmd`${total}`\n// the end')}${fence("tsx cell id=view", "const view = <LineChart data={rows} title={`${total}`}><XAxis dataKey=\"n\" scale=\"log\" />{total > 0 && <Line dataKey=\"n\" />}</LineChart>;")}`;
  expect(await check(lesson)).toEqual([]);
});

test("types flow between cells, and an error is at its place in the file", async () => {
  const lesson = `${head}Prose with \${name.toFixed(2)}.\n\n${fence("ts cell id=a", 'const name = "river";\nconst wide = name.length;')}\n${fence("ts cell id=b", "const other: number = wide;\nconst wrong: number =\n\t\tname;")}`;
  expect(await check(lesson)).toEqual([
    `0 ${placeOf(lesson, "toFixed")} E720 error Property 'toFixed' does not exist on type '"river"'. Did you mean 'fixed'? (TS2551)`,
    `0 ${placeOf(lesson, "wrong")} E720 error Type 'string' is not assignable to type 'number'. (TS2322)`,
  ]);
});

test("places are right with Windows line ends and a byte order mark", async () => {
  const lesson = `\uFEFF${head}Some \${nothing} here\n${fence("ts cell id=a", "const n = 1;\nn.missing")}`.replaceAll("\n", "\r\n");
  expect(await check(lesson)).toEqual([
    "0 5:8 E720 error Cannot find name 'nothing'. (TS2304)",
    "0 8:3 E720 error Property 'missing' does not exist on type '1'. (TS2339)",
  ]);
});

test("lessons are checked side by side without seeing each other", async () => {
  const one = `${head}${fence("ts cell id=a", "const shared = 1;")}`;
  const two = `${head}${fence("ts cell id=a", 'const shared = "text";\nshared.toUpperCase()')}${fence("ts cell id=b", "shared * 2")}`;
  expect(await check(one, two)).toEqual(["1 10:1 E720 error The left-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type. (TS2362)"]);
});

test("errors of cells and graph come with their codes, and keep types from being looked at", async () => {
  const lesson = `${head}${fence("ts cell id=a", "const x = 1;")}${fence("ts cell id=b", "// second\nconst x = 2;")}${fence("ts cell id=c", "const p = q + missingName;")}${fence("ts cell id=d", "const q = p;")}${fence("ts cell id=e", "y = 3;\n  x++;")}${fence("ts cell id=f", "const broken = ;")}`;
  const found = await check(lesson);
  expect(found.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual(["0 6:7 E104", "0 10:7 E104", "0 13:11 E105", "0 16:11 E105", "0 19:1 E106", "0 23:16 E100"]);
  expect(found[0]).toContain('"b"');
  expect(found[2]).toContain('"d" → ');
});

test("a cell assigning another's name is told whose it is", async () => {
  const lesson = `${head}${fence("ts cell id=a", "let x = 1;")}${fence("ts cell id=b", "if (true) {\n  x = 2;\n}")}`;
  expect(await check(lesson)).toEqual([expect.stringMatching(/^0 10:3 E106 error .*"a"/)]);
});

test("format errors are listed with the rest, in the order of the file", async () => {
  const lesson = `${head}${fence("ts cell id=a manuel", "const x = ;")}${fence("ts exercise", "1")}`;
  const found = await check(lesson);
  expect(found.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual(["0 5:17 E314", "0 6:11 E100", "0 8:7 E320"]);
});

test("an exercise is checked with its starter and with its solution; checks see the solution", async () => {
  const solved = (solution: string) =>
    `${head}${fence("ts exercise id=sum", "// your turn")}${fence("ts solution for=sum", solution)}${fence("ts check for=sum", "if (total !== 3) throw new Error(`${total} is not 3`);")}`;
  const found = await check(solved("const total = 1 + 2;"), solved('const total = "3";'), solved("const total: number = false;"));
  expect(found).toEqual([expect.stringMatching(/^1 12:5 E720 error This comparison appears to be unintentional/), "2 9:7 E720 error Type 'boolean' is not assignable to type 'number'. (TS2322)"]);
});

test("the pipeline library and the standard names have their own types", async () => {
  const lesson = `${head}${fence("ts cell id=a", 'const s = ui.slider({ min: "low" });\nconst rows = dlt.resource(function* () { yield { n: 1 }; }, { name: 5 });\nenv.DATA_WRITER__BUFFER_MAX_ITEMS = 10;')}`;
  const places = (await check(lesson)).map((line) => line.split(" ").slice(1, 3).join(" "));
  expect(places).toEqual([`${placeOf(lesson, "min")} E720`, `${placeOf(lesson, "name: 5")} E720`]);
});

test("SQL cells are read too: what they define, their expressions, their tables", async () => {
  const cells = (expression: string): string => `${head}${fence("ts cell id=rows", "const rows = [{ n: 1 }];\nconst least = 1;")}${fence("sql cell id=top out=top", `SELECT * FROM rows\nWHERE n > \${${expression}} -- \${nope}`)}${fence("ts cell id=use", "const first = top[0]?.n;\ntop.map((row) => row.n * 2);")}`;
  expect(await check(cells("least.toFixed(1)"))).toEqual([]);
  const wrong = cells("least.toFixd(1)");
  expect(await check(wrong)).toEqual([expect.stringMatching(new RegExp(`^0 ${placeOf(wrong, "toFixd")} E720 error .*toFixd`))]);
  const broken = cells("least").replace("SELECT *", "SELECT (*");
  expect(await check(broken)).toEqual([expect.stringMatching(new RegExp(`^0 ${placeOf(broken, "(*")} E252 error`))]);
});

test("elements of charts have types, imported or not", async () => {
  const wrong = '<LineChart data={[]}>\n  <Line stroke={5} dataKey="a"/>\n  <Line name="b"/>\n  <XAxis tickFormatter={(value) => value}/>\n</LineChart>';
  const lesson = `${head}${fence("tsx cell id=a", wrong)}${fence("tsx cell id=b", `import { LineChart, Line, XAxis } from "recharts";\n${wrong}`)}${fence("tsx cell id=c", "<div>text</div>")}`;
  expect((await check(lesson)).map((line) => line.split(" ").slice(1, 3).join(" "))).toEqual(["7:9 E720", "8:4 E720", "9:10 E720", "15:9 E720", "16:4 E720", "17:10 E720", "21:1 E720", "21:10 E720"]);
});

test("a file that is not there is a problem of its own", async () => {
  const { problems } = await checkLessons([join(folder, "nowhere.md")]);
  expect(problems.map(describeProblem)).toEqual([`${join(folder, "nowhere.md")}:1:1  E334 unreadable-lesson  The file cannot be read: there is no such file.`]);
});

test("a problem is one line for the terminal, with the name of its code", async () => {
  const file = join(folder, "lines.md");
  await writeFile(file, `${head}${fence("ts cell id=a", "const x = 1;")}${fence("ts cell id=b", "const x = 2;")}- ${fence("ts cell id=c", "  3").replace("\n```", "\n  ```")}`);
  const { problems } = await checkLessons([file]);
  expect(problems.map(describeProblem)).toEqual([
    `${file}:6:7  E104 duplicate-name  \`x\` is defined in cell "b" and again here.`,
    `${file}:9:7  E104 duplicate-name  \`x\` is defined in cell "a" and again here.`,
    `${file}:11:3  E331 nested-cell  warning: A block inside a list or a quote is a sample: this cell will not run.`,
  ]);
});
