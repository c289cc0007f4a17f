import { useEffect, useState } from "react";

/** Whether what is in an element is wider than it: then it scrolls, and the keyboard must reach it. */
export function useOverflow(element: HTMLElement | null): boolean {
  const [isWide, setIsWide] = useState(false);
  useEffect(() => {
    if (element === null) return;
    const measure = () => setIsWide(element.scrollWidth > element.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [element]);
  return isWide;
}
