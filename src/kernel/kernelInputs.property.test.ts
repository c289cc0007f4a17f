import fc from "fast-check";
import { test } from "vitest";
import { TestKernel } from "./kernelHarness.ts";
import type { GivenInput } from "./protocol.ts";

/** An input, values to send to it, and the value by which the rules say that it answers; undefined: it keeps the one it had. */
interface Kind {
  readonly made: string;
  readonly sent: fc.Arbitrary<unknown>;
  readonly rule: (sent: unknown) => unknown;
}

const clamp = (low: number, high: number) => (sent: unknown) => (typeof sent === "number" && Number.isFinite(sent) ? Math.min(high, Math.max(low, sent)) : undefined);
const anything = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double(), fc.string({ maxLength: 6 }), fc.constantFrom(null, true, false, "a", "b", "c"), fc.array(fc.constantFrom("a", "b", "c", 7), { maxLength: 4 }));
const text = (sent: unknown) => (typeof sent === "string" ? sent : undefined);
const options = ["a", "b", "c"];

const kinds: readonly Kind[] = [
  { made: "ui.slider(-10, 10)", sent: anything, rule: clamp(-10, 10) },
  { made: "ui.number({ min: 0 })", sent: anything, rule: clamp(0, Infinity) },
  { made: "ui.text()", sent: anything, rule: text },
  { made: "ui.textarea({ maxLength: 3 })", sent: anything, rule: (sent) => text(sent)?.slice(0, 3) },
  { made: "ui.checkbox()", sent: anything, rule: (sent) => (typeof sent === "boolean" ? sent : undefined) },
  { made: "ui.select(['a', 'b', 'c'])", sent: anything, rule: (sent) => (options.includes(sent as string) ? sent : undefined) },
  { made: "ui.radio(['a', 'b', 'c'], { optional: true })", sent: anything, rule: (sent) => (sent === null || options.includes(sent as string) ? sent : undefined) },
  {
    made: "ui.multiselect(['a', 'b', 'c'])",
    sent: anything,
    rule: (sent) => {
      if (!Array.isArray(sent)) return undefined;
      const known = options.filter((option) => sent.includes(option));
      return known.length === 0 && sent.length > 0 ? undefined : known;
    },
  },
  {
    made: "ui.rangeSlider(0, 10)",
    sent: fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })),
    rule: (sent) => (sent as number[]).map((end) => Math.min(10, Math.max(0, end))).toSorted((a, b) => a - b),
  },
  {
    made: "ui.date({ value: '2026-06-01', min: '2026-01-01', max: '2026-12-31' })",
    sent: fc.date({ min: new Date("2025-01-01"), max: new Date("2027-12-31"), noInvalidDate: true }).map((date) => date.toISOString()),
    rule: (sent) => {
      const day = (sent as string).slice(0, 10);
      return day < "2026-01-01" ? "2026-01-01" : day > "2026-12-31" ? "2026-12-31" : day;
    },
  },
];

const steps = fc.constantFrom(...kinds).chain((kind) => fc.tuple(fc.constant(kind), fc.array(kind.sent, { minLength: 1, maxLength: 6 })));

test("any value is kept or brought within its limits, over a re-run of its cell and in another kernel", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async ([kind, values]) => {
      const cells = { 1: `const s = ${kind.made}; s`, 2: "const read = [s.value]" };
      const k = await TestKernel.open(cells);
      await k.runAll();
      let held = (await k.names())["s"];
      for (const value of values) {
        await k.set("s", value);
        held = kind.rule(value) ?? (value === null && kind.rule(null) === null ? null : held);
        expectSame((await k.names())["s"], held);
        await k.run("1");
        expectSame((await k.names())["s"], held);
      }
      const given = k.events.flatMap((event): GivenInput[] => (event.type === "inputGiven" ? [event.given] : []));
      const again = await TestKernel.open(cells, "automatic", {}, JSON.parse(JSON.stringify(given)) as GivenInput[]);
      await again.runAll();
      expectSame((await again.names())["s"], held);
      await k.kernel.close();
      await again.kernel.close();
    }),
    { numRuns: 150 },
  );
});

/** JSON knows no -0, and neither does what is saved. */
function expectSame(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
