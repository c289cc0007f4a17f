import { useSyncExternalStore } from "react";
import { Box } from "./box.ts";

const nothing = new Box<null>(null);

/** The value of a box, and a new render whenever it changes. Null when there is no box. */
export function useBox<Value>(box: Box<Value>): Value;
export function useBox<Value>(box: Box<Value> | undefined): Value | null;
export function useBox<Value>(box: Box<Value> | undefined): Value | null {
  const watched: Box<Value> | Box<null> = box ?? nothing;
  return useSyncExternalStore<Value | null>(watched.subscribe, watched.get);
}
