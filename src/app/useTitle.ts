import { useEffect } from "react";

/** Names the tab: `Performance optimisation · Watercourse`, or the course alone. */
export function useTitle(page: string | null, course: string): void {
  useEffect(() => {
    document.title = page === null ? course : `${page} · ${course}`;
  }, [page, course]);
}
