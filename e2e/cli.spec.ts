import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { watercourse } from "./cli.ts";

let folder = "";

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "watercourse-cli-"));
});

test.afterEach(() => rm(folder, { recursive: true }));

/** Writes a file of this test's own and gives its path. */
async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

const lesson = (...cells: readonly string[]) => `---\nid: rivers\ntitle: Rivers\nversion: 1\n---\n# Rivers\n\n${cells.join("\n\n")}\n`;
const fence = (info: string, ...lines: readonly string[]) => `\`\`\`ts ${info}\n${lines.join("\n")}\n\`\`\``;

test("run tells what became of every cell, and of a lesson from anywhere", async () => {
  const file = await write(
    "rivers.md",
    lesson(
      fence("cell id=source", 'console.log("spring");', "const length = 3;", "length"),
      "It is ${length} long.",
      fence("cell id=rows", "Array.from({ length: 250 }, (_, n) => ({ n, even: n % 2 === 0 }))"),
      fence("cell id=mouth", "const twice = length * 2;"),
    ),
  );
  const { code, out } = await watercourse("run", file, "--json");
  expect(code).toBe(0);
  const { lesson: id, ok, cells, checks } = JSON.parse(out);
  expect([id, ok, checks]).toEqual(["rivers", true, []]);
  expect(cells).toMatchObject([
    { id: "source", role: "cell", status: "success", stale: false, console: [{ level: "log", text: "spring" }], names: { length: "3" } },
    { id: "rows", outputs: [{ kind: "table", rowCount: 250, columns: [{ name: "n" }, { name: "even" }] }] },
    { id: "mouth", names: { twice: "6" } },
  ]);
  expect(cells[1].outputs[0].rows).toHaveLength(100);
  expect(cells[1].outputs[0].rows[99]).toEqual([99, false]);
});

test("a failing cell gives exit code 1, its error's place, and leaves the others alone", async () => {
  const file = await write("rivers.md", lesson(fence("cell id=ok", "1"), fence("cell id=broken", "const a = 1;", 'const b = a.missing.deep; // no'), fence("cell id=after", "b")));
  const { code, out } = await watercourse("run", file, "--json");
  expect(code).toBe(1);
  const { ok, cells } = JSON.parse(out);
  expect(ok).toBe(false);
  expect(cells).toMatchObject([
    { id: "ok", status: "success" },
    { id: "broken", status: "exception", error: { code: "E200", line: 2 } },
    { id: "after", status: "cancelled", blockedBy: "broken" },
  ]);
});

test("--edit puts a file's text into a cell, --cells runs only some", async () => {
  const file = await write("rivers.md", lesson(fence("cell id=a", "const x = 1;"), fence("cell id=b", "const y = x + 1;"), fence("cell id=other", "const z = 0;")));
  const edit = await write("a.ts", "const x = 41;");
  const { code, out } = await watercourse("run", file, "--edit", `a=${edit}`, "--cells", "b", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out).cells).toMatchObject([{ names: { x: "41" } }, { names: { y: "42" } }, { status: "idle", stale: true, names: {} }]);
});

test("when time is over Stop is pressed: that cell says so, the rest is intact", async () => {
  const file = await write("rivers.md", lesson(fence("cell id=before", "const x = 1;"), fence("cell id=endless", "while (true) {}")));
  const { code, out } = await watercourse("run", file, "--timeout", "3", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out).cells).toMatchObject([{ status: "success", names: { x: "1" } }, { id: "endless", status: "interrupted", error: { code: "E708" } }]);
});

test("a lesson cannot reach the network, nor other ports of this machine", async () => {
  const tries = ["https://example.com/", "http://127.0.0.1:22/", "http://localhost:9/"].map((url) => `await fetch(${JSON.stringify(url)}, { mode: "no-cors" }).then(() => "reached", () => "refused")`);
  const file = await write("rivers.md", lesson(fence("cell id=fetching", `[${tries.join(", ")}].join(" ")`)));
  const { out } = await watercourse("run", file, "--json");
  expect(JSON.parse(out).cells[0].outputs).toMatchObject([{ kind: "text", text: "refused refused refused" }]);
});

test("replay tells the state after each step, one result a session, from one browser", async () => {
  const cells = [{ id: "a", code: "const x = 1;" }, { id: "b", code: "const y = x + 1;" }];
  const steps = [{ run: ["a"] }, { edit: { id: "a", code: "const x = 5;" } }, { edit: { id: "a", code: "while (true) {}" }, interrupt: { afterMs: 300 } }, { delete: "a" }, { restart: true }];
  const files = [await write("one.json", JSON.stringify({ mode: "automatic", cells, steps })), await write("two.json", JSON.stringify({ mode: "lazy", cells, steps: steps.slice(0, 2) }))];
  const { code, out } = await watercourse("replay", ...files, "--json");
  expect(code).toBe(0);
  const [automatic, lazy] = JSON.parse(out);
  expect(automatic.steps.map((step: { ran: string[] }) => step.ran)).toEqual([["a", "b"], ["a", "b"], ["a"], expect.anything(), []]);
  expect(automatic.steps[1]).toMatchObject({ names: { x: 5, y: 6 }, edges: [["a", "b"]], cells: { a: { status: "idle", result: "success", runs: 2, stale: false } } });
  expect(automatic.steps[2].cells.a).toMatchObject({ result: "interrupted", errorCode: expect.stringMatching(/^E2/) });
  expect(Object.keys(automatic.steps[3].cells)).toEqual(["b"]);
  expect(automatic.steps[4].names).toEqual({});
  expect(lazy.steps[1].cells.b).toMatchObject({ stale: true });
});

test.describe("bad input", () => {
  const stops = async (...words: string[]) => {
    const { code, err, out } = await watercourse(...words);
    return { code, error: /^(E7\d\d)/m.exec(err)?.[1], out };
  };

  test("unknown words, missing files and broken sessions end with exit code 2 and a code", async () => {
    expect(await stops("fly")).toMatchObject({ code: 2, error: "E700" });
    expect(await stops("run")).toMatchObject({ code: 2, error: "E701" });
    expect(await stops("run", "no-such-lesson.md")).toMatchObject({ code: 2, error: "E702" });
    expect(await stops("replay", await write("s.json", "{"))).toMatchObject({ code: 2, error: "E705" });
  });

  test("a file that is no lesson, and a cell that it does not have, say what is wrong in JSON too", async () => {
    const broken = await stops("run", await write("broken.md", "# no header\n"), "--json");
    expect(broken).toMatchObject({ code: 2, error: "E703" });
    expect(JSON.parse(broken.out).error).toMatchObject({ code: "E703", line: 1 });
    const file = await write("rivers.md", lesson(fence("cell id=a", "1")));
    expect(await stops("run", file, "--cells", "z")).toMatchObject({ code: 2, error: "E704" });
  });
});

test("check finds type errors at their place in the file", async () => {
  const good = await write("good.md", lesson(fence("cell id=a", "const x: number = 1;")));
  expect((await watercourse("check", good)).code).toBe(0);
  const bad = await write("bad.md", lesson(fence("cell id=a", 'const x: number = "one";')));
  const { code, out } = await watercourse("check", bad);
  expect(code).toBe(1);
  expect(out).toMatch(/bad\.md:9:7\s+E\d+ /);
});
