import { useEffect, useState } from "react";

/** How far below the top of the window a heading may be and still be the one that is read, in px. */
const readingLine = 140;

/**
 * The section that is being read: the last one whose heading has passed the reading line, and the last of all at the
 * end of the page, however short it is.
 *
 * @param ids  element ids of the headings, in page order; keep the array's identity while they are the same
 * @returns the id, or null above the first heading
 */
export function useActiveSection(ids: readonly string[]): string | null {
  const [active, setActive] = useState<string | null>(null);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      setActive(sectionAtLine(ids));
    };
    const schedule = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    schedule();
    addEventListener("scroll", schedule, { passive: true });
    addEventListener("resize", schedule);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", schedule);
      removeEventListener("resize", schedule);
    };
  }, [ids]);
  return active;
}

function sectionAtLine(ids: readonly string[]): string | null {
  const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
  if (scrollTop > 0 && scrollHeight - clientHeight - scrollTop < 2) return ids.at(-1) ?? null;
  let active: string | null = null;
  for (const id of ids) {
    const top = document.getElementById(id)?.getBoundingClientRect().top;
    if (top !== undefined && top <= readingLine) active = id;
  }
  return active;
}
