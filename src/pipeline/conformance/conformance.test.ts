import { expect, test } from "vitest";
import deviations from "../fixtures/deviations.json" with { type: "json" };
import vectorFile from "../fixtures/dlt-vectors.json" with { type: "json" };
import type { Vector } from "./area.ts";
import { areas } from "./areas.ts";
import { checkVector } from "./runVectors.ts";

for (const vector of vectorFile.vectors as readonly Vector[]) {
  if (vector.id in deviations || !(vector.area in areas)) continue;
  test(`${vector.id} ${vector.note ?? ""}`, async () => {
    expect(await checkVector(vector)).toBeUndefined();
  });
}

test("at most two of a hundred vectors are left out, each with its reason", () => {
  const listed = Object.entries(deviations);
  expect(listed.length).toBeLessThanOrEqual(vectorFile.vectors.length * 0.02);
  for (const [id, reason] of listed) {
    expect(vectorFile.vectors.some((vector) => vector.id === id)).toBe(true);
    expect(reason.length).toBeGreaterThan(20);
  }
});
