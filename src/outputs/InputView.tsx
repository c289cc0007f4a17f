import { useContext } from "react";
import type { ReactNode } from "react";
import type { InputOf, InputOutput, InputType } from "../kernel/protocol.ts";
import type { OutputActions } from "./actions.ts";
import { ButtonField, RunButtonField } from "./inputs/ButtonField.tsx";
import { CheckboxField } from "./inputs/CheckboxField.tsx";
import { MultiselectField, RadioField, SelectField } from "./inputs/ChoiceField.tsx";
import { DateField } from "./inputs/DateField.tsx";
import { DraftContext } from "./inputs/draft.ts";
import type { FieldViewProps } from "./inputs/fieldView.ts";
import { FileField } from "./inputs/FileField.tsx";
import { FormField } from "./inputs/FormField.tsx";
import { GroupField } from "./inputs/GroupField.tsx";
import { NumberField } from "./inputs/NumberField.tsx";
import { SelectTable } from "./inputs/SelectTable.tsx";
import { RangeSliderField, SliderField } from "./inputs/SliderField.tsx";
import { TextareaField, TextField } from "./inputs/TextField.tsx";
import { lazyView } from "./lazyView.tsx";
import "./inputs/inputs.css";

/** Tabs come with a library that the first page of a lesson does without. */
const TabsField = lazyView<FieldViewProps<"tabs">>(async () => (await import("./inputs/TabsField.tsx")).TabsField);

interface ViewProps<Type extends InputType> extends FieldViewProps<Type> {
  readonly actions: OutputActions;
  /** Shows an input inside this one. */
  readonly show: (content: InputOutput) => ReactNode;
}

const views: { readonly [Type in InputType]: (props: ViewProps<Type>) => ReactNode } = {
  array: ({ output, show }) => <GroupField output={output} show={show} />,
  button: ({ output, send }) => <ButtonField output={output} send={send} />,
  checkbox: ({ output, send }) => <CheckboxField output={output} send={send} />,
  date: ({ output, send }) => <DateField output={output} send={send} />,
  dictionary: ({ output, show }) => <GroupField output={output} show={show} />,
  file: ({ output, send }) => <FileField output={output} send={send} />,
  form: ({ output, send, show }) => <FormField output={output} send={send} show={show} />,
  multiselect: ({ output, send }) => <MultiselectField output={output} send={send} />,
  number: ({ output, send }) => <NumberField output={output} send={send} />,
  radio: ({ output, send }) => <RadioField output={output} send={send} />,
  rangeSlider: ({ output, send }) => <RangeSliderField output={output} send={send} />,
  runButton: ({ output, send }) => <RunButtonField output={output} send={send} />,
  select: ({ output, send }) => <SelectField output={output} send={send} />,
  slider: ({ output, send }) => <SliderField output={output} send={send} />,
  table: ({ output, send, actions }) => <SelectTable output={output} send={send} tablePage={actions.tablePage} />,
  tabs: ({ output, send }) => <TabsField output={output} send={send} />,
  text: ({ output, send }) => <TextField output={output} send={send} />,
  textarea: ({ output, send }) => <TextareaField output={output} send={send} />,
};

/** An input of any kind. It keeps its place in the page, and with it the focus, for as long as its id and kind are the same. */
export function InputView({ output, actions }: { output: InputOutput; actions: OutputActions }) {
  const draft = useContext(DraftContext);
  const { input } = output;
  const send = (value: unknown) => (draft === null ? actions.setInput(input, value) : draft.keep(input, value));
  const show = (content: InputOutput) => <InputView key={`${content.input} ${content.spec.type}`} output={content} actions={actions} />;
  return <View key={output.spec.type} output={output} send={send} actions={actions} show={show} />;
}

function View<Type extends InputType>(props: ViewProps<Type>) {
  // The output's kind says which of the views takes it.
  const Kind = views[props.output.spec.type] as (props: ViewProps<InputType>) => ReactNode;
  return <Kind {...(props as unknown as ViewProps<InputType> & { readonly output: InputOf<InputType> })} />;
}
