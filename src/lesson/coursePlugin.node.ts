/**
 * The course as modules of the page, so that reading a lesson needs neither the YAML library nor a parser.
 *
 * In `vite.config.ts`: `plugins: [react(), coursePlugin({ root: import.meta.dirname })]`. In the page
 * (types: `virtual.d.ts`):
 *
 * ```ts
 * import { course, outlines, loadLesson, dataUrls, onLessonChanged } from "virtual:course";
 * const document = await loadLesson("performance"); // a chunk of its own; rejects with E356 for an unknown id
 * ```
 *
 * Solutions are left out, blocks and source. The data files that a lesson names are served at `lessons/<path>/<file>`.
 * Errors in a lesson fail a build; the development server prints and overlays them and goes on with what could be read.
 * A lesson file that changes sends the page the event `watercourse:lesson` with `{ id, time }`, which `onLessonChanged`
 * listens to; a page that does not listen is reloaded.
 */
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin, ViteDevServer } from "vite";
import { formatFileProblem, type FileProblem } from "./fileProblem.ts";
import { lessonOutline } from "./lessonOutline.ts";
import { packLesson } from "./packedLesson.ts";
import { lessonErrorName, readCourse, type CourseLesson, type LoadedCourse } from "./readCourse.node.ts";
import { withoutSolutions } from "./withoutSolutions.ts";

const courseModule = "virtual:course";
const lessonModule = "virtual:lesson/";
/** Rollup's mark for modules that are no files. */
const resolved = "\0";
const neighbour = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));

export interface CoursePluginOptions {
  /** The folder that holds `lessons/course.yml` in `lessons/`. */
  readonly root: string;
}

export function coursePlugin({ root }: CoursePluginOptions): Plugin {
  let isServing = false;
  let reading: Promise<LoadedCourse> | undefined;
  const current = () => (reading ??= readCourse(root));
  const describe = (problem: FileProblem) => formatFileProblem({ ...problem, file: relative(root, problem.file) }, lessonErrorName(problem.code));

  const overlay = async (server: ViteDevServer): Promise<void> => {
    const error = overlayError((await current()).problems, describe);
    if (error !== undefined) server.environments.client.hot.send({ type: "error", err: error });
  };
  const report = async (server: ViteDevServer): Promise<void> => {
    const { problems } = await current();
    for (const problem of problems) server.config.logger[problem.severity === "error" ? "error" : "warn"](describe(problem), { timestamp: true });
    await overlay(server);
  };
  const serveData = async (url: string, response: ServerResponse, next: (error?: unknown) => void): Promise<void> => {
    try {
      const path = decodeURI(url.replace(/[?#].*$/, "")).slice(1);
      const files = path.startsWith("lessons/") ? (await current()).lessons.flatMap((lesson) => dataFiles(root, lesson)) : [];
      const data = files.find((candidate) => candidate.url === path);
      if (data === undefined) next();
      else response.end(await readFile(data.file));
    } catch (error) {
      next(error);
    }
  };

  return {
    name: "watercourse:course",
    configResolved(config) {
      isServing = config.command === "serve";
    },
    async buildStart() {
      reading = undefined;
      const { lessons, problems } = await current();
      if (isServing) return;
      for (const file of [join(root, "lessons", "course.yml"), ...lessons.map((lesson) => lesson.file)]) this.addWatchFile(file);
      const errors = problems.filter((problem) => problem.severity === "error");
      for (const problem of problems) if (problem.severity === "warning") this.warn(describe(problem));
      if (errors.length > 0) this.error(errors.map(describe).join("\n"));
      for (const { url, file } of lessons.flatMap((lesson) => dataFiles(root, lesson))) {
        this.emitFile({ type: "asset", fileName: url, source: await readFile(file) });
      }
    },
    configureServer(server) {
      server.environments.client.hot.on("connection", () => void overlay(server));
      server.httpServer?.once("listening", () => void report(server));
      server.middlewares.use((request, response, next) => void serveData(request.url ?? "/", response, next));
    },
    resolveId(id) {
      return id === courseModule || id.startsWith(lessonModule) ? resolved + id : undefined;
    },
    async load(id) {
      if (id === resolved + courseModule) return courseCode(root, await current(), isServing);
      if (!id.startsWith(resolved + lessonModule)) return undefined;
      // A lesson that has changed is asked for with the time of the change behind its address.
      const [address] = id.split("?");
      const { lessons } = await current();
      const lesson = lessons.find((candidate) => resolved + lessonModule + candidate.id === address);
      if (lesson === undefined) return undefined;
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(packLesson(withoutSolutions(lesson.document))))});`;
    },
    async hotUpdate({ file, server, timestamp }) {
      const path = relative(join(root, "lessons"), file);
      if (path.startsWith("..") || this.environment.name !== "client") return undefined;
      const before = await current();
      reading = undefined;
      const { lessons, problems } = await current();
      const graph = this.environment.moduleGraph;
      for (const module of graph.idToModuleMap.values()) if (module.id?.startsWith(`${resolved}virtual:`)) graph.invalidateModule(module);
      const lesson = [...lessons, ...before.lessons].find((candidate) => candidate.file === file);
      if (lesson !== undefined && lessons.length === before.lessons.length) this.environment.hot.send("watercourse:lesson", { id: lesson.id, time: timestamp });
      else this.environment.hot.send({ type: "full-reload" });
      // An update of nothing takes away the overlay of an error that is mended.
      if (overlayError(before.problems, describe) !== undefined && overlayError(problems, describe) === undefined) this.environment.hot.send({ type: "update", updates: [] });
      await report(server);
      return [];
    },
  };
}

/** The overlay shows the first problem's place and lists all of them. */
function overlayError(problems: readonly FileProblem[], describe: (problem: FileProblem) => string) {
  const errors = problems.filter((problem) => problem.severity === "error");
  const first = errors[0];
  if (first === undefined) return undefined;
  return { message: errors.map(describe).join("\n"), stack: "", plugin: "watercourse:course", id: first.file, loc: { file: first.file, line: first.line, column: first.column } };
}

/** The data files of a lesson, and their addresses from the root of the site. */
function dataFiles(root: string, { file, document }: CourseLesson): { name: string; url: string; file: string }[] {
  const folder = dirname(file);
  return Object.entries(document.header.data).map(([name, path]) => {
    const url = posix.normalize(`${relative(root, folder).split(sep).join("/")}/${path}`);
    return { name, url, file: join(folder, path) };
  });
}

function courseCode(root: string, { course, lessons }: LoadedCourse, isServing: boolean): string {
  const byId = <Value>(valueOf: (lesson: CourseLesson) => Value) => Object.fromEntries(lessons.map((lesson) => [lesson.id, valueOf(lesson)]));
  const outlines = byId((lesson) => lessonOutline(withoutSolutions(lesson.document)));
  const data = byId((lesson) => Object.fromEntries(dataFiles(root, lesson).map(({ name, url }) => [name, url])));
  const chunks = lessons.map(({ id }) => {
    const module = JSON.stringify(lessonModule + id);
    // The browser keeps a module under its address, so a changed lesson needs a new one.
    const fresh = `times[${JSON.stringify(id)}] ? import(/* @vite-ignore */ ${JSON.stringify(`/@id/__x00__${lessonModule}${id}?t=`)} + times[${JSON.stringify(id)}]) : `;
    return `${JSON.stringify(id)}: () => ${isServing ? fresh : ""}import(${module})`;
  });
  return `
import { createLessonLoader } from ${neighbour("./lessonLoader.ts")};
export const course = ${JSON.stringify(course)};
export const outlines = ${JSON.stringify(outlines)};
const data = ${JSON.stringify(data)};
const times = {};
const listeners = new Set();
export const loadLesson = createLessonLoader({ ${chunks.join(", ")} });
export function dataUrls(id) {
  const urls = Object.hasOwn(data, id) ? data[id] : {};
  return Object.fromEntries(Object.entries(urls).map(([name, path]) => [name, new URL(import.meta.env.BASE_URL + path, document.baseURI).href]));
}
export function onLessonChanged(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
${isServing ? hotCode : ""}`;
}

const hotCode = `
if (import.meta.hot) {
  import.meta.hot.on("watercourse:lesson", ({ id, time }) => {
    times[id] = time;
    if (listeners.size === 0) location.reload();
    for (const listener of listeners) listener(id);
  });
}
`;
