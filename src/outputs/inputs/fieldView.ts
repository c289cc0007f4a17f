import type { InputOf, InputType } from "../../kernel/protocol.ts";

/** What the view of one kind of input is given. */
export interface FieldViewProps<Type extends InputType> {
  readonly output: InputOf<Type>;
  /** Tells the kernel (or the form around the input) the reader's value. A promise ends when the kernel has answered. */
  readonly send: (value: unknown) => unknown;
}
