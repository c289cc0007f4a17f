import { describe, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { InputOutput } from "../kernel/protocol.ts";
import "../app/tokens.css";
import { InputView } from "./InputView.tsx";
import { doing, doors, mount } from "./testing/mount.tsx";

const common = { label: "Name", disabled: false, fullWidth: false } as const;
let count = 0;

/** An input of a kind, with an id of its own. */
function input(spec: object, value: unknown, more: object = {}): InputOutput {
  count += 1;
  return { kind: "input", input: `i${count}`, spec: { ...common, ...spec }, value, ...more } as InputOutput;
}

async function shown(output: InputOutput, actions = doors()) {
  const mounted = await mount(<InputView output={output} actions={actions} />);
  const sent = () => actions.setInput.mock.calls.filter(([id]) => id === output.input).map(([, value]) => value);
  const hold = (value: unknown, more: object = {}) => mounted.show(<InputView output={{ ...output, value, ...more } as InputOutput} actions={actions} />);
  return { ...mounted, actions, sent, hold };
}

const press = (keys: string) => doing(() => userEvent.keyboard(keys));

describe("with the keyboard", () => {
  test("a slider moves, and tells the last value of a frame", async () => {
    const { find, sent } = await shown(input({ type: "slider", min: 0, max: 10, step: 1, debounce: 0 }, 3));
    find("input").focus();
    await press("{ArrowRight}{ArrowRight}{End}");
    expect(find("output").textContent).toBe("10");
    await vi.waitFor(() => expect(sent().at(-1)).toBe(10));
    expect(sent().length).toBeLessThanOrEqual(3);
  });

  test("the ends of a range move and do not pass each other", async () => {
    const { box, sent } = await shown(input({ type: "rangeSlider", min: 0, max: 10, step: 1, debounce: 0 }, [4, 6]));
    const [low, high] = box.querySelectorAll("input");
    expect([low?.getAttribute("aria-label"), high?.getAttribute("aria-label")]).toEqual(["Name, from", "Name, to"]);
    low?.focus();
    await press("{End}");
    await vi.waitFor(() => expect(sent().at(-1)).toEqual([6, 6]));
    high?.focus();
    await press("{ArrowRight}");
    await vi.waitFor(() => expect(sent().at(-1)).toEqual([6, 7]));
  });

  test("a number is sent with Enter; what is none is said beside the field and not sent", async () => {
    const { find, sent } = await shown(input({ type: "number", min: 0, max: 10, debounce: 60_000 }, 1));
    const field = find<HTMLInputElement>("input");
    await doing(() => userEvent.fill(field, "7"));
    expect(sent()).toEqual([]);
    await press("{Enter}");
    expect(sent()).toEqual([7]);
    await doing(() => userEvent.fill(field, "70"));
    await press("{Enter}");
    expect(sent()).toEqual([7]);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toBe("Enter 10 or less.");
  });

  test("an option is chosen in a list, and none where that is allowed", async () => {
    const { find, sent } = await shown(input({ type: "select", options: ["a", "b", ""], optional: true }, "a"));
    const list = find<HTMLSelectElement>("select");
    expect([...list.options].map((option) => option.text)).toEqual(["None", "a", "b", ""]);
    await doing(() => userEvent.selectOptions(list, "1"));
    await vi.waitFor(() => expect(sent()).toEqual(["b"]));
    await doing(() => userEvent.selectOptions(list, ""));
    await vi.waitFor(() => expect(sent().at(-1)).toBe(null));
    await doing(() => userEvent.selectOptions(list, "2"));
    await vi.waitFor(() => expect(sent().at(-1)).toBe(""));
  });

  test("dots move with the arrow keys", async () => {
    const { box, sent } = await shown(input({ type: "radio", options: ["a", "b"], optional: false }, "a"));
    box.querySelector("input")?.focus();
    await press("{ArrowDown}");
    await vi.waitFor(() => expect(sent()).toEqual(["b"]));
    expect(box.querySelector("fieldset legend")?.textContent).toBe("Name");
  });

  test("several options are ticked with the space bar, up to their number", async () => {
    const { box, sent } = await shown(input({ type: "multiselect", options: ["a", "b", "c"], maxSelections: 2 }, ["c"]));
    const boxes = [...box.querySelectorAll("input")];
    boxes[0]?.focus();
    await press(" ");
    await vi.waitFor(() => expect(sent()).toEqual([["a", "c"]]));
    expect(boxes.map((one) => one.disabled)).toEqual([false, true, false]);
    expect(box.textContent).toContain("2 of at most 2 chosen");
  });

  test("a box is ticked with the space bar", async () => {
    const { find, sent } = await shown(input({ type: "checkbox" }, false));
    find("input").focus();
    await press(" ");
    await vi.waitFor(() => expect(sent()).toEqual([true]));
  });

  test("a text is sent after a rest, with Enter, and when the field is left", async () => {
    const { find, sent } = await shown(input({ type: "text", format: "text", placeholder: "", debounce: 60_000 }, ""));
    find("input").focus();
    await press("ab{Enter}");
    expect(sent()).toEqual(["ab"]);
    await press("c");
    expect(sent()).toEqual(["ab"]);
    await press("{Tab}");
    expect(sent()).toEqual(["ab", "abc"]);
  });

  test("a text that waits for a rest is sent when its place goes away", async () => {
    const { find, sent, show } = await shown(input({ type: "text", format: "text", placeholder: "", debounce: 60_000 }, ""));
    find("input").focus();
    await press("ab");
    await show(<p />);
    expect(sent()).toEqual(["ab"]);
  });

  test("lines of text are sent with Ctrl+Enter; Enter is a new line", async () => {
    const { find, sent } = await shown(input({ type: "textarea", rows: 3, placeholder: "", debounce: 60_000 }, ""));
    find("textarea").focus();
    await press("a{Enter}b");
    expect(sent()).toEqual([]);
    await press("{Control>}{Enter}{/Control}");
    expect(sent()).toEqual(["a\nb"]);
  });

  test("a date within its limits is sent", async () => {
    const { find, sent } = await shown(input({ type: "date", min: "2026-01-01", max: "2026-12-31" }, "2026-01-15"));
    const field = find<HTMLInputElement>("input");
    await doing(() => userEvent.fill(field, "2026-02-03"));
    await press("{Enter}");
    expect(sent()).toEqual(["2026-02-03"]);
    await doing(() => userEvent.fill(field, "2027-02-03"));
    expect(find(".input-problem").textContent).toBe("Enter 2026-12-31 or earlier.");
  });

  test("a button counts every press", async () => {
    const { find, sent } = await shown(input({ type: "button", tone: "plain" }, 4));
    find("button").focus();
    await press("{Enter} ");
    await vi.waitFor(() => expect(sent().at(-1)).toBe(6));
  });

  test("a run button says when its run goes on", async () => {
    const { find, sent, hold } = await shown(input({ type: "runButton", tone: "prominent" }, false));
    find("button").focus();
    await press("{Enter}");
    expect(sent()).toEqual([true]);
    await hold(true);
    expect(find("button").getAttribute("aria-busy")).toBe("true");
    await hold(false);
    expect(find("button").getAttribute("aria-busy")).toBeNull();
  });

  test("tabs open with the arrow keys", async () => {
    const tabs = ["one", "two"].map((name) => ({ name, content: { kind: "text", text: name } }));
    const { box, sent, find } = await shown(input({ type: "tabs", tabs }, "one"));
    await vi.waitFor(() => find("[role=tab]"), 5_000);
    box.querySelector<HTMLElement>("[role=tab]")?.focus();
    await press("{ArrowRight}");
    await vi.waitFor(() => expect(sent()).toEqual(["two"]));
    expect(box.querySelector("[role=tab][aria-selected=true]")?.textContent).toBe("two");
  });

  const table = { type: "table", selection: "multi", table: "t1", columns: [{ name: "#", type: "number" }, { name: "n", type: "number" }], rowCount: 5, pageSize: 2, rows: [[0, 30], [1, 10]] };
  const pages = doors({ tablePage: ({ offset, limit, sort }) => Promise.resolve({ offset, rowCount: 5, rows: [[0, 30], [1, 10], [2, 20], [3, 50], [4, 40]].sort((a, b) => (sort === undefined ? 0 : (a[1] ?? 0) - (b[1] ?? 0))).slice(offset, offset + limit) }) });

  test("rows are picked on several pages, whatever their order", async () => {
    const { box, sent, find } = await shown(input(table, []), pages);
    const boxes = () => [...box.querySelectorAll<HTMLInputElement>("tbody input")];
    boxes()[1]?.focus();
    await press(" ");
    await vi.waitFor(() => expect(sent().at(-1)).toEqual([1]));
    const next = () => [...box.querySelectorAll("button")].find((button) => button.textContent === "Next");
    await doing(() => next()?.click());
    await vi.waitFor(() => expect(boxes()[0]?.getAttribute("aria-label")).toBe("Row 3: 20"));
    await doing(() => boxes()[0]?.click());
    await vi.waitFor(() => expect(sent().at(-1)).toEqual([1, 2]));
    await doing(() => find<HTMLElement>(".input-table-sort").click());
    await vi.waitFor(() => expect(boxes().map((one) => [one.getAttribute("aria-label"), one.checked])).toEqual([["Row 2: 10", true], ["Row 3: 20", true]]));
    await doing(() => find<HTMLElement>("thead input").click());
    await vi.waitFor(() => expect(sent().at(-1)).toEqual([]));
  });

  test("one row is picked in a table for one", async () => {
    const { box, sent } = await shown(input({ ...table, selection: "single" }, []), pages);
    box.querySelector<HTMLElement>("tbody input")?.focus();
    await press(" ");
    await vi.waitFor(() => expect(sent().at(-1)).toEqual([0]));
    await press("{ArrowDown}");
    await vi.waitFor(() => expect(sent().at(-1)).toEqual([1]));
  });
});

describe("files", () => {
  const spec = { type: "file", accept: "", multiple: false, maxBytes: 5 };

  test("are read and sent with their bytes", async () => {
    const { find, sent } = await shown(input(spec, []));
    await doing(() => userEvent.upload(find("input"), new File(["hi"], "a.txt", { type: "text/plain" })));
    await vi.waitFor(() => expect(sent()).toEqual([{ name: "a.txt", type: "text/plain", bytes: new TextEncoder().encode("hi") }]));
  });

  test("that are too large are not read, and that is said", async () => {
    const { find, sent } = await shown(input(spec, []));
    await doing(() => userEvent.upload(find("input"), new File(["too long"], "b.txt")));
    await vi.waitFor(() => expect(find(".input-problem").textContent).toContain("b.txt has 8 bytes; at most 5 bytes"));
    expect(sent()).toEqual([]);
  });

  test("that were picked are listed and can be removed", async () => {
    const { find, sent, box } = await shown(input(spec, [{ name: "a.txt", type: "", size: 2 }]));
    expect(find("li").textContent).toContain("a.txt");
    await doing(() => [...box.querySelectorAll("button")].at(-1)?.click());
    expect(sent()).toEqual([null]);
  });
});

describe("parts and forms", () => {
  const name = () => input({ type: "text", label: "", format: "text", placeholder: "", debounce: 60_000 }, "");
  const group = (items: readonly { key: string; content: InputOutput }[]) => input({ type: "dictionary", label: "Person", items }, null);

  test("a part tells its own value; without a label it is named by its key", async () => {
    const part = name();
    const { find, actions } = await shown(group([{ key: "first", content: part }]));
    expect(find("label").textContent).toBe("first");
    find("input").focus();
    await press("Ada{Enter}");
    expect(actions.setInput.mock.calls).toEqual([[part.input, "Ada"]]);
  });

  test("a form sends what was changed, when it is submitted", async () => {
    const content = group([{ key: "first", content: name() }, { key: "age", content: input({ type: "number", debounce: 0 }, 1) }]);
    const form = input({ type: "form", submitLabel: "Send", content }, false);
    const { box, find, actions, hold } = await shown(form);
    find("input").focus();
    await press("Ada");
    expect(actions.setInput).not.toHaveBeenCalled();
    await press("{Enter}");
    expect(actions.setInput.mock.calls).toEqual([[form.input, { first: "Ada" }]]);
    await hold(false, { problem: "Older than 1, please." });
    expect(find(".input-form > .input-problem").textContent).toBe("Older than 1, please.");
    expect(box.querySelector("button[type=submit]")?.getAttribute("aria-describedby")).toBe(find(".input-form > .input-problem").id);
  });
});

describe("the page and the kernel", () => {
  const slider = () => input({ type: "slider", min: 0, max: 10, step: 1, debounce: 0 }, 3);

  test("what the kernel made of a value is shown when it has answered", async () => {
    let answer = () => {};
    const setInput = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
    const { find } = await shown(slider(), doors({ setInput }));
    find("input").focus();
    await press("{End}");
    await vi.waitFor(() => expect(setInput).toHaveBeenCalledTimes(1));
    expect(find("output").textContent).toBe("10");
    await doing(() => answer());
    await vi.waitFor(() => expect(find("output").textContent).toBe("3"));
  });

  test("focus and place stay while the cell runs again", async () => {
    const { find, hold } = await shown(input({ type: "text", format: "text", placeholder: "", debounce: 0 }, ""));
    const field = find<HTMLInputElement>("input");
    field.focus();
    await press("a");
    for (let run = 0; run < 20; run += 1) await hold("a");
    expect(find("input")).toBe(field);
    expect(document.activeElement).toBe(field);
  });

  test.each<[string, object, unknown]>([
    ["slider", { min: 0, max: 1, step: 1, debounce: 0 }, 0], ["rangeSlider", { min: 0, max: 1, step: 1, debounce: 0 }, [0, 1]], ["number", { debounce: 0 }, 1], ["select", { options: ["a"], optional: false }, "a"],
    ["radio", { options: ["a"], optional: false }, "a"], ["multiselect", { options: ["a"] }, []], ["checkbox", {}, false], ["text", { format: "text", placeholder: "", debounce: 0 }, ""],
    ["textarea", { rows: 2, placeholder: "", debounce: 0 }, ""], ["date", {}, "2026-01-01"], ["file", { accept: "", multiple: false, maxBytes: 9 }, []], ["button", { tone: "plain" }, 0], ["runButton", { tone: "plain" }, false],
  ])("a disabled %s cannot be used, and each has a name", async (type, spec, value) => {
    for (const label of ["Name", ""]) {
      const { box } = await shown(input({ type, ...spec, label, disabled: true }, value));
      const controls = [...box.querySelectorAll<HTMLInputElement>("input, select, textarea, button")];
      expect(controls.length).toBeGreaterThan(0);
      for (const control of controls) {
        expect(control.disabled).toBe(true);
        const named = control.getAttribute("aria-label") ?? (control.tagName === "BUTTON" ? control.textContent : (control.labels?.[0]?.textContent ?? ""));
        expect(named).not.toBe("");
      }
    }
  });
});
