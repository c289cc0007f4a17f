import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { Output, TableOutput, TreeOutput } from "../kernel/protocol.ts";
import "../app/tokens.css";
import { ConsoleView } from "./ConsoleView.tsx";
import { OutputView } from "./OutputView.tsx";
import { doing, doors, mount } from "./testing/mount.tsx";

const view = (output: Output, actions = doors(), key = "1") => <OutputView entry={{ key, output }} actions={actions} cell="sweep" />;

test("an unknown kind is a calm message", async () => {
  const { box } = await mount(view({ kind: "hologram" } as unknown as Output));
  expect(box.textContent).toContain("hologram");
});

test("a renderer that throws becomes plain text, and is tried again with the next output", async () => {
  const broken = { kind: "table", table: "t", columns: null, rowCount: 1, rows: [] } as unknown as Output;
  const { box, show } = await mount(
    <>
      {view(broken)}
      <p>still here</p>
    </>,
  );
  expect(box.textContent).toContain("still here");
  await vi.waitFor(() => expect(box.textContent).toContain("Shown as plain text"), { timeout: 10_000 });
  expect(box.querySelector("button")?.textContent).toBe("Try again");
  await show(view({ kind: "text", text: "fine" }));
  expect(box.textContent).toBe("fine");
});

test("a long text is folded, says how long it is, and unfolds", async () => {
  const { box } = await mount(view({ kind: "text", text: Array.from({ length: 40 }, (_, n) => `line ${n}`).join("\n") }));
  const text = box.querySelector("pre");
  const button = box.querySelector("button");
  expect(button?.textContent).toBe("Show all 40 lines");
  const folded = text?.clientHeight ?? 0;
  await doing(() => button?.click());
  expect(button?.textContent).toBe("Show less");
  expect(text?.clientHeight).toBeGreaterThan(folded);
});

test("a text that was cut says so", async () => {
  const { box } = await mount(view({ kind: "text", text: "abc", cutFrom: 1_000_000 }));
  expect(box.textContent).toBe("abcFirst 3 of 1,000,000 characters.");
});

test("an error leads to its place, to the other cell, and through its frames", async () => {
  const actions = doors();
  const error = {
    code: "E104",
    message: "`rows` is defined twice",
    line: 3,
    column: 7,
    why: "Because.",
    fix: "Rename.",
    related: ["load"],
    frames: [
      { cell: "help", name: "count", line: 12, column: 2 },
      { cell: "sweep", name: "", line: 3, column: 7 },
    ],
  } as const;
  const { box, find } = await mount(view({ kind: "error", error }, actions));
  expect(find(".output-error-message code").textContent).toBe("rows");
  expect([...box.querySelectorAll("details")].every((details) => !details.open)).toBe(true);
  for (const link of box.querySelectorAll<HTMLElement>("button.output-link")) link.click();
  expect(actions.goTo.mock.calls).toEqual([
    ["sweep", 3, 7],
    ["load", null, null],
    ["help", 12, 2],
    ["sweep", 3, 7],
  ]);
});

test("a slider shows the reader's value at once and tells the kernel the last one", async () => {
  const actions = doors();
  const output = (value: number): Output => ({ kind: "input", input: "s", value, spec: { type: "slider", label: "Size", disabled: false, fullWidth: false, debounce: 0, min: 0, max: 10_000, step: 100 } });
  const { find, show } = await mount(view(output(3000), actions));
  const range = find<HTMLInputElement>("input[type=range]");
  expect(find("output").textContent).toBe("3,000");
  range.focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(find("output").textContent).toBe("3,200");
  await vi.waitFor(() => expect(actions.setInput.mock.lastCall).toEqual(["s", 3200]));
  await show(view(output(3100), actions));
  expect(find("output").textContent).toBe("3,200");
  await show(view(output(3200), actions));
  await show(view(output(500), actions));
  expect(find("output").textContent).toBe("500");
});

const tree: TreeOutput = {
  kind: "tree",
  root: {
    type: "Object",
    preview: "{a, b}",
    children: [
      { key: "a", type: "number", preview: "1" },
      { key: "b", type: "Array(1)", preview: '["x"]', children: [{ key: "0", type: "string", preview: '"x"' }] },
    ],
  },
};

test("a tree opens and closes with the arrow keys", async () => {
  const { box, find } = await mount(view(tree));
  const rows = () => [...box.querySelectorAll("[role=treeitem]")].map((row) => row.textContent);
  expect(rows()).toEqual(["Object", "a: 1", 'b: ["x"]']);
  find("[role=treeitem]").focus();
  await userEvent.keyboard("{End}{ArrowRight}{ArrowRight}");
  expect(rows()).toEqual(["Object", "a: 1", "b: Array(1)", '0: "x"']);
  expect(document.activeElement?.textContent).toBe('0: "x"');
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{Home}{Enter}");
  expect(rows()).toEqual(["{a, b}"]);
});

const rowAt = (index: number) => [index + 1, `name ${index}`];
const table: TableOutput = {
  kind: "table",
  table: "t",
  columns: [
    { name: "n", type: "number", sourceType: "BIGINT" },
    { name: "name", type: "string" },
  ],
  rowCount: 10_000,
  rows: Array.from({ length: 25 }, (_unused, index) => rowAt(index)),
};

test("a table shows its first page at once and fetches what is scrolled to", async () => {
  const actions = doors({
    tablePage: ({ offset, limit }) => Promise.resolve({ offset, rowCount: 10_000, rows: Array.from({ length: limit }, (_unused, index) => rowAt(offset + index)) }),
  });
  const { find, box } = await mount(view(table, actions));
  expect(find("tbody tr").textContent).toBe("1name 0");
  expect(box.querySelectorAll("tbody tr.output-table-row").length).toBeLessThan(60);
  const scroller = find(".output-table-box");
  await doing(async () => {
    scroller.scrollTop = scroller.scrollHeight;
    scroller.dispatchEvent(new Event("scroll"));
  });
  await vi.waitFor(() => expect(box.textContent).toContain("name 9999"));
  expect(actions.tablePage.mock.calls.map(([request]) => request)).toContainEqual({ table: "t", offset: 9900, limit: 100 });
});

test("a click on a head sorts up, then down, then not", async () => {
  const actions = doors({
    tablePage: ({ offset, limit, sort }) =>
      Promise.resolve({ offset, rowCount: 10_000, rows: Array.from({ length: limit }, (_unused, index) => rowAt(sort?.descending === true ? 9999 - offset - index : offset + index)) }),
  });
  const { find, box } = await mount(view(table, actions));
  const head = () => find("th");
  const click = () => doing(() => find<HTMLElement>("th button").click());
  await click();
  expect(head().getAttribute("aria-sort")).toBe("ascending");
  await click();
  expect(head().getAttribute("aria-sort")).toBe("descending");
  await vi.waitFor(() => expect(find("tbody tr.output-table-row").textContent).toBe("10,000name 9999"));
  expect(actions.tablePage.mock.calls.map(([request]) => request)).toContainEqual({ table: "t", offset: 0, limit: 100, sort: { column: "n", descending: true } });
  await click();
  expect(head().getAttribute("aria-sort")).toBe("none");
  expect(box.querySelector("tbody tr")?.textContent).toBe("1name 0");
});

test("a table whose rows are gone says so and offers another try", async () => {
  const tablePage = vi.fn(() => Promise.reject(new Error("the cell ran again")));
  const { find, box } = await mount(view(table, doors({ tablePage })));
  await doing(async () => {
    find(".output-table-box").scrollTop = 100_000;
    find(".output-table-box").dispatchEvent(new Event("scroll"));
  });
  await vi.waitFor(() => expect(box.textContent).toContain("the cell ran again"));
  const before = tablePage.mock.calls.length;
  await doing(() => find<HTMLElement>(".output-table-problem button").click());
  expect(tablePage.mock.calls.length).toBeGreaterThan(before);
});

test("the console follows its end until the reader scrolls up", async () => {
  const lines = (count: number) => Array.from({ length: count }, (_unused, index) => ({ level: "log", text: `line ${index}` }) as const);
  const { find, show } = await mount(<ConsoleView lines={lines(50)} />);
  const box = find(".output-console-lines");
  const fromEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight;
  expect(fromEnd()).toBeLessThan(2);
  await show(<ConsoleView lines={lines(60)} />);
  expect(fromEnd()).toBeLessThan(2);
  await doing(async () => {
    box.scrollTop = 100;
    box.dispatchEvent(new Event("scroll"));
  });
  await show(<ConsoleView lines={lines(70)} />);
  expect(box.scrollTop).toBe(100);
});

test("a console of very many lines stays small and says what it leaves out", async () => {
  const lines = Array.from({ length: 5000 }, (_unused, index) => ({ level: "warn", text: `line ${index}` }) as const);
  const { box } = await mount(<ConsoleView lines={lines} />);
  expect(box.querySelectorAll(".output-console-line")).toHaveLength(1000);
  expect(box.textContent).toContain("4,000 earlier lines");
});
