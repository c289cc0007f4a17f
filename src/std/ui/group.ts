/** `ui.array` and `ui.dictionary`: inputs that are read together. */
import type { CellHost, InputSource } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import type { GroupSpec, InputOutput } from "../inputOutputs.ts";
import { NestedOutputs } from "../nestedOutputs.ts";
import { typeName } from "../preview.ts";
import { isPlainObject } from "../tableSource.ts";
import { fieldSpec } from "./field.ts";
import { type AnyInput, type Input, type InputOptions, isInput, makeInput, partsOf, type ValueOf } from "./input.ts";

/** Values of a list of inputs, place by place. */
export type ArrayValue<Items extends readonly Input<unknown>[]> = { readonly [Place in keyof Items]: ValueOf<Items[Place]> };

/** Values of named inputs. */
export type DictionaryValue<Items> = { readonly [Key in keyof Items]: ValueOf<Items[Key]> };

/** Several inputs in a row. Each can be taken out: `const first = all[0]`. */
export type InputArray<Items extends readonly Input<unknown>[]> = Input<ArrayValue<Items>> & {
  readonly [Place in Exclude<keyof Items, keyof unknown[]>]: Items[Place];
} & { readonly [place: number]: Items[number]; readonly length: Items["length"]; readonly elements: Items; [Symbol.iterator](): IterableIterator<Items[number]> };

/** Several inputs by name. Each can be taken out: `person.age`, or `person.elements.age` where its name is `value` or `elements`. */
export type InputDictionary<Items> = Input<DictionaryValue<Items>> & { readonly [Key in Exclude<keyof Items, "elements" | "value">]: Items[Key] } & { readonly elements: Items };

export type ArrayMaker = <const Items extends readonly Input<unknown>[]>(items: Items, options?: InputOptions<ArrayValue<Items>>) => InputArray<Items>;
export type DictionaryMaker = <Items extends Readonly<Record<string, Input<unknown>>>>(items: Items, options?: InputOptions<DictionaryValue<Items>>) => InputDictionary<Items>;

export function makeArrayMaker(host: CellHost): ArrayMaker {
  return (items, options = {}) => {
    if (!Array.isArray(items)) throw stdError("E517", { kind: "array", place: "its first argument", type: typeName(items) });
    const list: readonly unknown[] = items;
    const entries = list.map((item, at) => [String(at), inputAt("array", `place ${at}`, item)] as const);
    const group = makeGroup(host, "array", new Map(entries), options as InputOptions<never>);
    Object.defineProperties(group, {
      ...Object.fromEntries(entries.map(([key, item]) => [key, { value: item, enumerable: true }])),
      length: { value: entries.length },
      elements: { value: Object.freeze([...items]) },
      [Symbol.iterator]: { value: () => list[Symbol.iterator]() },
    });
    return group as never;
  };
}

export function makeDictionaryMaker(host: CellHost): DictionaryMaker {
  return (items, options = {}) => {
    if (!isPlainObject(items)) throw stdError("E517", { kind: "dictionary", place: "its first argument", type: typeName(items) });
    const entries = Object.entries(items).map(([key, item]) => [key, inputAt("dictionary", `\`${key}\``, item)] as const);
    const group = makeGroup(host, "dictionary", new Map(entries), options as InputOptions<never>);
    for (const [key, item] of entries) if (!(key in group)) Object.defineProperty(group, key, { value: item, enumerable: true });
    Object.defineProperty(group, "elements", { value: Object.freeze({ ...items }) });
    return group as never;
  };
}

/** Takes the parts of a value that was sent apart: by key, or place by place. Undefined for something that has no parts. */
function partsOfValue(sent: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (Array.isArray(sent)) return sent.map((item: unknown, at) => [String(at), item] as const);
  return isPlainObject(sent) ? Object.entries(sent) : undefined;
}

function makeGroup(host: CellHost, type: GroupSpec["type"], items: ReadonlyMap<string, AnyInput>, options: InputOptions<never>): Input<unknown> {
  const collect = (read: (item: AnyInput) => unknown): unknown =>
    type === "array" ? [...items.values()].map(read) : Object.fromEntries([...items].map(([key, item]) => [key, read(item)]));
  return makeInput<unknown>(host, {
    type,
    identity: [...items].map(([key, item]) => [key, partsOf(item).type, ...partsOf(item).identity]),
    memory: weakest([...items.values()].map((item) => partsOf(item).memory)),
    children: items,
    onChange: options.onChange as ((value: unknown) => unknown) | undefined,
    held: () => collect((item) => partsOf(item).held()),
    accept: (sent) => {
      const taken = (partsOfValue(sent) ?? []).map(([key, value]) => {
        const item = items.get(key);
        return item !== undefined && partsOf(item).accept(value);
      });
      return taken.includes(true);
    },
    plain: () => collect((item) => partsOf(item).plain()),
    remember: () => collect((item) => partsOf(item).remember()),
    open: (shower, changed) => {
      const nested = new NestedOutputs(shower, changed);
      const places = [...items].map(([key, item]) => ({ key, at: nested.add(item) }));
      return () => {
        const spec = { ...fieldSpec(options), items: places.map(({ key, at }) => ({ key, content: nested.at(at) as InputOutput })) };
        return type === "array" ? { spec: { ...spec, type }, value: null } : { spec: { ...spec, type }, value: null };
      };
    },
  });
}

/** What holds several things is kept no longer than any of them. */
function weakest(memories: readonly InputSource["memory"][]): InputSource["memory"] {
  return memories.includes("run") ? "run" : memories.includes("kernel") ? "kernel" : "saved";
}

/** @throws E517 when it is no input */
function inputAt(kind: string, place: string, item: unknown): AnyInput {
  if (!isInput(item)) throw stdError("E517", { kind, place, type: typeName(item) });
  return item;
}
