import { describe, expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";
import type { GivenInput, InputOutput } from "./protocol.ts";

/** Opens cells and runs them all. */
async function ran(cells: Readonly<Record<string, string>>, mode: "automatic" | "lazy" = "automatic"): Promise<TestKernel> {
  const kernel = await TestKernel.open(cells, mode);
  await kernel.runAll();
  return kernel;
}

async function inputOf(kernel: TestKernel, cell: string, at = 0): Promise<InputOutput> {
  const output = (await kernel.cell(cell)).outputs[at]?.output;
  if (output?.kind !== "input") throw new Error(`cell ${cell} shows no input`);
  return output;
}

describe("block H", () => {
  test("H1: a change runs the cells that read the variable, never the one that defines it", async () => {
    const k = await ran({ 1: "const s = ui.slider(0, 10); s", 2: "const x = s.value + 1", 3: "1" });
    expect(await k.set("s", 5)).toEqual(["2"]);
    expect((await k.names())["x"]).toBe(6);
    expect((await k.cell("1")).runs).toBe(1);
  });

  test.each([
    "ui.slider()", "ui.rangeSlider()", "ui.number()", "ui.select(['a'])", "ui.multiselect(['a'])", "ui.checkbox()", "ui.radio(['a'])", "ui.text()", "ui.textarea()", "ui.date()", "ui.file()",
    "ui.button()", "ui.runButton()", "ui.form(ui.text())", "ui.array([ui.text()])", "ui.dictionary({ a: ui.text() })", "ui.table([{ a: 1 }])", "ui.tabs({ a: 1 })",
  ])("H2: the value of %s cannot be read where it is made, nor assigned", async (made) => {
    const k = await TestKernel.open({ 1: `const s = ${made}; s.value`, 2: `const t = ${made}; (t as any).value = 1` });
    await k.runAll();
    expect((await k.cell("1")).error?.code).toBe("E510");
    expect((await k.cell("2")).error?.code).toBe("E512");
  });

  test("H5: a name for a part is a name for the whole, in both directions", async () => {
    const k = await ran({
      1: "const all = ui.array([ui.slider(0, 10), ui.slider(0, 10)]); const child = all[0]; all",
      2: "const c = child.value",
      3: "const sum = all.value.reduce((a, b) => a + b, 0)",
      4: "const other = all[1].value",
    });
    expect(await k.set("all", { 0: 5 })).toEqual(["2", "3", "4"]);
    expect(await k.names()).toMatchObject({ c: 5, sum: 5, other: 0, all: [5, 0] });
    expect(await k.set("child", 7)).toEqual(["2", "3", "4"]);
    expect(await k.names()).toMatchObject({ c: 7, sum: 7 });
    expect(await k.set("all[1]", 2)).toEqual(["3", "4"]);
    expect((await k.cell("1")).runs).toBe(1);
  });

  test("H5: a part named in another cell: that cell follows the whole, and its readers follow the part", async () => {
    const k = await ran({ 1: "const all = ui.dictionary({ a: ui.slider(), b: ui.text() })", 2: "const a = all.a", 3: "const x = a.value", 4: "const y = all.value.b" });
    expect(await k.set("all", { b: "word" })).toEqual(["2", "3", "4"]);
    expect(await k.set("a", 3)).toEqual(["2", "3", "4"]);
    expect(await k.names()).toMatchObject({ x: 3, y: "word" });
  });

  test("H6: a part without a name has no readers of its own, and the whole still has", async () => {
    const k = await ran({ 1: "const all = ui.array([ui.slider(0, 10)]); all", 2: "const x = all.value[0]" });
    const whole = await inputOf(k, "1");
    if (whole.spec.type !== "array") throw new Error("no array");
    const part = whole.spec.items[0]?.content.input;
    expect(await k.do({ type: "set", ...(part === undefined ? {} : { input: part }), value: 4 })).toEqual(["2"]);
    expect((await k.names())["x"]).toBe(4);
    const after = await inputOf(k, "1");
    expect(after.spec.type === "array" && after.spec.items[0]?.content.value).toBe(4);
  });

  test("H7: onChange may set a state, and its readers run", async () => {
    const k = await ran({ 0: "const [get, set] = state(0)", 1: "const s = ui.slider(0, 10, { onChange: set }); s", 2: "const x = get()", 3: "const y = s.value" });
    expect(await k.set("s", 4)).toEqual(["3", "2"]);
    expect(await k.names()).toMatchObject({ x: 4, y: 4 });
  });

  test("H8: values may be there before the cells run, by ordinal or by path; the cell runs once", async () => {
    const k = await TestKernel.open({ 1: "const s = ui.slider(0, 10); s", 2: "const x = s.value", 3: "const t = ui.text(); t", 4: "const y = t.value" }, "automatic", {}, [
      { cell: "1", path: "#1", value: 5 },
      { cell: "3", path: "t", value: "kept" },
    ]);
    expect(await k.runAll()).toEqual(["1", "2", "3", "4"]);
    expect(await k.names()).toMatchObject({ x: 5, y: "kept" });
    expect(await inputOf(k, "1")).toMatchObject({ value: 5 });
  });

  test("H9: unknown inputs and unusable values are ignored", async () => {
    const k = await TestKernel.open({ 1: "const s = ui.slider(0, 10); s", 2: "const x = s.value" }, "automatic", {}, [{ cell: "gone", path: "s", value: 3 }, { cell: "1", path: "s", value: "three" }]);
    await k.runAll();
    expect(await k.set("nobody", 1)).toEqual([]);
    expect(await k.do({ type: "set", input: "9/9", value: 1 })).toEqual([]);
    expect(await k.set("s", "much")).toEqual([]);
    expect((await k.names())["x"]).toBe(0);
  });

  test("H10: what onChange throws is printed, and the readers run all the same", async () => {
    const k = await ran({ 1: "const s = ui.slider(0, 10, { onChange: () => { throw new Error('oh') } }); s", 2: "const x = s.value" });
    expect(await k.set("s", 4)).toEqual(["2"]);
    expect((await k.names())["x"]).toBe(4);
    expect((await k.console("1")).join()).toContain("oh");
    expect((await k.cell("1")).result).toBe("success");
  });

  const kept: readonly (readonly [string, unknown, unknown, string])[] = [
    ["ui.slider(0, 10)", 5, 5, "ui.slider(0, 20)"],
    ["ui.rangeSlider(0, 10)", [7, 2], [2, 7], "ui.rangeSlider(0, 20)"],
    ["ui.number(0, 10)", 99, 10, "ui.number(0, 11)"],
    ["ui.select(['a', 'b', 'c'])", "b", "b", "ui.select(['a', 'c'])"],
    ["ui.multiselect(['a', 'b', 'c'])", ["b", "a"], ["a", "b"], "ui.multiselect(['c'])"],
    ["ui.radio({ Small: 1, Large: 9 })", "Large", 9, "ui.radio({ Small: 1 })"],
    ["ui.checkbox()", true, true, "ui.text()"],
    ["ui.text()", "words", "words", "ui.text({ maxLength: 3 })"],
    ["ui.textarea()", "more\nwords", "more\nwords", "ui.text()"],
    ["ui.date({ value: '2026-01-01' })", "2026-02-03", "2026-02-03", "ui.date({ value: '2026-01-01', max: '2026-01-31' })"],
    ["ui.tabs({ one: 1, two: 2 })", "two", "two", "ui.tabs({ one: 1 })"],
    ["ui.table([{ n: 1 }, { n: 2 }])", [1], [{ n: 2 }], "ui.table([{ n: 1 }])"],
    ["ui.table([{ n: 1 }, { n: 2 }], { selection: 'single' })", 1, { n: 2 }, "ui.table([{ n: 1 }, { n: 2 }])"],
    ["ui.button()", 2, 2, "ui.text()"],
    ["ui.form({ a: ui.text(), b: ui.slider() })", { a: "x" }, { a: "x", b: 0 }, "ui.form({ a: ui.text() })"],
    ["ui.array([ui.text(), ui.text()])", ["x", "y"], ["x", "y"], "ui.array([ui.checkbox(), ui.checkbox()])"],
    ["ui.dictionary({ a: ui.dictionary({ b: ui.text() }) })", { a: { b: "deep" } }, { a: { b: "deep" } }, "ui.dictionary({ a: ui.slider() })"],
    ["ui.file()", { name: "a.txt", text: "hi" }, { name: "a.txt", type: "", size: 2 }, "ui.file({ multiple: true })"],
  ];

  test.each(kept)("H12: %s keeps %j over a re-run of its cell, and starts anew as something else", async (made, sent, held, changed) => {
    const k = await ran({ 1: `const s = ${made}; s`, 2: "const seen = [s.value].length" });
    const start = (await k.names())["s"];
    expect(await k.set("s", sent)).toEqual(["2"]);
    expect((await k.names())["s"]).toEqual(held);
    expect(await k.run("1")).toEqual(["1", "2"]);
    expect((await k.names())["s"]).toEqual(held);
    await k.edit("1", `'moved'; const s = ${made}; s`);
    expect((await k.names())["s"]).toEqual(held);
    await k.edit("1", `const s = ${changed}; s`);
    expect((await k.names())["s"]).not.toEqual(held);
    expect(start).not.toEqual(held);
  });

  test("H12: an option that still exists is kept when the list changes", async () => {
    const k = await ran({ 1: "const s = ui.select(['a', 'b']); s" });
    await k.set("s", "b");
    await k.edit("1", "const s = ui.select(['z', 'b']); s");
    expect((await k.names())["s"]).toBe("b");
  });
});

describe("inputs", () => {
  test("values that were given are told for saving and come back in another kernel, files and passwords not", async () => {
    const cells = { 1: "const d = ui.dictionary({ n: ui.slider(), p: ui.text({ format: 'password' }) }); const f = ui.file(); const form = ui.form({ q: ui.text() }); d", 2: "const x = [d.value.n, form.value?.q]" };
    const k = await ran(cells);
    await k.set("d", { n: 7, p: "secret" });
    await k.set("f", { name: "a", text: "x" });
    await k.set("form", { q: "asked" });
    const given = k.events.flatMap((event): GivenInput[] => (event.type === "inputGiven" ? [event.given] : []));
    expect(given.map(({ cell, path, value }) => [cell, path, value])).toEqual([["1", "d.n", 7], ["1", "form", { q: "asked" }]]);
    const again = await TestKernel.open(cells, "automatic", {}, JSON.parse(JSON.stringify(given)) as GivenInput[]);
    await again.runAll();
    expect((await again.names())["x"]).toEqual([7, "asked"]);
  });

  test("a run button is true in the run that it set off, and in no other", async () => {
    const k = await ran({ 1: "const go = ui.runButton(); go", 2: "const seen = go.value", 3: "const after = seen" });
    expect(await k.set("go", true)).toEqual(["2", "3"]);
    expect(await k.names()).toMatchObject({ seen: true, after: true, go: false });
    await k.run("2");
    expect(await k.names()).toMatchObject({ seen: false, after: false });
    await k.set("go", true);
    await k.run("1");
    expect(await k.names()).toMatchObject({ seen: false });
  });

  test("in lazy mode a run button waits for the run of its reader", async () => {
    const k = await ran({ 1: "const go = ui.runButton(); go", 2: "const seen = go.value", 3: "const other = 1" }, "lazy");
    expect(await k.set("go", true)).toEqual([]);
    await k.run("3");
    await k.run("2");
    expect(await k.names()).toMatchObject({ seen: true, go: false });
    await k.run("2");
    expect(await k.names()).toMatchObject({ seen: false });
  });

  test("a button counts, or makes the next value, and no click is done twice", async () => {
    const k = await ran({ 1: "const n = ui.button(); const w = ui.button({ value: 'a', onClick: (v) => v + v }); w", 2: "const x = [n.value, w.value]" });
    await k.set("n", true);
    await k.set("n", true);
    await k.set("w", true);
    await k.set("w", 3);
    expect((await k.names())["x"]).toEqual([2, "aaaaaaaa"]);
    expect(await inputOf(k, "1")).toMatchObject({ value: 3 });
  });

  test("a function of the cell that fails is printed, and the value stays", async () => {
    const k = await ran({ 1: "const b = ui.button({ value: 1, onClick: () => { throw new Error('no more') } }); b", 2: "const x = b.value" });
    expect(await k.set("b", true)).toEqual([]);
    expect(await k.names()).toMatchObject({ x: 1 });
    expect((await k.console("1")).join()).toContain("no more");
  });

  test("a form counts when it is submitted, and says what is wrong before", async () => {
    const k = await ran({
      1: "const form = ui.form({ name: ui.text(), age: ui.number() }, { validate: ({ name }) => name === '' ? 'A name is needed.' : null }); form",
      2: "const x = form.value",
    });
    expect((await k.names())["x"]).toBe(null);
    expect(await k.set("form", { age: 3 })).toEqual([]);
    expect(await inputOf(k, "1")).toMatchObject({ problem: "A name is needed.", value: false });
    expect(await k.set("form", { name: "Ada" })).toEqual(["2"]);
    expect((await k.names())["x"]).toEqual({ name: "Ada", age: 3 });
    const shown = await inputOf(k, "1");
    expect(shown.problem).toBeUndefined();
    expect(shown.value).toBe(true);
  });

  test("a field of a form changes nothing of the form before it is submitted", async () => {
    const k = await ran({ 1: "const a = ui.text(); const form = ui.form(a); form", 2: "const x = form.value", 3: "const y = a.value" });
    expect(await k.set("a", "draft")).toEqual(["3"]);
    expect((await k.names())["x"]).toBe(null);
    expect(await k.set("form", {})).toEqual(["2", "3"]);
    expect((await k.names())["x"]).toBe("draft");
  });

  test("a file is there as bytes and as text, from text or base64, up to its limit", async () => {
    const k = await ran({ 1: "const f = ui.file({ maxBytes: 5 }); f", 2: "const x = f.value && [f.value.name, f.value.text(), f.value.bytes.length, f.value.size]" });
    await k.set("f", { name: "a.txt", base64: btoa("hi") });
    expect((await k.names())["x"]).toEqual(["a.txt", "hi", 2, 2]);
    expect(await k.set("f", { name: "b.txt", text: "too long" })).toEqual([]);
    expect(await k.set("f", { name: "b.txt", bytes: new Uint8Array([104]) })).toEqual(["2"]);
    expect((await k.names())["x"]).toEqual(["b.txt", "h", 1, 1]);
    await k.set("f", null);
    expect((await k.names())["x"]).toBe(null);
  });

  test("a date is a day, within its limits", async () => {
    const k = await ran({ 1: "const d = ui.date({ value: '2026-01-15', min: '2026-01-01', max: '2026-01-31' }); d", 2: "const x = d.value.toISOString()" });
    expect((await k.names())["x"]).toBe("2026-01-15T00:00:00.000Z");
    await k.set("d", "2026-01-20T13:00:00Z");
    expect((await k.names())["x"]).toBe("2026-01-20T00:00:00.000Z");
    await k.set("d", "2027-01-01");
    expect(await k.names()).toMatchObject({ x: "2026-01-31T00:00:00.000Z", d: "2026-01-31" });
    expect(await k.set("d", "2026-02-30")).toEqual([]);
  });

  test("options are set by their text or their value", async () => {
    const k = await ran({ 1: "const s = ui.select({ Small: 1, Large: 100 }); const m = ui.multiselect([1, 10, 100], { maxSelections: 2 }); const o = ui.select(['a'], { optional: true }); s", 2: "const x = [s.value, m.value, o.value]" });
    expect((await k.names())["x"]).toEqual([1, [], null]);
    await k.set("s", 100);
    await k.set("m", [100, 1, 10]);
    await k.set("o", "a");
    expect((await k.names())["x"]).toEqual([100, [1, 10], "a"]);
    await k.set("s", "Small");
    await k.set("m", []);
    await k.set("o", null);
    expect((await k.names())["x"]).toEqual([1, [], null]);
    expect(await k.set("s", "Huge")).toEqual([]);
  });

  test("updates that arrive during a run are merged: the last of each wins, and parts of a whole are not lost", async () => {
    const k = await ran({ 1: "const all = ui.array([ui.slider(), ui.slider()]); const s = ui.slider(); all", 2: "await new Promise((go) => setTimeout(go, 20)); const x = [all.value, s.value]" });
    const runs = (await k.cell("2")).runs;
    await Promise.all([k.set("s", 1), k.set("all", { 0: 1 }), k.set("s", 2), k.set("all", { 1: 2 }), k.set("s", 3)]);
    expect((await k.names())["x"]).toEqual([[1, 2], 3]);
    expect((await k.cell("2")).runs).toBeLessThanOrEqual(runs + 2);
  });

  test("an input is alive wherever it is shown: twice, in tabs, in another cell", async () => {
    const k = await ran({ 1: "const s = ui.slider(); display(s); s", 2: "ui.tabs({ first: s, second: md`x` })" });
    await k.set("s", 9);
    expect([(await inputOf(k, "1", 0)).value, (await inputOf(k, "1", 1)).value]).toEqual([9, 9]);
    const tabs = await inputOf(k, "2");
    expect(tabs.spec.type === "tabs" && tabs.spec.tabs[0]?.content).toMatchObject({ kind: "input", value: 9 });
  });

  test("the table is paged in the kernel, each row with its place", async () => {
    const k = await ran({ 1: "const t = ui.table([{ n: 3 }, { n: 1 }, { n: 2 }], { pageSize: 2 }); t", 2: "const x = t.value" });
    const { spec } = await inputOf(k, "1");
    if (spec.type !== "table") throw new Error("no table");
    expect(spec).toMatchObject({ rowCount: 3, rows: [[0, 3], [1, 1]], columns: [{ name: "#" }, { name: "n" }] });
    expect((await k.kernel.tablePage({ table: spec.table, offset: 0, limit: 2, sort: { column: "n", descending: false } })).rows).toEqual([[1, 1], [2, 2]]);
    await k.set("t", [2, 0, 99]);
    expect((await k.names())["x"]).toEqual([{ n: 3 }, { n: 2 }]);
  });

  test.each([
    ["ui.number(5, 1)", "E513"], ["ui.select([])", "E514"], ["ui.tabs({})", "E514"], ["ui.select({ a: 1 }, { value: 2 })", "E516"], ["ui.select([{ a: 1 }, { a: 1 }], { format: () => 'same' })", "E515"],
    ["ui.array([1])", "E517"], ["ui.form(3)", "E517"], ["ui.date({ value: 'soon' })", "E518"], ["ui.table([1])", "E519"], ["ui.text({ format: 'odd' })", "E521"], ["ui.multiselect(['a'], { maxSelections: 0 })", "E521"], ["ui.rangeSlider(5, 1)", "E511"],
  ])("%s is refused with %s", async (made, code) => {
    const k = await ran({ 1: made });
    expect((await k.cell("1")).error?.code).toBe(code);
  });

  test("500 re-runs leave no input, no name and no view behind", async () => {
    const k = await ran({ 1: "const s = ui.slider(); const all = ui.array([s, ui.text()]); s", 2: "const t = s; display(s); t.value" });
    for (let round = 0; round < 500; round += 1) await k.run("1");
    expect(await k.set("s", 3)).toEqual(["2"]);
    const updates = k.events.filter((event) => event.type === "outputUpdated").length;
    await k.set("s", 4);
    // One for each place where it is shown; cell 2 runs and shows it anew.
    expect(k.events.filter((event) => event.type === "outputUpdated").length - updates).toBeLessThanOrEqual(2);
  });
});
