import { ensureBuild } from "../scripts/build.mjs";

/** Before the first test: the production build of the sources as they are. */
export default async function buildCourse(): Promise<void> {
  await ensureBuild();
}
