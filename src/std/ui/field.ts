/** Inputs that hold one value of their own. */
import type { CellHost } from "../cellHost.ts";
import { type Drawing, type InputOptions, type InputParts, type LiveInput, makeInput } from "./input.ts";

/** What tells one kind of field from another. `Held` is what it keeps, `Value` what cells read. */
interface FieldParts<Held, Value> {
  readonly type: InputParts<Value>["type"];
  readonly identity: readonly unknown[];
  readonly start: Held;
  readonly onChange: ((value: Value) => unknown) | undefined;
  /** Default: over a reload of the page. */
  readonly memory?: InputParts<Value>["memory"];
  valueOf(held: Held): Value;
  /** Reads what the page or a script sent; undefined for something that cannot be a value of this field. */
  read(sent: unknown, held: Held): { readonly held: Held } | undefined;
  /** What is kept, as plain data. */
  write(held: Held): unknown;
  /** The value for reports. Default: as written. */
  plain?(held: Held): unknown;
  draw(held: Held): Drawing;
}

/** Makes an input that holds one value of its own. */
export function makeField<Held, Value = Held>(host: CellHost, parts: FieldParts<Held, Value>): LiveInput<Value> {
  let held = parts.start;
  return makeInput<Value>(host, {
    type: parts.type,
    identity: parts.identity,
    memory: parts.memory ?? "saved",
    onChange: parts.onChange,
    held: () => parts.valueOf(held),
    accept: (sent) => {
      const read = parts.read(sent, held);
      if (read === undefined) return false;
      held = read.held;
      return true;
    },
    plain: () => (parts.plain ?? parts.write)(held),
    remember: () => parts.write(held),
    open: () => () => parts.draw(held),
  });
}

/** For fields that keep what cells read. */
export function same<Value>(value: Value): Value {
  return value;
}

/** The part of a description that every input has. */
export function fieldSpec(options: InputOptions<never>): { readonly label: string; readonly disabled: boolean; readonly fullWidth: boolean } {
  return { label: options.label === undefined ? "" : String(options.label), disabled: options.disabled === true, fullWidth: options.fullWidth === true };
}

/** Milliseconds of rest before a change is sent; anything unusable is the standard. */
export function debounceOf(wanted: number | undefined, standard: number): number {
  return wanted !== undefined && Number.isFinite(wanted) && wanted >= 0 ? wanted : standard;
}

/** The members that have a value. */
export function defined<Members extends object>(members: Members): { [Key in keyof Members]: Exclude<Members[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
