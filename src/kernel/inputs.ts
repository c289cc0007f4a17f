/** The inputs that cells have made, what they are called, and the values that people gave them. */
import type { InputSource } from "../std/cellHost.ts";
import { findInputs } from "./inputPlaces.ts";
import type { GivenInput } from "./protocol.ts";

/** A name of a cell through which an input is read. */
export interface Binding {
  readonly cell: string;
  readonly name: string;
  /** The name's value is the input itself, not something that holds it. */
  readonly isWhole: boolean;
}

interface KnownInput {
  readonly id: string;
  readonly cell: string;
  readonly source: InputSource;
  /** Its place among the inputs that the cell made: `#1`. */
  readonly ordinal: string;
  /** Where it was found: a name, a place in a name's value, or its ordinal. */
  path: string;
  readonly bindings: Binding[];
  /** Inputs that this one is a part or a field of. */
  readonly parents: Set<KnownInput>;
}

/** A value by its input's place, and what that input has to be like to get it. */
type Given = Pick<GivenInput, "identity" | "value">;

export class Inputs {
  readonly #byId = new Map<string, KnownInput>();
  readonly #byHandle = new WeakMap<object, KnownInput>();
  readonly #byCell = new Map<string, KnownInput[]>();
  /** Inputs that the names of a cell are bound to; its own, and those of other cells. */
  readonly #boundBy = new Map<string, Set<KnownInput>>();
  /** Values that people gave, by cell and path: they outlive a re-run of the cell. */
  readonly #given = new Map<string, Given>();
  /** Values for inputs that do not exist yet, by id or path. */
  readonly #expected = new Map<string, unknown>();
  /** Run buttons whose moment is not over. */
  readonly #pressed = new Set<KnownInput>();
  readonly #onGiven: (given: GivenInput) => void;

  /**
   * @param saved    values that were given before this kernel
   * @param onGiven  is told of each value that is worth saving
   */
  constructor(saved: readonly GivenInput[] = [], onGiven: (given: GivenInput) => void = () => undefined) {
    for (const { cell, path, identity, value } of saved) this.#given.set(pathKey(cell, path), identity === undefined ? { value } : { identity, value });
    this.#onGiven = onGiven;
  }

  /** Announces an input of the cell's present run. Its id is the cell's and a count, so that it is the same after a re-run. */
  add(cell: string, source: InputSource): string {
    const mine = this.#byCell.get(cell) ?? [];
    this.#byCell.set(cell, mine);
    const ordinal = `#${mine.length + 1}`;
    const input: KnownInput = { id: `${cell}/${mine.length + 1}`, cell, source, ordinal, path: ordinal, bindings: [], parents: new Set() };
    mine.push(input);
    this.#byId.set(input.id, input);
    this.#byHandle.set(source.handle, input);
    for (const child of this.#childrenOf(input)) child.parents.add(input);
    return input.id;
  }

  /**
   * Finds out what inputs are called in a cell that has run, and gives each that it made the value that a person chose
   * before, if it is still the same input: same name, kind and limits.
   */
  settle(cell: string, values: Iterable<readonly [string, unknown]>): void {
    if (this.#byId.size === 0) return;
    const bound = new Set<KnownInput>();
    for (const [name, value] of values) {
      for (const { handle, path } of findInputs(name, value, (candidate) => this.#byHandle.has(candidate))) {
        const input = this.#byHandle.get(handle);
        if (input === undefined || this.#byId.get(input.id) !== input) continue;
        if (input.cell === cell && input.path === input.ordinal) input.path = path;
        if (input.bindings.some((binding) => binding.cell === cell && binding.name === name)) continue;
        input.bindings.push({ cell, name, isWhole: path === name });
        bound.add(input);
      }
    }
    if (bound.size > 0) this.#boundBy.set(cell, bound);
    const mine = this.#byCell.get(cell) ?? [];
    for (const input of mine.toReversed()) this.#placeChildren(input);
    for (const input of mine) this.#bringBack(input);
  }

  /** Forgets the inputs of a cell; the values that were given stay for its next run. */
  dropCell(cell: string): void {
    for (const input of this.#byCell.get(cell) ?? []) {
      this.#byId.delete(input.id);
      this.#pressed.delete(input);
      for (const child of this.#childrenOf(input)) child.parents.delete(input);
    }
    this.#byCell.delete(cell);
    for (const { bindings } of this.#boundBy.get(cell) ?? []) {
      for (let at = bindings.length - 1; at >= 0; at -= 1) if (bindings[at]?.cell === cell) bindings.splice(at, 1);
    }
    this.#boundBy.delete(cell);
  }

  /** Keeps a value for an input that does not exist yet: it gets it when its cell runs. `key`: the input's id, or the path of its name. */
  expect(key: string, value: unknown): void {
    this.#expected.set(key, value);
  }

  /**
   * Gives an input a value, by its id or by a name that holds it, and tells the cells that made it and what is around it.
   *
   * @returns the names through which the change can be seen; none for an unknown input or an unusable value
   */
  set(target: { readonly name?: string | undefined; readonly input?: string | undefined }, value: unknown): readonly Binding[] {
    const input = target.input === undefined ? this.#named(target.name ?? "") : this.#byId.get(target.input);
    if (input === undefined) return [];
    const changed = this.#withParents(this.#give(input, value));
    for (const each of changed) each.source.tell();
    return [...changed].flatMap(({ bindings }) => bindings);
  }

  /** Ends the moment of the run buttons that were pressed, for those of whose readers `isOver` says so. */
  release(isOver: (bindings: readonly Binding[]) => boolean): void {
    for (const input of this.#pressed) {
      const seen = [...this.#withParents(new Set([input]))].flatMap(({ bindings }) => bindings);
      if (!isOver(seen)) continue;
      this.#pressed.delete(input);
      input.source.release();
    }
  }

  /** The value of the input that this object is, if it is one. */
  valueOf(handle: unknown): { readonly value: unknown; readonly kind: string } | undefined {
    if (typeof handle !== "object" || handle === null) return undefined;
    const source = this.#byHandle.get(handle)?.source;
    return source === undefined ? undefined : { value: source.current(), kind: source.kind };
  }

  /** Gives the value to the input, part by part where it has parts. @returns the inputs that took something, innermost first */
  #give(input: KnownInput, value: unknown): Set<KnownInput> {
    const changed = new Set<KnownInput>();
    const { source } = input;
    if (source.children.size > 0 && source.holds === "parts") {
      for (const [key, part] of partsOf(value)) {
        const child = this.#byHandle.get(source.children.get(key) ?? source);
        if (child !== undefined && child !== input) for (const each of this.#give(child, part)) changed.add(each);
      }
      return changed.size > 0 ? changed.add(input) : changed;
    }
    if (!source.accept(value)) return changed;
    if (source.holds === "fields") for (const field of this.#descendantsOf(input)) changed.add(field);
    if (source.kind === "runButton") this.#pressed.add(input);
    if (source.memory !== "run") this.#remember(input);
    return changed.add(input);
  }

  #remember({ cell, path, source }: KnownInput): void {
    const { identity } = source;
    const value = source.remember();
    this.#given.set(pathKey(cell, path), { identity, value });
    if (source.memory === "saved") this.#onGiven({ cell, path, identity, value });
  }

  #bringBack(input: KnownInput): void {
    const { cell, path, ordinal, id, source } = input;
    const given = this.#given.get(pathKey(cell, path)) ?? this.#given.get(pathKey(cell, ordinal));
    if (given !== undefined && (given.identity ?? source.identity) === source.identity) source.accept(given.value);
    for (const key of [id, path]) {
      if (!this.#expected.has(key)) continue;
      const value = this.#expected.get(key);
      this.#expected.delete(key);
      if (source.memory !== "run") this.#give(input, value);
    }
  }

  /** The parts of an input that is found in a name are found in that name too. */
  #placeChildren(input: KnownInput): void {
    if (input.path === input.ordinal) return;
    for (const [key, handle] of input.source.children) {
      const child = this.#byHandle.get(handle);
      if (child?.cell !== input.cell || child.path !== child.ordinal) continue;
      child.path = input.source.kind === "array" ? `${input.path}[${key}]` : `${input.path}.${key}`;
      this.#placeChildren(child);
    }
  }

  #childrenOf(input: KnownInput): KnownInput[] {
    return [...input.source.children.values()].flatMap((handle) => this.#byHandle.get(handle) ?? []);
  }

  #descendantsOf(input: KnownInput): KnownInput[] {
    return this.#childrenOf(input).flatMap((child) => [...this.#descendantsOf(child), child]);
  }

  /** A change of a part is a change of the whole; that of a field is none of its form before it is submitted. */
  #withParents(inputs: ReadonlySet<KnownInput>): Set<KnownInput> {
    const all = new Set(inputs);
    // A set that grows while it is walked is walked to its end.
    for (const input of all) for (const parent of input.parents) if (parent.source.holds === "parts") all.add(parent);
    return all;
  }

  #named(name: string): KnownInput | undefined {
    for (const input of this.#byId.values()) if (input.path === name) return input;
    // A second name of the same input, or one that another cell gave it.
    for (const input of this.#byId.values()) if (input.bindings.some((binding) => binding.isWhole && binding.name === name)) return input;
    return undefined;
  }
}

/** The parts of a value: place by place, or by key. */
function partsOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function pathKey(cell: string, path: string): string {
  return `${cell}\n${path}`;
}
