/** The inputs that cells have made, what they are called, and the values that people gave them. */
import type { InputSource } from "../std/cellHost.ts";
import { isPlainObject } from "../std/tableSource.ts";

interface KnownInput {
  readonly id: string;
  readonly cell: string;
  readonly source: InputSource;
  /** Where it was found: a name, a name and a key, or its ordinal in the cell. */
  path: string;
  /** Names of the cell through which other cells reach it. */
  names: readonly string[];
}

export class Inputs {
  readonly #byId = new Map<string, KnownInput>();
  readonly #byHandle = new WeakMap<object, InputSource>();
  readonly #byCell = new Map<string, KnownInput[]>();
  /** Values that people gave, by cell and path: they outlive a re-run of the cell. */
  readonly #given = new Map<string, { readonly identity: string; readonly value: unknown }>();
  /** Values for inputs that do not exist yet, by id or path. */
  readonly #expected = new Map<string, unknown>();

  /** Announces an input of the cell's present run. Its id is the cell's and a count, so that it is the same after a re-run. */
  add(cell: string, source: InputSource): string {
    const mine = this.#byCell.get(cell) ?? [];
    this.#byCell.set(cell, mine);
    const input: KnownInput = { id: `${cell}/${mine.length + 1}`, cell, source, path: `#${mine.length + 1}`, names: [] };
    mine.push(input);
    this.#byId.set(input.id, input);
    this.#byHandle.set(source.handle, source);
    return input.id;
  }

  /**
   * Finds out what the cell's inputs are called now that it has run, and gives each the value that a person chose
   * before, if it is still the same input: same name, kind and limits.
   */
  settle(cell: string, values: Iterable<readonly [string, unknown]>): void {
    const mine = this.#byCell.get(cell) ?? [];
    if (mine.length === 0) return;
    const byHandle = new Map(mine.map((input) => [input.source.handle, input]));
    const found = (value: unknown, name: string, path: string): void => {
      const input = typeof value === "object" && value !== null ? byHandle.get(value) : undefined;
      if (input === undefined) return;
      if (input.names.length === 0) input.path = path;
      input.names = [...input.names, name];
    };
    for (const [name, value] of values) {
      found(value, name, name);
      if (Array.isArray(value)) for (const [at, item] of value.slice(0, 200).entries()) found(item, name, `${name}[${at}]`);
      else if (isPlainObject(value)) for (const [key, item] of Object.entries(value).slice(0, 200)) found(item, name, `${name}.${key}`);
    }
    for (const input of mine) {
      this.#meetExpectation(input);
      const given = this.#given.get(pathKey(input));
      if (given?.identity === input.source.identity) input.source.accept(given.value);
    }
  }

  /** Keeps a value for an input that does not exist yet: it gets it when its cell runs. `key`: the input's id, or the path of its name. */
  expect(key: string, value: unknown): void {
    this.#expected.set(key, value);
  }

  #meetExpectation(input: KnownInput): void {
    for (const key of [input.id, input.path]) {
      if (!this.#expected.has(key)) continue;
      const value = this.#expected.get(key);
      this.#expected.delete(key);
      if (input.source.accept(value)) this.#given.set(pathKey(input), { identity: input.source.identity, value });
    }
  }

  /** Forgets the inputs of a cell; the values that were given stay for its next run. */
  dropCell(cell: string): void {
    for (const input of this.#byCell.get(cell) ?? []) this.#byId.delete(input.id);
    this.#byCell.delete(cell);
  }

  /**
   * Gives an input a value, by its id or by a name that holds it.
   *
   * @returns the cell that made it and the names through which it is read; undefined for an unknown input or an unusable value
   */
  set(target: { readonly name?: string | undefined; readonly input?: string | undefined }, value: unknown): { cell: string; names: readonly string[] } | undefined {
    const input = target.input === undefined ? this.#named(target.name ?? "") : this.#byId.get(target.input);
    if (input === undefined || !input.source.accept(value)) return undefined;
    this.#given.set(pathKey(input), { identity: input.source.identity, value });
    return { cell: input.cell, names: input.names };
  }

  /** The value of the input that this object is, if it is one. */
  valueOf(handle: unknown): { readonly value: unknown; readonly kind: string } | undefined {
    if (typeof handle !== "object" || handle === null) return undefined;
    const source = this.#byHandle.get(handle);
    return source === undefined ? undefined : { value: source.current(), kind: source.kind };
  }

  #named(name: string): KnownInput | undefined {
    for (const input of this.#byId.values()) if (input.path === name || (input.names.includes(name) && !input.path.startsWith(`${name}[`))) return input;
    return undefined;
  }
}

function pathKey(input: KnownInput): string {
  return `${input.cell}\n${input.path}`;
}
