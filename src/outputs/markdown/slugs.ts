/** Heading ids as GitHub makes them, so that a link to a section works there and here. */

/** @returns a function from heading text to an id, unique among those it has given: `intro`, `intro-1`, … */
export function createSlugger(): (text: string) => string {
  const given = new Set<string>();
  return (text) => {
    const base = slugOf(text);
    let slug = base;
    for (let count = 1; given.has(slug); count += 1) slug = `${base}-${count}`;
    given.add(slug);
    return slug;
  };
}

/** Lower case, spaces to hyphens, everything that is neither letter, number, hyphen nor underscore dropped (GitHub's rule). */
function slugOf(text: string): string {
  return (
    text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
      .replaceAll(" ", "-") || "section"
  );
}
