/** `ui.form`: inputs that count when they are submitted. */
import type { CellHost } from "../cellHost.ts";
import { stdError } from "../errors.ts";
import type { InputOutput } from "../inputOutputs.ts";
import { NestedOutputs } from "../nestedOutputs.ts";
import { typeName } from "../preview.ts";
import { isPlainObject } from "../tableSource.ts";
import { fieldSpec } from "./field.ts";
import { type DictionaryMaker, type DictionaryValue, makeDictionaryMaker } from "./group.ts";
import { type AnyInput, type Input, type InputOptions, isInput, makeInput, partsOf } from "./input.ts";

export interface FormOptions<Value> extends InputOptions<Value> {
  /** Text of the button. Default `Submit`. */
  readonly submitLabel?: string | undefined;
  /** What is wrong with the fields, in a sentence; nothing when they may be submitted. */
  readonly validate?: ((value: Value) => string | null | undefined | void) | undefined;
}

export interface FormMaker {
  /** One input with a button. The value is null until it is submitted. */
  <Value>(field: Input<Value>, options?: FormOptions<NoInfer<Value>>): Input<Value | null>;
  /** Named inputs with a button. */
  <Fields extends Readonly<Record<string, Input<unknown>>>>(fields: Fields, options?: FormOptions<DictionaryValue<Fields>>): Input<DictionaryValue<Fields> | null>;
}

export function makeFormMaker(host: CellHost): FormMaker {
  const makeDictionary: DictionaryMaker = makeDictionaryMaker(host);
  const make = (given: unknown, options: FormOptions<unknown> = {}): Input<unknown> => {
    if (!isInput(given) && !isPlainObject(given)) throw stdError("E517", { kind: "form", place: "its first argument", type: typeName(given) });
    const inner = isInput(given) ? given : (makeDictionary(given as never) as unknown as AnyInput);
    return makeForm(host, inner, options);
  };
  return make as FormMaker;
}

function makeForm(host: CellHost, inner: AnyInput, options: FormOptions<unknown>): Input<unknown> {
  const field = partsOf(inner);
  let submitted: { readonly value: unknown; readonly plain: unknown; readonly fields: unknown } | null = null;
  let problem: string | undefined;
  return makeInput<unknown>(host, {
    type: "form",
    identity: [field.type, ...field.identity],
    memory: field.memory,
    children: new Map([["fields", inner]]),
    holds: "fields",
    onChange: options.onChange,
    held: () => submitted?.value ?? null,
    accept: (sent) => {
      // An empty submission takes the fields as they are.
      if (!field.accept(sent) && !isEmpty(sent)) return false;
      const wrong = options.validate?.(field.held());
      if (typeof wrong === "string" && wrong !== "") {
        problem = wrong;
        return false;
      }
      problem = undefined;
      submitted = { value: field.held(), plain: field.plain(), fields: field.remember() };
      return true;
    },
    plain: () => submitted?.plain ?? null,
    remember: () => submitted?.fields ?? null,
    problem: () => problem,
    open: (shower, changed) => {
      const nested = new NestedOutputs(shower, changed);
      const at = nested.add(inner);
      const spec = { type: "form", ...fieldSpec(options as InputOptions<never>), submitLabel: options.submitLabel ?? "Submit" } as const;
      return () => ({ spec: { ...spec, content: nested.at(at) as InputOutput }, value: submitted !== null });
    },
  });
}

/** `{}` or null: nothing was changed since the fields were shown. */
function isEmpty(sent: unknown): boolean {
  return sent === null || (isPlainObject(sent) && Object.keys(sent).length === 0);
}
