/** `state`: a value that cells may set, and that re-runs the cells which read it. */
import type { CellHost } from "./cellHost.ts";

/** Gives the value. Cells that read the variable holding this function run again when the value changes. */
export type GetState<Value> = () => Value;
/** Sets the value, or computes it from the old one. Setting an identical value does nothing. */
export type SetState<Value> = (next: Value | ((old: Value) => Value)) => void;

export type StateMaker = <Value>(initial: Value) => readonly [GetState<Value>, SetState<Value>];

/**
 * Readers run after the pass in which the value was set, in their order on the page; not the cell that set it, and
 * not a reader that ran after it was set. Only plain functions compute; other callable things are values.
 */
export function makeState(host: CellHost): StateMaker {
  return <Value>(initial: Value) => {
    let current = initial;
    const get: GetState<Value> = () => current;
    const set: SetState<Value> = (next) => {
      const value = isPlainFunction(next) ? (next as (old: Value) => Value)(current) : (next as Value);
      if (Object.is(value, current)) return;
      current = value;
      host.stateChanged(get);
    };
    return [get, set] as const;
  };
}

function isPlainFunction(value: unknown): boolean {
  if (typeof value !== "function" || Object.getPrototypeOf(value) !== Function.prototype) return false;
  return Object.keys(value).length === 0 && !/^class\b/.test(Function.prototype.toString.call(value));
}
