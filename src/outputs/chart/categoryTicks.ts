/** How the names on a category axis fit: flat, shortened, or slanted. */

export interface CategoryTicks {
  /** Names are written at a slant. */
  readonly slanted: boolean;
  /** There is room for every name. */
  readonly showsAll: boolean;
  /** Longest text in letters; more are cut with an ellipsis. */
  readonly letters: number;
  /** Room below the plot in px. */
  readonly height: number;
  /** Room that the first name takes to the left of the plot's begin, in px. */
  readonly before: number;
}

const LETTER = 6.8;

/** @param width  of the plot in px */
export function categoryTicks(names: readonly (number | string)[], width: number): CategoryTicks {
  const longest = names.reduce<number>((most, name) => Math.max(most, String(name).length), 1);
  const room = width / Math.max(1, names.length) - 6;
  if (longest * LETTER <= room) return { slanted: false, showsAll: true, letters: longest, height: 24, before: 0 };
  // Dates and numbers, and names by the dozen: some are left out, the rest stay whole.
  if (names.length > 24 || longest <= 6) return { slanted: false, showsAll: false, letters: Math.min(longest, 14), height: 24, before: 0 };
  if (room >= 12 * LETTER) return { slanted: false, showsAll: true, letters: Math.floor(room / LETTER), height: 24, before: 0 };
  const letters = Math.min(longest, 16);
  return { slanted: true, showsAll: true, letters, height: Math.ceil(18 + letters * LETTER * 0.6), before: Math.max(0, Math.ceil(letters * LETTER * 0.81 - room / 2)) };
}

export function cutName(name: string, letters: number): string {
  return name.length <= letters ? name : `${name.slice(0, Math.max(1, letters - 1)).trimEnd()}…`;
}
