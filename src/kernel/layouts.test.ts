import { expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";

test("a layout holds what its values show, and a bar in it goes on moving", async () => {
  const kernel = await TestKernel.open({
    a: `const bar = { [Symbol.for("watercourse.output")]: () => ({ kind: "text", text: "own" }) };
        hstack([bar, md\`**m**\`, [{ x: 1 }], undefined, stat(1234.5, { label: "Rows", change: -2, better: "up" })], { widths: "equal" })`,
  });
  await kernel.runAll();
  expect(await kernel.outputs("a")).toMatchObject([
    {
      kind: "stack",
      direction: "row",
      widths: [1, 1, 1, 1],
      items: [{ kind: "text", text: "own" }, { kind: "markdown", markdown: "**m**" }, { kind: "table", rowCount: 1 }, { kind: "stat", value: "1,234.5", change: { text: "−2", direction: "down", good: false } }],
    },
  ]);
});

test("an input inside tabs inside a callout is up to date when it is set, also in a cell that runs again because of it", async () => {
  const kernel = await TestKernel.open({ make: "const s = ui.slider(0, 10, { value: 3 })", show: 'callout(tabs({ One: s, Two: s.value }), { kind: "tip", title: "T" })', still: "vstack([tabs({ One: 1 })])" });
  await kernel.runAll();
  await kernel.set("s", 7);
  expect(await kernel.outputs("show")).toMatchObject([{ kind: "callout", tone: "tip", title: "T", content: { kind: "tabs", tabs: [{ title: "One", content: { kind: "input", value: 7 } }, { title: "Two", content: { kind: "text", text: "7" } }] } }]);
});

test("outputs that take time find their place inside a layout", async () => {
  const kernel = await TestKernel.open({ a: 'accordion({ Picture: image(new Blob(["<svg xmlns=\\"http://www.w3.org/2000/svg\\"></svg>"]), { alt: "nothing" }) }, { open: "Picture" })' });
  await kernel.runAll();
  const source: unknown = expect.stringMatching(/^data:image\/svg\+xml;base64,/);
  expect(await kernel.outputs("a")).toMatchObject([{ kind: "accordion", sections: [{ title: "Picture", open: true, content: { kind: "image", alt: "nothing", source } }] }]);
});

test("wrong arguments are errors that say what is right", async () => {
  const kernel = await TestKernel.open({
    items: "hstack(1)", widths: "hstack([1, 2], { widths: [1] })", sections: "tabs([])", tone: 'callout("x", "loud")', picture: 'image("https://example.com/a.png")', bytes: "image(new Uint8Array(4))", file: 'download(() => 1, "f")',
  });
  await kernel.runAll();
  const { cells } = await kernel.kernel.snapshot();
  expect(Object.fromEntries(cells.map(({ id, error }) => [id, error?.code]))).toMatchObject({ items: "E540", widths: "E541", sections: "E540", tone: "E541", picture: "E542", file: "E544" });
});

test("files and cut texts can be fetched by their handles", async () => {
  const kernel = await TestKernel.open({ a: 'download({ a: 1n }, "a/b.json")', b: '"x".repeat(150_000)', c: "tree(Array.from({ length: 300 }, (_, n) => ({ n })))" });
  await kernel.runAll();
  const [file] = (await kernel.outputs("a")) as { file: string; name: string; mediaType: string }[];
  expect(file).toMatchObject({ kind: "download", name: "a_b.json", mediaType: "application/json" });
  expect(JSON.parse(await (await kernel.kernel.askOutput({ type: "file", file: file?.file ?? "" })).text())).toEqual({ a: "1" });
  const [text] = (await kernel.outputs("b")) as unknown as { cutFrom: number; file: string }[];
  const { cells } = await kernel.kernel.snapshot();
  expect(cells.find(({ id }) => id === "b")?.outputs[0]?.output).toMatchObject({ kind: "text", cutFrom: 150_000, file: expect.any(String) });
  expect(text).toHaveLength(100_000);
  expect(await kernel.outputs("c")).toMatchObject([{ kind: "tree", tree: expect.any(String), root: { more: 200 } }]);
});
