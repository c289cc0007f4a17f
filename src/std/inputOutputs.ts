/** Inputs as data: what the page needs to draw one, and the values that travel between page and kernel. */
import type { Output, TableColumn, TableValue } from "./output.ts";

/** What every input can say of itself. */
interface FieldSpec {
  /** Empty when the input has no label of its own. */
  readonly label: string;
  /** Seen, but not to be changed by the reader. */
  readonly disabled: boolean;
  /** As wide as the column rather than as wide as its content needs. */
  readonly fullWidth: boolean;
}

/** Milliseconds of rest after which a change is sent; 0: at once. */
interface Debounced {
  readonly debounce: number;
}

export interface ButtonSpec extends FieldSpec {
  readonly type: "button" | "runButton";
  readonly tone: "plain" | "prominent";
}

export interface CheckboxSpec extends FieldSpec {
  readonly type: "checkbox";
}

export interface ChoiceSpec extends FieldSpec {
  readonly type: "radio" | "select";
  /** Labels, each once. The value that travels is a label. */
  readonly options: readonly string[];
  /** Nothing may be chosen; the value is then null. */
  readonly optional: boolean;
}

export interface DateSpec extends FieldSpec {
  readonly type: "date";
  /** `2026-01-31`. */
  readonly min?: string;
  readonly max?: string;
}

export interface FileSpec extends FieldSpec {
  readonly type: "file";
  /** As the `accept` attribute: `.csv,text/csv`. Empty: any. */
  readonly accept: string;
  readonly multiple: boolean;
  /** Largest size of one file, in bytes. */
  readonly maxBytes: number;
}

export interface FormSpec extends FieldSpec {
  readonly type: "form";
  readonly submitLabel: string;
  readonly content: InputOutput;
}

/** An array or a dictionary of inputs. */
export interface GroupSpec extends FieldSpec {
  readonly type: "array" | "dictionary";
  readonly items: readonly { readonly key: string; readonly content: InputOutput }[];
}

export interface MultiselectSpec extends FieldSpec {
  readonly type: "multiselect";
  readonly options: readonly string[];
  /** How many may be chosen. */
  readonly maxSelections?: number;
}

export interface NumberSpec extends FieldSpec, Debounced {
  readonly type: "number";
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

export interface SliderSpec extends FieldSpec, Debounced {
  readonly type: "rangeSlider" | "slider";
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export interface TableSpec extends FieldSpec {
  readonly type: "table";
  readonly selection: "single" | "multi";
  /** Handle for `tablePage`. The first column, `#`, is the row's place in the data, from 0. */
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly rowCount: number;
  readonly pageSize: number;
  readonly rows: readonly (readonly TableValue[])[];
}

export interface TabsSpec extends FieldSpec {
  readonly type: "tabs";
  readonly tabs: readonly { readonly name: string; readonly content: Output }[];
}

export interface TextSpec extends FieldSpec, Debounced {
  readonly type: "text";
  readonly format: "text" | "password" | "email" | "url" | "search";
  readonly placeholder: string;
  readonly maxLength?: number;
}

export interface TextareaSpec extends FieldSpec, Debounced {
  readonly type: "textarea";
  readonly rows: number;
  readonly placeholder: string;
  readonly maxLength?: number;
}

/** A file as the page hears of it; its content stays in the kernel. */
export interface FileFacts {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** How each kind of input is described, and the plain data of its value. */
interface InputKinds {
  readonly array: { readonly spec: GroupSpec; readonly value: null };
  readonly button: { readonly spec: ButtonSpec; readonly value: number };
  readonly checkbox: { readonly spec: CheckboxSpec; readonly value: boolean };
  readonly date: { readonly spec: DateSpec; readonly value: string };
  readonly dictionary: { readonly spec: GroupSpec; readonly value: null };
  readonly file: { readonly spec: FileSpec; readonly value: readonly FileFacts[] };
  /** Whether it was submitted. */
  readonly form: { readonly spec: FormSpec; readonly value: boolean };
  readonly multiselect: { readonly spec: MultiselectSpec; readonly value: readonly string[] };
  readonly number: { readonly spec: NumberSpec; readonly value: number };
  readonly radio: { readonly spec: ChoiceSpec; readonly value: string | null };
  readonly rangeSlider: { readonly spec: SliderSpec; readonly value: readonly [number, number] };
  readonly runButton: { readonly spec: ButtonSpec; readonly value: boolean };
  readonly select: { readonly spec: ChoiceSpec; readonly value: string | null };
  readonly slider: { readonly spec: SliderSpec; readonly value: number };
  readonly table: { readonly spec: TableSpec; readonly value: readonly number[] };
  readonly tabs: { readonly spec: TabsSpec; readonly value: string };
  readonly text: { readonly spec: TextSpec; readonly value: string };
  readonly textarea: { readonly spec: TextareaSpec; readonly value: string };
}

export type InputType = keyof InputKinds;

/** An input of one kind. */
export interface InputOf<Type extends InputType> {
  readonly kind: "input";
  /** Id for `set`. */
  readonly input: string;
  readonly spec: InputKinds[Type]["spec"] & { readonly type: Type };
  /** The one that the kernel holds. */
  readonly value: InputKinds[Type]["value"];
  /** What is wrong with what the reader gave, to be said beside the field. */
  readonly problem?: string;
}

export type InputOutput = { [Type in InputType]: InputOf<Type> }[InputType];

/** A value that a reader gave to an input, for bringing it back later. */
export interface GivenInput {
  readonly cell: string;
  /** Where the input is found: the name that holds it, a place in that name's value (`arr[0]`, `both.left`), or `#2` for the cell's second input. */
  readonly path: string;
  /** Kind and limits that the input had. Absent: whatever input is found may take the value. */
  readonly identity?: string;
  readonly value: unknown;
}
