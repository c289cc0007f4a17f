import { expect, test } from "vitest";
import { staticProse } from "./staticProse.ts";

test("each interpolation holds its place with an ellipsis", () => {
  const text = "At **${drips.value}** a minute, ${n} litres.";
  const interpolations = [
    { range: { start: 5, end: 19 }, expression: "drips.value" },
    { range: { start: 32, end: 36 }, expression: "n" },
  ];
  expect(staticProse({ text, interpolations })).toBe("At **…** a minute, … litres.");
});

test("an escaped dollar is the dollar itself", () => {
  expect(staticProse({ text: "Write \\${name}.", interpolations: [] })).toBe("Write ${name}.");
});
