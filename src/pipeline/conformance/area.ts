/** How the facts of one area are checked against this library. One file per group of areas; `areas.ts` lists them. */
import { isDeepStrictEqual } from "./deepEqual.ts";
import { vectorValue } from "../fixtures/vectorValue.ts";

/** One observed fact: dlt, given `input`, answered `expected`. */
export interface Vector<Input = unknown, Expected = unknown> {
  readonly id: string;
  readonly area: string;
  readonly note?: string;
  readonly input: Input;
  readonly expected: Expected;
}

/** What a vector came to: undefined when this library does the same, else one line or more that say what it did. */
export type Difference = string | undefined;

/** Checks one vector through the pipeline's own entry points. Whatever it throws counts as a difference. */
export type AreaCheck = (vector: Vector) => Difference | Promise<Difference>;

/**
 * An area whose answers can be compared as values.
 *
 * @param answer gives what this library does with the input (as the vectors' file has it); an error it throws is
 *   compared with an expected error: `{ error }` of the original matches any of our coded errors listed in `errors`
 * @param errors codes that stand for the original's error, when one is expected
 */
export function compared<Input, Expected = unknown>(answer: (input: Input, vector: Vector<Input, Expected>) => unknown, errors: readonly string[] = []): AreaCheck {
  return async (vector) => {
    const expected = vectorValue(vector.expected);
    let actual: unknown;
    try {
      actual = await answer(vector.input as Input, vector as Vector<Input, Expected>);
    } catch (error) {
      const { code, message } = error as { readonly code?: string; readonly message: string };
      if (isExpectedError(vector.expected) && code !== undefined && errors.includes(code)) return undefined;
      return `threw ${code ?? ""} ${message}`;
    }
    return differenceOf(actual, expected);
  };
}

/** Undefined when both are equal as values, else both as text. */
export function differenceOf(actual: unknown, expected: unknown): Difference {
  return isDeepStrictEqual(actual, expected) ? undefined : `gave ${print(actual)}\n  not ${print(expected)}`;
}

/** True for a vector that expects an error: `{ "error": … }` or `{ "$error": … }`. */
export function isExpectedError(expected: unknown): boolean {
  return typeof expected === "object" && expected !== null && ("error" in expected || "$error" in expected);
}

function print(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner instanceof Uint8Array ? `bytes ${inner.join(" ")}` : inner)) ?? String(value);
}
