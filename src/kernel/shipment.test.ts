import { expect, test } from "vitest";
import { findFreeNames } from "../cell/freeNames.ts";
import type { PrintedLine } from "../std/cellHost.ts";
import { evaluate as evaluateText } from "../std/evaluate.ts";
import { packFunction } from "../std/parallel/shipment.ts";
import { unpackFunction } from "../std/parallel/shippedFunction.ts";

/** Packs with the given notebook names, sends through a copy as a worker would get it, and unpacks. */
function ship(fn: unknown, names: Readonly<Record<string, unknown>> = {}, lines: PrintedLine[] = []) {
  const shipment = packFunction(fn, { resolve: (name) => (Object.hasOwn(names, name) ? { value: names[name] } : undefined), freeNames: findFreeNames }, "parallelMap");
  return unpackFunction(structuredClone(shipment), { workerName: "Worker-1", interrupt: undefined, print: (line) => lines.push(line) });
}

const evaluate = (source: string): unknown => evaluateText(`(${source})`, "test:///cell.js");

test("a function takes along the functions and values that it reads, and those that they read", () => {
  const names = {
    rate: { percent: 20 },
    tax: evaluate("(amount) => amount * rate.percent / 100"),
    withTax: evaluate("function withTax(amount) { return round(amount + tax(amount)) }"),
    round: evaluate("(n) => Math.round(n)"),
  };
  expect(ship(evaluate("(amount) => withTax(amount) + ' €'"), names)(99)).toBe("119 €");
});

test("functions that call one another, and themselves, travel", () => {
  const names = { even: evaluate("(n) => n === 0 || odd(n - 1)"), odd: evaluate("(n) => n !== 0 && even(n - 1)") };
  expect(ship(names.even, names)(10)).toBe(true);
  expect(ship(evaluate("function sum(n) { return n === 0 ? 0 : n + sum(n - 1) }"))(4)).toBe(10);
});

test("classes, methods, async functions and generators travel", async () => {
  const Base = evaluate("class Base { hello() { return 'hello' } }");
  const Loud = (evaluate("(Base) => class Loud extends Base { hello() { return super.hello() + '!' } }") as (base: unknown) => unknown)(Base);
  const names = { Base, Loud };
  expect(ship(evaluate("() => new Loud().hello()"), names)()).toBe("hello!");
  expect(ship((evaluate("{ twice(n) { return n * 2 } }") as { twice: unknown }).twice)(4)).toBe(8);
  expect(await ship(evaluate("async (n) => { await sleep(1); return n }"))(5)).toBe(5);
  expect([...(ship(evaluate("function* (n) { yield n; yield n + 1 }"))(1) as Iterable<number>)]).toEqual([1, 2]);
});

test("the guards that compiled loops and catches call work in the worker", () => {
  expect(ship(evaluate("(n) => { let $n = 0; for (let i = 0; i < n; i++) { if (!($n = $n + 1 & 1023)) $.check() } try { throw 1 } catch (e) { $.rethrow(e) } return n }"))(3000)).toBe(3000);
});

test("console and workerName are the worker's own", () => {
  const lines: PrintedLine[] = [];
  ship(evaluate("() => { console.warn(workerName(), { n: 1 }) }"), {}, lines)();
  expect(lines).toEqual([{ level: "warn", text: "Worker-1 {n: 1}" }]);
});

test("private helpers travel; two that are alike do not meet in the worker", () => {
  const helper = evaluate("(n) => n * _factor");
  const home: Record<string, unknown> = { _helper: helper, _factor: 3 };
  const fn = evaluate("(n) => _helper(n) + 1");
  expect(ship(fn, home)(2)).toBe(7);
  const resolve = (name: string, reader: unknown) => ({ value: name === "other" ? helper : name === "_factor" ? (reader === helper ? 3 : 5) : undefined });
  expect(() => packFunction(evaluate("(n) => _factor + other(n)"), { resolve, freeNames: findFreeNames }, "parallelMap")).toThrow(expect.objectContaining({ code: "E530", details: expect.objectContaining({ name: "_factor" }) }));
});

test("what cannot travel is refused by name", () => {
  expect(() => ship(5)).toThrow(expect.objectContaining({ code: "E531" }));
  expect(() => ship(Math.max)).toThrow(expect.objectContaining({ code: "E537" }));
  expect(() => ship(evaluate("() => chart.line([])"))).toThrow(expect.objectContaining({ code: "E530", details: expect.objectContaining({ name: "chart" }) }));
  expect(() => ship(evaluate("() => inner"))).toThrow(expect.objectContaining({ code: "E530", details: expect.objectContaining({ name: "inner" }) }));
});
