/** The modules that `coursePlugin.node.ts` makes. */
declare module "virtual:course" {
  /** The list of lessons, each with its title. */
  export const course: import("./types.ts").CourseManifest;
  /** The headings of every lesson, by id. */
  export const outlines: Readonly<Record<string, readonly import("./lessonOutline.ts").OutlineEntry[]>>;
  /** Fetches a lesson, without its solutions. Rejects with a coded error, E356, when the course has none of this id. */
  export function loadLesson(id: string): Promise<import("./types.ts").LessonDocument>;
  /** Addresses of a lesson's data files, by the names in its front matter. */
  export function dataUrls(id: string): Readonly<Record<string, string>>;
  /** Calls back when a lesson's file has changed, in development only. Without any listener the page is reloaded. Returns the way to end it. */
  export function onLessonChanged(listener: (id: string) => void): () => void;
}

/** One lesson as a chunk of its own; `loadLesson` is the way to it. */
declare module "virtual:lesson/*" {
  const lesson: import("./packedLesson.ts").PackedLesson;
  export default lesson;
}
