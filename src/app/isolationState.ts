import { ensureIsolation, type IsolationState } from "./isolation.ts";

let settled: Promise<IsolationState> | null = null;

/** Sees to the page's isolation, once; resolves when it is known whether the page stays. */
export function whenSettled(): Promise<IsolationState> {
  settled ??= ensureIsolation();
  return settled;
}
