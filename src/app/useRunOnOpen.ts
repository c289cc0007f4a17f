import { useEffect } from "react";
import type { Notebook } from "../notebook/notebook.ts";
import { whenSettled } from "./isolationState.ts";

/** Runs what runs by itself, once the page is readable and will not be loaded anew. */
export function useRunOnOpen(notebook: Notebook): void {
  useEffect(() => {
    if (typeof Worker !== "function") return;
    let isLeft = false;
    const run = async () => {
      if ((await whenSettled()) !== "reloading" && !isLeft) await notebook.session.runOnOpen();
    };
    const stopWaiting = whenIdle(() => void run());
    return () => {
      isLeft = true;
      stopWaiting();
    };
  }, [notebook]);
}

/** @returns the function that takes the call back. */
function whenIdle(call: () => void): () => void {
  if (typeof requestIdleCallback === "function") {
    const handle = requestIdleCallback(call, { timeout: 600 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(call, 100);
  return () => clearTimeout(timer);
}
