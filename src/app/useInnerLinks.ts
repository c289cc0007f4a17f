import { useEffect } from "react";

/**
 * Follows links to headings as any markdown file has them, `[above](#the-heading)`: in this app what stands after `#` is
 * the page's address, so they would lead out of the lesson.
 *
 * @param goTo  called with the id of the heading; keep its identity
 */
export function useInnerLinks(goTo: (id: string) => void): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const href = event.target instanceof Element ? event.target.closest("main a")?.getAttribute("href") : null;
      if (typeof href !== "string" || !href.startsWith("#") || href.startsWith("#/") || event.defaultPrevented) return;
      event.preventDefault();
      goTo(decodeURIComponent(href.slice(1)));
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [goTo]);
}
