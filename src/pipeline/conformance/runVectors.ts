/** Runs a file of vectors, area by area. */
import type { Difference, Vector } from "./area.ts";
import { areas } from "./areas.ts";

export interface VectorFile {
  readonly vectors: readonly Vector[];
}

export interface VectorResult {
  readonly vector: Vector;
  readonly difference: Difference;
}

/**
 * Checks every vector, one after the other, in the file's order.
 *
 * @returns one result per vector; a vector of an area that this library does not know counts as different
 */
export async function runVectors(file: VectorFile): Promise<VectorResult[]> {
  const results: VectorResult[] = [];
  for (const vector of file.vectors) results.push({ vector, difference: await checkVector(vector) });
  return results;
}

/** Checks one vector; whatever is thrown counts as a difference. */
export async function checkVector(vector: Vector): Promise<Difference> {
  const check = Object.hasOwn(areas, vector.area) ? areas[vector.area] : undefined;
  if (check === undefined) return "this area has no check";
  try {
    return await check(vector);
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    return `threw ${code ?? ""} ${message ?? String(error)}`;
  }
}

/** `{ area: { passed, failed } }`, areas in the order in which the file names them. */
export function tally(results: readonly VectorResult[]): Record<string, { passed: number; failed: number }> {
  const areaTallies: Record<string, { passed: number; failed: number }> = {};
  for (const { vector, difference } of results) {
    const one = (areaTallies[vector.area] ??= { passed: 0, failed: 0 });
    if (difference === undefined) one.passed++;
    else one.failed++;
  }
  return areaTallies;
}
