import { expectTypeOf, test } from "vitest";
import type { PickedFile, Ui } from "./index.ts";

/** Only its types are used: nothing here runs. */
declare const ui: Ui;

test("the type of `value` is as exact as what the input was made of", () => {
  const made = () => ({
    slider: ui.slider(0, 10),
    range: ui.rangeSlider({ min: 1 }),
    select: ui.select(["small", "large"]),
    byText: ui.select({ Small: 1, Large: 100 }),
    optional: ui.select(["a", "b"], { optional: true }),
    several: ui.multiselect([1, 10, 100]),
    form: ui.form({ name: ui.text(), age: ui.number() }),
    one: ui.form(ui.date(), { validate: (day) => (day.getTime() > 0 ? null : "Later, please.") }),
    array: ui.array([ui.slider(), ui.text()]),
    dictionary: ui.dictionary({ size: ui.radio(["s", "l"]), on: ui.checkbox() }),
    file: ui.file(),
    files: ui.file({ multiple: true }),
    count: ui.button(),
    next: ui.button({ value: "a", onClick: (text) => `${text}!` }),
    run: ui.runButton("Go"),
    rows: ui.table([{ name: "Ada", born: 1815 }]),
    row: ui.table([{ name: "Ada", born: 1815 }], { selection: "single" }),
    tabs: ui.tabs({ chart: 1, table: 2 }),
  });
  type Made = ReturnType<typeof made>;
  expectTypeOf<Made["slider"]["value"]>().toEqualTypeOf<number>();
  expectTypeOf<Made["range"]["value"]>().toEqualTypeOf<readonly [number, number]>();
  expectTypeOf<Made["select"]["value"]>().toEqualTypeOf<"small" | "large">();
  expectTypeOf<Made["byText"]["value"]>().toEqualTypeOf<1 | 100>();
  expectTypeOf<Made["optional"]["value"]>().toEqualTypeOf<"a" | "b" | null>();
  expectTypeOf<Made["several"]["value"]>().toEqualTypeOf<readonly (1 | 10 | 100)[]>();
  expectTypeOf<Made["form"]["value"]>().toEqualTypeOf<{ readonly name: string; readonly age: number } | null>();
  expectTypeOf<Made["one"]["value"]>().toEqualTypeOf<Date | null>();
  expectTypeOf<Made["array"]["value"]>().toEqualTypeOf<readonly [number, string]>();
  expectTypeOf<Made["array"][1]["value"]>().toEqualTypeOf<string>();
  expectTypeOf<Made["dictionary"]["value"]>().toEqualTypeOf<{ readonly size: "s" | "l"; readonly on: boolean }>();
  expectTypeOf<Made["dictionary"]["on"]["value"]>().toEqualTypeOf<boolean>();
  expectTypeOf<Made["file"]["value"]>().toEqualTypeOf<PickedFile | null>();
  expectTypeOf<Made["files"]["value"]>().toEqualTypeOf<readonly PickedFile[]>();
  expectTypeOf<Made["count"]["value"]>().toEqualTypeOf<number>();
  expectTypeOf<Made["next"]["value"]>().toEqualTypeOf<string>();
  expectTypeOf<Made["run"]["value"]>().toEqualTypeOf<boolean>();
  expectTypeOf<Made["rows"]["value"]>().toEqualTypeOf<readonly { name: string; born: number }[]>();
  expectTypeOf<Made["row"]["value"]>().toEqualTypeOf<{ name: string; born: number } | null>();
  expectTypeOf<Made["tabs"]["value"]>().toEqualTypeOf<"chart" | "table">();
});
