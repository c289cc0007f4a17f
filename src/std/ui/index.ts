/** `ui`: the inputs that a cell can put on the page. */
import type { CellHost } from "../cellHost.ts";
import { type ButtonMaker, makeButtonMaker, makeRunButtonMaker, type RunButtonMaker } from "./button.ts";
import { type CheckboxMaker, makeCheckboxMaker } from "./checkbox.ts";
import { type DateMaker, makeDateMaker } from "./date.ts";
import { type FileMaker, makeFileMaker } from "./file.ts";
import { type FormMaker, makeFormMaker } from "./form.ts";
import { type ArrayMaker, type DictionaryMaker, makeArrayMaker, makeDictionaryMaker } from "./group.ts";
import { makeMultiselectMaker, type MultiselectMaker } from "./multiselect.ts";
import { makeNumberMaker, type NumberMaker } from "./numberInput.ts";
import { makeSelectMaker, type SelectMaker } from "./select.ts";
import { makeRangeSliderMaker, makeSliderMaker, type RangeSliderMaker, type SliderMaker } from "./slider.ts";
import { makeSelectTableMaker, type SelectTableMaker } from "./table.ts";
import { makeTabsMaker, type TabsMaker } from "./tabs.ts";
import { makeTextareaMaker, makeTextMaker, type TextareaMaker, type TextMaker } from "./text.ts";

export type { ButtonOptions, CountOptions } from "./button.ts";
export type { CheckboxOptions } from "./checkbox.ts";
export type { ChoiceList } from "./choices.ts";
export type { DateOptions } from "./date.ts";
export type { FileOptions, FilesOptions, PickedFile } from "./file.ts";
export type { FormOptions } from "./form.ts";
export type { InputArray, InputDictionary } from "./group.ts";
export type { Input, InputOptions, ValueOf } from "./input.ts";
export type { MultiselectOptions } from "./multiselect.ts";
export type { NumberOptions } from "./numberInput.ts";
export type { OptionalSelectOptions, SelectOptions } from "./select.ts";
export type { RangeSliderOptions, Slider, SliderMaker, SliderOptions } from "./slider.ts";
export type { MultiTableOptions, SingleTableOptions } from "./table.ts";
export type { TabsOptions } from "./tabs.ts";
export type { TextareaOptions, TextOptions } from "./text.ts";

/**
 * Inputs. Make one in a cell, show it, and read its `value` in another cell: that cell runs again when the reader of
 * the page changes it, the cell that made it does not.
 */
export interface Ui {
  readonly array: ArrayMaker;
  readonly button: ButtonMaker;
  readonly checkbox: CheckboxMaker;
  readonly date: DateMaker;
  readonly dictionary: DictionaryMaker;
  readonly file: FileMaker;
  readonly form: FormMaker;
  readonly multiselect: MultiselectMaker;
  readonly number: NumberMaker;
  readonly radio: SelectMaker;
  readonly rangeSlider: RangeSliderMaker;
  readonly runButton: RunButtonMaker;
  readonly select: SelectMaker;
  readonly slider: SliderMaker;
  readonly table: SelectTableMaker;
  readonly tabs: TabsMaker;
  readonly text: TextMaker;
  readonly textarea: TextareaMaker;
}

/** Makes the inputs for one run of one cell. */
export function createUi(host: CellHost): Ui {
  return {
    array: makeArrayMaker(host),
    button: makeButtonMaker(host),
    checkbox: makeCheckboxMaker(host),
    date: makeDateMaker(host),
    dictionary: makeDictionaryMaker(host),
    file: makeFileMaker(host),
    form: makeFormMaker(host),
    multiselect: makeMultiselectMaker(host),
    number: makeNumberMaker(host),
    radio: makeSelectMaker(host, "radio"),
    rangeSlider: makeRangeSliderMaker(host),
    runButton: makeRunButtonMaker(host),
    select: makeSelectMaker(host, "select"),
    slider: makeSliderMaker(host),
    table: makeSelectTableMaker(host),
    tabs: makeTabsMaker(host),
    text: makeTextMaker(host),
    textarea: makeTextareaMaker(host),
  };
}
