/** In which order files of a work folder must appear, so that what is there at any moment makes sense. */

/**
 * - 0: job files and a package's schema: without a `package.json` they are unfinished work, and removed.
 * - 1: `package.json`: with it the package exists.
 * - 2: the pipeline's state and schemas. They must not be ahead of the packages: rows that a state counts as
 *   extracted would be lost with a package that was never made. When they are behind, the packages tell what is missing.
 */
export function commitRank(path: string): 0 | 1 | 2 {
  if (path.endsWith("/package.json")) return 1;
  return path.endsWith("/state.json") || path.endsWith(".schema.json") ? 2 : 0;
}
