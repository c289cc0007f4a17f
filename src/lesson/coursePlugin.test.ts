import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, createServer, type HotPayload, type ViteDevServer } from "vite";
import { afterEach, expect, test } from "vitest";
import { coursePlugin } from "./coursePlugin.node.ts";
import { unpackLesson, type PackedLesson } from "./packedLesson.ts";

const lesson = `---
id: rivers
title: Rivers
data: { gauges: ./gauges.csv }
---
# Rivers

\`\`\`ts exercise id=flow
throw new Error("to do");
\`\`\`

\`\`\`ts solution for=flow
const secretAnswer = 42;
\`\`\`

\`\`\`ts check for=flow
expect(flow).toBe(42);
\`\`\`
`;
const files: Readonly<Record<string, string>> = {
  "lessons/course.yml": "title: Water\ndescription: All of it.\nlessons:\n  - { id: rivers, path: flowing/rivers, summary: They run., minutes: 3 }\n",
  "lessons/flowing/rivers/lesson.md": lesson,
  "lessons/flowing/rivers/gauges.csv": "day,level\n1,2\n",
  "index.html": '<script type="module" src="/page.js"></script>',
  "page.js": 'import { course, outlines, dataUrls, loadLesson } from "virtual:course"; globalThis.page = { course, outlines, dataUrls, loadLesson };',
};

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function makeSite(changed: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "course-"));
  closers.push(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ ...files, ...changed })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const settings = (root: string) => ({ root, base: "./", configFile: false as const, logLevel: "silent" as const, plugins: [coursePlugin({ root })] });

async function serve(root: string): Promise<{ server: ViteDevServer; sent: HotPayload[] }> {
  const server = await createServer({ ...settings(root), server: { port: 0, ws: false }, optimizeDeps: { noDiscovery: true } });
  closers.push(() => server.close());
  const sent: HotPayload[] = [];
  const hot = server.environments.client.hot;
  hot.send = ((first: HotPayload | string, data?: unknown) => sent.push(typeof first === "string" ? { type: "custom", event: first, data } : first)) as typeof hot.send;
  await server.listen();
  return { server, sent };
}

async function lessonFrom(server: ViteDevServer, id: string) {
  const result = await server.transformRequest(`virtual:lesson/${id}`);
  const text = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/.exec(result?.code ?? "")?.[1] ?? '""';
  return unpackLesson(JSON.parse(JSON.parse(text) as string) as PackedLesson);
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue() && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(isTrue()).toBe(true);
}

test("a build holds the lessons and their data, but no solution", async () => {
  const root = await makeSite();
  await build(settings(root));
  const names = await readdir(join(root, "dist"), { recursive: true });
  expect(names).toContain(join("lessons", "flowing", "rivers", "gauges.csv"));
  const scripts = await Promise.all(names.filter((name) => name.endsWith(".js")).map((name) => readFile(join(root, "dist", name), "utf8")));
  const all = scripts.join("\n");
  expect(all).toContain("to do");
  expect(all).toContain("expect(flow)");
  expect(all).toContain("lessons/flowing/rivers/gauges.csv");
  expect(all).toContain("Rivers");
  expect(all).not.toContain("secretAnswer");
  expect(scripts.length).toBeGreaterThan(1);
});

test("an error in a lesson fails the build with its place", async () => {
  const root = await makeSite({ "lessons/flowing/rivers/lesson.md": lesson.replace("id=flow", "id=Flow") });
  await expect(build(settings(root))).rejects.toThrow("lessons/flowing/rivers/lesson.md:8:19  E321 bad-id  `Flow` cannot be an id.");
});

test("a missing lesson file and a missing list fail the build", async () => {
  const root = await makeSite({ "lessons/course.yml": `${files["lessons/course.yml"]}  - { id: lakes, summary: They stand., minutes: 3 }\n` });
  await expect(build(settings(root))).rejects.toThrow("lessons/lakes/lesson.md:1:1  E334");
  await rm(join(root, "lessons", "course.yml"));
  await expect(build(settings(root))).rejects.toThrow("lessons/course.yml:1:1  E334");
});

test("the development server gives lessons without their solutions, and their data", async () => {
  const { server } = await serve(await makeSite());
  const document = await lessonFrom(server, "rivers");
  expect(document.blocks.map((block) => block.id)).toEqual(["prose-1", "flow", "check-1-of-flow"]);
  expect(document.source).not.toContain("secretAnswer");
  expect(document.blocks[2]).toMatchObject({ code: "expect(flow).toBe(42);", line: 17 });
  const address = server.resolvedUrls?.local[0] ?? "";
  expect(await (await fetch(`${address}lessons/flowing/rivers/gauges.csv`)).text()).toBe("day,level\n1,2\n");
  const course = (await server.transformRequest("virtual:course"))?.code ?? "";
  // The address under which the page asks for a lesson that has changed; Vite adds its own `import` on the way.
  const fresh = /"(\/@id\/[^"]+\?t=)"/.exec(course)?.[1] ?? "";
  expect(await (await fetch(`${address.slice(0, -1)}${fresh.replace("?", "?import&")}1`)).text()).toContain("export default JSON.parse(");
});

test("a changed lesson is announced and read anew; a broken one is shown and keeps the server going", async () => {
  const root = await makeSite();
  const { server, sent } = await serve(root);
  await lessonFrom(server, "rivers");
  const file = join(root, "lessons", "flowing", "rivers", "lesson.md");
  /** As the watcher does, but without waiting for the file system. */
  const save = async (text: string) => {
    await writeFile(file, text);
    server.watcher.emit("change", file);
  };
  await save(lesson.replace("# Rivers", "# Streams"));
  await until(() => sent.some((payload) => payload.type === "custom" && payload.event === "watercourse:lesson" && payload.data.id === "rivers"));
  expect(sent.some((payload) => payload.type === "full-reload")).toBe(false);
  expect((await lessonFrom(server, "rivers")).blocks[0]).toMatchObject({ text: "# Streams" });

  await save(lesson.replace("solution for=flow", "solution for=flaw"));
  await until(() => sent.some((payload) => payload.type === "error" && payload.err.message.includes("E326")));
  const error = sent.find((payload) => payload.type === "error");
  expect(error).toMatchObject({ err: { loc: { file, line: 12, column: 20 } } });
  expect((await lessonFrom(server, "rivers")).blocks).toHaveLength(3);

  await save(lesson);
  // The file system's own watcher may tell of the same change again, with one more announcement after the update.
  await until(() => sent.findLast(({ type }) => type !== "custom")?.type === "update");
});
