/** What an input is to the cells that hold it, and to the inputs around it. */
import type { CellHost, InputSource, OutputSlot } from "../cellHost.ts";
import { passesThroughCatch } from "../controlFlow.ts";
import { stdError } from "../errors.ts";
import { outputSymbol } from "../formatValue.ts";
import type { InputOf, InputOutput, InputType } from "../inputOutputs.ts";
import type { Output } from "../output.ts";
import { inspectValue } from "../preview.ts";
import { liveSymbol, type LiveValue } from "../show.ts";

/** An input on the page. Read `value` in another cell; that cell runs again when it changes. */
export interface Input<Value> {
  /** The value that the reader of the page chose. @throws E510 when the cell that makes the input reads it */
  readonly value: Value;
}

/** Type of the value of an input. */
export type ValueOf<Field> = Field extends Input<infer Value> ? Value : never;

/** Options that every input has. */
export interface InputOptions<Value> {
  readonly label?: string | undefined;
  /** Shown, but the reader cannot change it. */
  readonly disabled?: boolean | undefined;
  /** As wide as the column. */
  readonly fullWidth?: boolean | undefined;
  /** Called with the new value when the reader changed it, before the cells that read it run. */
  readonly onChange?: ((value: Value) => unknown) | undefined;
}

/** What the page needs to draw an input. */
export type Drawing = { readonly [Type in InputType]: Pick<InputOf<Type>, "spec" | "value"> }[InputType];

/** An input's own side: everything that makes it the kind of input that it is. */
export interface InputParts<Value> {
  readonly type: InputType;
  /** Limits and such: what must be the same for a given value to outlive a re-run. */
  readonly identity: readonly unknown[];
  readonly memory: InputSource["memory"];
  readonly children?: ReadonlyMap<string, AnyInput>;
  readonly holds?: InputSource["holds"];
  readonly onChange: ((value: Value) => unknown) | undefined;
  held(): Value;
  accept(sent: unknown): boolean;
  plain(): unknown;
  remember(): unknown;
  release?(): void;
  problem?(): string | undefined;
  /** Prepares to show the input once; the result draws it as it is at the moment. `host`: of the cell that shows it. */
  open(host: CellHost, changed: () => void): () => Drawing;
}

/** Name of the door to an input's own side, for the inputs around it. */
const partsSymbol: unique symbol = Symbol("watercourse.input");

/** Any input, seen by the inputs around it. */
export interface AnyInput extends Input<unknown> {
  readonly [partsSymbol]: InputParts<unknown>;
}

/** The own side of an input. */
export function partsOf(input: AnyInput): InputParts<unknown> {
  return input[partsSymbol];
}

export function isInput(value: unknown): value is AnyInput {
  return value instanceof LiveInput;
}

/** Makes an input and announces it to the notebook. */
export function makeInput<Value>(host: CellHost, parts: InputParts<Value>): LiveInput<Value> {
  return new LiveInput(host, parts);
}

/** An input that is kept up to date wherever it is shown. */
export class LiveInput<Value> implements Input<Value>, LiveValue {
  readonly [partsSymbol]: InputParts<Value>;
  readonly #host: CellHost;
  readonly #id: string;
  /** Where it is shown, each with the way to draw it anew. */
  readonly #views = new Map<OutputSlot, () => Output>();

  constructor(host: CellHost, parts: InputParts<Value>) {
    this[partsSymbol] = parts;
    this.#host = host;
    this.#id = host.addInput({
      kind: parts.type,
      identity: JSON.stringify([parts.type, ...parts.identity]),
      handle: this,
      memory: parts.memory,
      children: parts.children ?? new Map(),
      holds: parts.holds ?? "parts",
      current: () => parts.plain(),
      accept: (value) => {
        try {
          return parts.accept(value);
        } catch (error) {
          this.#report(error);
          return false;
        } finally {
          this.#refresh();
        }
      },
      remember: () => parts.remember(),
      tell: () => this.#tell(),
      release: () => {
        parts.release?.();
        this.#refresh();
      },
    });
    // Cells hold inputs; they cannot put anything else in the place of what belongs to one.
    Object.defineProperty(this, partsSymbol, { enumerable: false, writable: false });
  }

  get value(): Value {
    if (this.#host.isRunning()) throw stdError("E510", { kind: words(this[partsSymbol].type) });
    return this[partsSymbol].held();
  }

  set value(_: Value) {
    throw stdError("E512");
  }

  [liveSymbol](show: (output: Output) => OutputSlot): boolean {
    const shower = this.#host.caller();
    const seen: { slot: OutputSlot | null } = { slot: null };
    const draw = this[partsSymbol].open(shower, () => seen.slot?.update(() => this.#output(draw)));
    const slot = show(this.#output(draw));
    seen.slot = slot;
    this.#views.set(slot, () => this.#output(draw));
    shower.onDispose(() => this.#views.delete(slot));
    return true;
  }

  [outputSymbol](): InputOutput {
    return this.#output(this[partsSymbol].open(this.#host.caller(), () => undefined));
  }

  toString(): string {
    return `${words(this[partsSymbol].type)} input`;
  }

  /** Shows the present value in every place. */
  #refresh(): void {
    for (const [slot, make] of this.#views) slot.update(make);
  }

  #output(draw: () => Drawing): InputOutput {
    const problem = this[partsSymbol].problem?.();
    return { kind: "input", input: this.#id, ...draw(), ...(problem === undefined ? {} : { problem }) } as InputOutput;
  }

  #tell(): void {
    const { onChange, held } = this[partsSymbol];
    if (onChange === undefined) return;
    try {
      const result = onChange(held());
      if (result instanceof Promise) result.catch((error: unknown) => this.#report(error));
    } catch (error) {
      this.#report(error);
    }
  }

  /** A function that the cell gave to the input failed. The input goes on. */
  #report(error: unknown): void {
    if (!passesThroughCatch(error)) this.#host.print({ level: "error", text: `The ${words(this[partsSymbol].type)} could not tell the cell: ${inspectValue(error)}` });
  }
}

/** `runButton` → `run button`. */
function words(type: InputType): string {
  return type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
