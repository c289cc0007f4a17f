import { useCallback, useState } from "react";

/** Which series a reader has switched off, by label, and the switch. */
export function useHiddenSeries(): readonly [ReadonlySet<string>, (label: string) => void] {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((label: string) => setHidden((old) => (old.has(label) ? new Set([...old].filter((other) => other !== label)) : new Set([...old, label]))), []);
  return [hidden, toggle];
}
