import { useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../app/tokens.css";
import { CodeView } from "./CodeView.tsx";
import type { CodeViewProps } from "./CodeView.tsx";

/** Time in ms for Monaco and its type checker to come up on a slow machine. */
const SLOW = 25_000;

/** The development server takes its time to serve Monaco's many files for the first time. */
beforeAll(async () => {
  await import("./mountEditor.ts");
}, 90_000);

interface Page {
  readonly box: HTMLElement;
  readonly props: { readonly [Call in "onChange" | "onRun" | "onRunAndAdvance" | "onEscape"]: ReturnType<typeof vi.fn> };
  frame(index?: number): HTMLElement;
  isLive(index?: number): Promise<unknown>;
  set(change: Partial<CodeViewProps>): void;
}

/** Cells one below the other, the first with `code`; the page keeps what is typed, as the notebook does. */
function open(code: string, given: Partial<CodeViewProps> = {}, others: readonly string[] = []): Page {
  const box = document.createElement("div");
  box.style.width = "700px";
  document.body.append(box);
  const root = createRoot(box);
  const props = { onChange: vi.fn(), onRun: vi.fn(), onRunAndAdvance: vi.fn(), onEscape: vi.fn() };
  let set: (change: Partial<CodeViewProps>) => void = () => undefined;
  function Cells() {
    const [change, setChange] = useState<Partial<CodeViewProps>>(given);
    const [texts, setTexts] = useState([code, ...others]);
    set = (next) => {
      flushSync(() => {
        setChange({ ...change, ...next });
        if (next.code !== undefined) setTexts([next.code, ...texts.slice(1)]);
      });
    };
    return texts.map((text, index) => (
      <CodeView
        key={index}
        lang="ts"
        readonly={false}
        markers={noMarkers}
        label={`Cell ${index}`}
        {...(index === 0 ? change : {})}
        {...props}
        cellId={`cell-${index}`}
        code={text}
        onChange={(next) => {
          props.onChange(next);
          setTexts((old) => old.map((one, at) => (at === index ? next : one)));
        }}
      />
    ));
  }
  flushSync(() => root.render(<Cells />));
  onTestFinished(() => {
    root.unmount();
    box.remove();
  });
  const frame = (index = 0) => {
    const found = box.querySelectorAll<HTMLElement>(".code-frame")[index];
    if (found === undefined) throw new Error(`There is no cell ${index}.`);
    return found;
  };
  return {
    box,
    props,
    frame,
    set: (change) => set(change),
    isLive: (index = 0) => vi.waitFor(() => expect(frame(index).dataset["mode"]).toBe("live"), SLOW),
  };
}

const noMarkers: CodeViewProps["markers"] = [];

/** Clicks into the standing code before the character at line and column, both from 1. */
function clickAt(frame: HTMLElement, line: number, column: number): void {
  const text = frame.querySelector("code");
  if (text === null) throw new Error("There is no standing code.");
  const style = getComputedStyle(text);
  const measure = document.createElement("canvas").getContext("2d");
  if (measure === null) throw new Error("No canvas.");
  measure.font = `${style.fontSize} ${style.fontFamily}`;
  const origin = text.getBoundingClientRect();
  const place = { clientX: origin.left + (column - 1) * measure.measureText("0").width + 1, clientY: frame.getBoundingClientRect().top + 12 + (line - 0.5) * parseFloat(style.lineHeight), bubbles: true };
  frame.focus();
  text.dispatchEvent(new MouseEvent("click", place));
}

test("code stands still until it is wanted, and runs by its keys alone", async () => {
  const { frame, props } = open("const a = 1;\na");
  expect(frame().dataset["mode"]).toBe("still");
  expect(frame().querySelector("code")?.textContent).toBe("const a = 1;\na\n");
  frame().focus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}{Shift>}{Enter}{/Shift}");
  expect([props.onRun, props.onRunAndAdvance].map((call) => call.mock.calls.length)).toEqual([1, 1]);
  expect(frame().dataset["mode"]).toBe("still");
});

test("a click puts an editor in place without moving a line, with the caret where the click was", async () => {
  const code = "const a = 1;\n\nfunction f(x: number) {\n  return x + a;\n}";
  const { frame, isLive, props } = open(code);
  const before = frame().getBoundingClientRect();
  const text = frame().querySelector("code")?.getBoundingClientRect();
  clickAt(frame(), 4, 10);
  await isLive();
  expect(frame().getBoundingClientRect()).toEqual(before);
  await vi.waitFor(() => expect(frame().querySelectorAll(".view-line")).toHaveLength(5));
  const lines = [...frame().querySelectorAll(".view-line")].map((line) => line.getBoundingClientRect()).sort((a, b) => a.top - b.top);
  lines.forEach((line, index) => {
    expect(line.left).toBe(text?.left);
    expect(line.top).toBe(before.top + 12 + index * 22);
    expect(line.height).toBe(22);
  });
  await userEvent.keyboard("X");
  expect(props.onChange.mock.lastCall).toEqual([code.replace("return x", "return Xx")]);
});

test("the frame grows and shrinks with the lines", async () => {
  const { frame, isLive } = open("a");
  clickAt(frame(), 1, 2);
  await isLive();
  expect(frame().clientHeight).toBe(46);
  await userEvent.keyboard("{Enter}b{Enter}c");
  await vi.waitFor(() => expect(frame().clientHeight).toBe(90));
  await userEvent.keyboard("{Backspace}{Backspace}");
  await vi.waitFor(() => expect(frame().clientHeight).toBe(68));
});

test("keys run the cell from the editor, and Escape leads back to the frame", async () => {
  const { frame, isLive, props } = open("a");
  clickAt(frame(), 1, 1);
  await isLive();
  await userEvent.keyboard("{Control>}{Enter}{/Control}{Shift>}{Enter}{/Shift}");
  expect([props.onRun, props.onRunAndAdvance].map((call) => call.mock.calls.length)).toEqual([1, 1]);
  expect(props.onChange).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  expect(document.activeElement).toBe(frame());
  expect(props.onEscape).toHaveBeenCalledOnce();
});

test("what is typed before the editor is there is not lost", async () => {
  const { frame, isLive, props } = open("a");
  clickAt(frame(), 1, 2);
  await userEvent.keyboard("bc");
  await isLive();
  await vi.waitFor(() => expect(props.onChange.mock.lastCall).toEqual(["abc"]));
});

test("a text that the page sets replaces the editor's, and can be undone", async () => {
  const { frame, isLive, props, set } = open("first");
  clickAt(frame(), 1, 1);
  await isLive();
  set({ code: "second" });
  await vi.waitFor(() => expect(frame().querySelector(".view-line")?.textContent).toBe("second"));
  expect(props.onChange).not.toHaveBeenCalled();
  await userEvent.keyboard("{Control>}z{/Control}");
  await vi.waitFor(() => expect(props.onChange.mock.lastCall).toEqual(["first"]));
});

test("a place that is asked for gets the caret", async () => {
  const { frame, isLive, props, set } = open("one\ntwo\nthree");
  set({ reveal: { line: 2, column: 2, nonce: 1 } });
  await isLive();
  await userEvent.keyboard("X");
  expect(props.onChange.mock.lastCall).toEqual(["one\ntXwo\nthree"]);
  set({ reveal: { line: 3, column: 1, nonce: 2 } });
  await userEvent.keyboard("Y");
  expect(props.onChange.mock.lastCall).toEqual(["one\ntXwo\nYthree"]);
  expect(frame().dataset["mode"]).toBe("live");
});

test("marks are drawn under standing code and under edited code", async () => {
  const { frame, isLive } = open("const total = rowz;", { markers: [{ line: 1, column: 15, message: "no such name" }] });
  const mark = frame().querySelector<HTMLElement>(".code-mark");
  expect(mark?.title).toBe("no such name");
  const before = mark?.getBoundingClientRect();
  clickAt(frame(), 1, 1);
  await isLive();
  await vi.waitFor(() => expect(frame().querySelector(".squiggly-error")?.getBoundingClientRect().left).toBeCloseTo(before?.left ?? 0, 0), SLOW);
});

test("code that is wider than the page can be scrolled by the keyboard, and still be opened", async () => {
  const { frame, set, isLive } = open(`const wide = "${"x".repeat(400)}";`);
  const scroller = () => frame().querySelector<HTMLElement>(".code-still");
  await vi.waitFor(() => expect(scroller()?.tabIndex).toBe(0));
  set({ code: "const narrow = 1;" });
  await vi.waitFor(() => expect(scroller()?.hasAttribute("tabindex")).toBe(false));
  set({ code: `const wide = "${"x".repeat(400)}";` });
  await vi.waitFor(() => expect(scroller()?.tabIndex).toBe(0));
  scroller()?.focus();
  await userEvent.keyboard("{Enter}");
  await isLive();
  expect(scroller()?.hasAttribute("tabindex")).toBe(false);
});

test("read-only code stays as it is", async () => {
  const { frame, props } = open("a", { readonly: true });
  clickAt(frame(), 1, 1);
  await userEvent.keyboard("{Enter}b{Control>}{Enter}{/Control}");
  expect(frame().dataset["mode"]).toBe("still");
  expect(props.onRun).toHaveBeenCalledOnce();
});

test("names and types flow from cell to cell, without false alarms", async () => {
  const { frame, isLive, box } = open("const bad: string = sizes[0];\nconst row: Row = { n: 1 };\nfromSql.length;\ndisplay(row);", {}, [
    "const sizes = [1, 2, 3];\ninterface Row { n: number }\nfunction use(b: typeof bad, e) { return [b, e]; }",
  ]);
  clickAt(frame(), 1, 1);
  await isLive();
  await vi.waitFor(() => expect(frame().querySelectorAll(".squiggly-error")).toHaveLength(1), SLOW);
  const top = frame().getBoundingClientRect().top;
  expect(frame().querySelector(".squiggly-error")?.getBoundingClientRect().top).toBe(top + 12);
  clickAt(frame(1), 1, 1);
  await isLive(1);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(box.querySelectorAll(".code-frame")[1]?.querySelectorAll(".squiggly-error, .squiggly-warning")).toHaveLength(0);
});

test("what the library offers has its types, imported or not", async () => {
  const { frame, isLive } = open(
    'import { sleep } from "watercourse";\nconst size: string = ui.slider(1, 10);\nawait sleep("long");\nconst trace: number = dlt.pipeline({ pipelineName: "p" });\nchart.line([{ x: 1, y: 2 }], { x: "x", y: "y" });\ncell.id.length;',
  );
  clickAt(frame(), 1, 1);
  await isLive();
  const top = frame().getBoundingClientRect().top;
  const lines = () => [...frame().querySelectorAll(".squiggly-error")].map((mark) => Math.round((mark.getBoundingClientRect().top - top - 12) / 22) + 1).sort();
  await vi.waitFor(() => expect(lines()).toEqual([2, 3, 4]), SLOW);
});

test("elements of charts have their types, imported or not", async () => {
  const chart = '<LineChart data={[]}>\n  <Line dataKey="a" stroke={5} />\n  <Line name="b" />\n</LineChart>;';
  const { frame, isLive } = open(`import { LineChart, Line } from "recharts";\n${chart}\n<BarChart data="rows" />`, { lang: "tsx" });
  clickAt(frame(), 1, 1);
  await isLive();
  const top = frame().getBoundingClientRect().top;
  const lines = () => [...new Set([...frame().querySelectorAll(".squiggly-error")].map((mark) => Math.round((mark.getBoundingClientRect().top - top - 12) / 22) + 1))].sort();
  await vi.waitFor(() => expect(lines()).toEqual([3, 4, 6]), SLOW);
});

test("a syntax error is marked in the cell's own text", async () => {
  const { frame, isLive } = open("const a = ;", {}, ["const b = 1;"]);
  clickAt(frame(), 1, 1);
  await isLive();
  await vi.waitFor(() => expect(frame().querySelectorAll(".squiggly-error")).toHaveLength(1), SLOW);
});

test("of many opened editors only three stay, and the others lose nothing", async () => {
  const { frame, isLive, box } = open("a0", {}, ["a1", "a2", "a3"]);
  for (const index of [0, 1, 2, 3]) {
    clickAt(frame(index), 1, 3);
    await isLive(index);
    await userEvent.keyboard("!");
  }
  expect([...box.querySelectorAll<HTMLElement>(".code-frame")].map((each) => each.dataset["mode"])).toEqual(["still", "live", "live", "live"]);
  expect(frame(0).querySelector("code")?.textContent).toBe("a0!\n");
  clickAt(frame(0), 1, 1);
  await isLive(0);
  await userEvent.keyboard("{Control>}z{/Control}");
  await vi.waitFor(() => expect(frame(0).querySelector(".view-line")?.textContent).toBe("a0"));
});

test("the editor takes the page's colours, and changes with them", async () => {
  const { frame, isLive } = open("const a = 1;");
  onTestFinished(() => {
    delete document.documentElement.dataset["theme"];
  });
  const still = getComputedStyle(frame().querySelector(".hljs-keyword") ?? frame()).color;
  clickAt(frame(), 1, 1);
  await isLive();
  const word = () => [...frame().querySelectorAll(".view-line span span")].find((span) => span.textContent === "const");
  await vi.waitFor(() => expect(word()).toBeDefined());
  expect(luminance(getComputedStyle(word() ?? frame()).color)).toBeCloseTo(luminance(still), 1);
  document.documentElement.dataset["theme"] = "dark";
  await vi.waitFor(() => expect(luminance(getComputedStyle(word() ?? frame()).color)).toBeGreaterThan(luminance(still) + 0.2));
});

function luminance(color: string): number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) throw new Error("No canvas.");
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

test("on a phone the browser's own field takes the place", async () => {
  const real = window.matchMedia;
  window.matchMedia = (query) => (query.includes("coarse") ? { ...real(query), matches: true } : real(query));
  onTestFinished(() => {
    window.matchMedia = real;
  });
  await page.viewport(390, 800);
  const { frame, props } = open("one\ntwo");
  const before = frame().getBoundingClientRect();
  clickAt(frame(), 2, 2);
  const field = await vi.waitFor(() => {
    const found = frame().querySelector("textarea");
    expect(found).not.toBeNull();
    return found;
  });
  expect(frame().getBoundingClientRect()).toEqual(before);
  expect([field?.selectionStart, document.activeElement === field]).toEqual([5, true]);
  await userEvent.keyboard("X{Control>}{Enter}{/Control}{Escape}");
  expect(props.onChange.mock.lastCall).toEqual(["one\ntXwo"]);
  expect(props.onRun).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(frame());
});
