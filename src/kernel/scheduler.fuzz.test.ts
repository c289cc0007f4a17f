import fc from "fast-check";
import { expect, test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";
import type { Mode } from "./protocol.ts";

/** A cell that adds up a number and the names of other cells, throws, or waits until Stop is pressed. The first cell is a slider. */
interface SumCell {
  id: string;
  number: number;
  reads: readonly string[];
  fails: "no" | "throws" | "hangs";
  value: number | undefined;
  result: "success" | "exception" | "cancelled" | "interrupted" | "disabled" | null;
  stale: boolean;
  disabled: boolean;
}

const input = "0";
const failures = { no: "", throws: "throw new Error('no'); ", hangs: "pressStop(); await sleep(60_000); " };

const codeOf = ({ id, number, reads, fails }: Pick<SumCell, "id" | "number" | "reads" | "fails">): string =>
  `${failures[fails]}const n${id} = ${id === input ? "ui.slider(0, 99)" : [number, ...reads.map((read) => (read === input ? `n${read}.value` : `n${read}`))].join(" + ")}`;

/** The scheduler in a few lines: slow, obvious, and without events, workers or errors. */
class Model {
  cells: SumCell[];
  mode: Mode;
  /** What the slider was set to. */
  given = 0;
  constructor(cells: SumCell[], mode: Mode) {
    this.cells = cells;
    this.mode = mode;
  }
  find = (id: string): SumCell | undefined => this.cells.find((cell) => cell.id === id);
  readers = (id: string): SumCell[] => this.cells.filter((cell) => cell.reads.includes(id));
  below = (ids: readonly string[]): Set<string> => new Set(ids.flatMap((id) => this.readers(id).flatMap((cell) => [cell.id, ...this.below([cell.id])])));
  above = (id: string): SumCell[] => (this.find(id)?.reads ?? []).flatMap((read) => (this.find(read) === undefined ? [] : [this.find(read) as SumCell, ...this.above(read)]));
  isOff = (id: string): boolean => [this.find(id), ...this.above(id)].some((cell) => cell?.disabled === true);

  run(requested: readonly string[], affected: readonly string[]): string[] {
    const roots = this.mode === "automatic" ? [...requested, ...affected] : [...requested];
    const live = roots.filter((id) => !this.isOff(id));
    const needed = roots.flatMap((id) => this.above(id)).filter((cell) => cell.stale && !this.isOff(cell.id)).map((cell) => cell.id);
    const chosen = new Set([...roots, ...needed]);
    if (this.mode === "automatic") for (const id of this.below([...live, ...needed])) chosen.add(id);
    const set = this.cells.filter((cell) => chosen.has(cell.id) && !this.isOff(cell.id));
    for (const id of [...affected, ...this.below([...chosen, ...affected])]) if (!set.includes(this.find(id) as SumCell)) this.mark(id);
    for (const id of requested) if (this.isOff(id)) this.mark(id);
    for (const cell of set) cell.value = undefined;
    const ran: string[] = [];
    while (set.length > 0) {
      const at = set.findIndex((cell) => !this.above(cell.id).some((other) => set.includes(other)));
      const [cell] = set.splice(at, 1) as [SumCell];
      const missing = cell.reads.map((read) => this.find(read)).find((other) => other !== undefined && other.value === undefined);
      cell.stale = false;
      if (missing !== undefined) {
        cell.result = "cancelled";
        continue;
      }
      ran.push(cell.id);
      cell.stale = cell.reads.some((read) => this.find(read)?.stale === true);
      if (cell.fails === "hangs") {
        for (const dropped of [cell, ...set]) Object.assign(dropped, { result: "interrupted", stale: true });
        break;
      }
      const isFine = cell.fails === "no" && cell.reads.every((read) => this.find(read) !== undefined);
      cell.result = isFine ? "success" : "exception";
      const sum = cell.id === input ? this.given : cell.reads.reduce((total, read) => total + (this.find(read)?.value ?? 0), cell.number);
      cell.value = isFine ? sum : undefined;
    }
    return ran;
  }

  mark(id: string): void {
    const cell = this.find(id) as SumCell;
    cell.stale = true;
    if (this.isOff(id)) cell.result = "disabled";
  }
}

const step = fc.record({
  type: fc.constantFrom("run", "run", "edit", "edit", "edit", "delete", "add", "move", "toggle", "mode", "stale", "set", "set"),
  pick: fc.nat(),
  other: fc.nat(),
  number: fc.nat({ max: 99 }),
  reads: fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 3 }),
  fails: fc.constantFrom("no", "no", "no", "no", "no", "no", "no", "no", "throws", "hangs"),
});

/** A cell may read cells with smaller numbers only, so that no circle can arise. */
const below = (id: string, reads: readonly number[]): string[] => [...new Set(reads.map((read) => String(read % Math.max(1, Number(id)))))].filter((read) => Number(read) < Number(id));

async function check(size: number, mode: Mode, steps: readonly { type: string; pick: number; other: number; number: number; reads: number[]; fails: SumCell["fails"] }[]): Promise<void> {
  const blank = (id: string): SumCell => ({ id, number: Number(id), reads: below(id, [Number(id) * 7, Number(id) * 3]), fails: "no", value: undefined, result: null, stale: true, disabled: false });
  const model = new Model(Array.from({ length: size }, (_, at) => blank(String(at))), mode);
  const k = await TestKernel.open({}, mode);
  (globalThis as { pressStop?: () => void }).pressStop = () => setTimeout(() => void k.kernel.stop(), 0);
  for (const cell of model.cells) await k.add(cell.id, codeOf(cell));
  let count = size;
  const ids = (): string[] => model.cells.map(({ id }) => id);
  expect(await k.runAll()).toEqual(model.run(ids(), []));
  for (const { type, pick, other, number, reads, fails } of steps) {
    const id = ids()[pick % Math.max(1, model.cells.length)];
    const cell = id === undefined ? undefined : model.find(id);
    if (type === "add" || cell === undefined || id === undefined) {
      const added = { ...blank(String(count)), number, reads: below(String(count), reads), fails };
      count += 1;
      model.cells.splice(id === undefined ? 0 : ids().indexOf(id) + 1, 0, added);
      await k.add(added.id, codeOf(added), id ?? null);
      expect(await k.run(added.id)).toEqual(model.run([added.id], []));
    } else if (type === "run") {
      const two = [...new Set([id, ids()[other % model.cells.length] ?? id])];
      expect(await k.run(...two)).toEqual(model.run(two, []));
    } else if (type === "edit") {
      Object.assign(cell, { number, reads: below(id, reads), fails });
      expect(await k.edit(id, codeOf(cell))).toEqual(model.run([id], []));
    } else if (type === "delete") {
      const readers = model.readers(id).map((reader) => reader.id);
      model.cells = model.cells.filter((rest) => rest !== cell);
      expect(await k.delete(id)).toEqual(model.run([], readers));
    } else if (type === "set") {
      const slider = model.find(input);
      if (slider?.value === number) continue;
      const isThere = slider?.value !== undefined;
      if (isThere) model.given = slider.value = number;
      const ran = await k.set(`n${input}`, number);
      expect(ran).toEqual(isThere ? model.run([], model.readers(input).map((reader) => reader.id)) : []);
    } else if (type === "move") {
      const after = ids()[other % model.cells.length] ?? null;
      if (after === id) continue;
      model.cells = model.cells.filter((rest) => rest !== cell);
      model.cells.splice(after === null ? 0 : ids().indexOf(after) + 1, 0, cell);
      expect(await k.do({ type: "move", id, after })).toEqual([]);
    } else if (type === "toggle") {
      const offBefore = ids().filter((one) => model.isOff(one));
      cell.disabled = !cell.disabled;
      const affected = cell.disabled ? [] : offBefore.filter((one) => !model.isOff(one) && model.find(one)?.stale === true);
      expect(await k.do({ type: cell.disabled ? "disable" : "enable", id })).toEqual(model.run([], affected));
    } else if (type === "mode") {
      model.mode = model.mode === "automatic" ? "lazy" : "automatic";
      await k.do({ type: "mode", mode: model.mode });
    } else {
      const stale = model.cells.filter((one) => one.stale).map((one) => one.id);
      expect(await k.do({ type: "runStale" })).toEqual(model.run(stale, []));
    }
    const snapshot = await k.kernel.snapshot();
    expect(snapshot.cells.map(({ id: one, result, stale }) => ({ id: one, result, stale }))).toEqual(model.cells.map(({ id: one, result, stale }) => ({ id: one, result, stale })));
    expect(Object.fromEntries(snapshot.names.map(({ name, value }) => [name, value]))).toEqual(
      Object.fromEntries(model.cells.filter(({ value }) => value !== undefined).map(({ id: one, value }) => [`n${one}`, value])),
    );
    expect(snapshot.cells.every(({ status, id: one }) => status === (model.isOff(one) ? "disabled" : "idle"))).toBe(true);
  }
}

const property = () => fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.constantFrom<Mode>("automatic", "lazy"), fc.array(step, { maxLength: 12 }), check);

test("any sequence of commands leaves the notebook as the model says (fixed seed)", async () => {
  await fc.assert(property(), { seed: 20_261_122, numRuns: 1_000 });
}, 240_000);

/** `FUZZ_SEED=…` tries another one; the default once found what the fixed seed does not. */
const seed = Number(process.env.FUZZ_SEED ?? 206_817_057);

test(`any sequence of commands leaves the notebook as the model says (seed ${seed})`, async () => {
  await fc.assert(property(), { seed, numRuns: 1_000 });
}, 240_000);
