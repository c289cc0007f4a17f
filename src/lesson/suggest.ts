/** The known word that a person most likely meant, when it is at most two slips (one in words under five letters) away. */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  const allowed = word.length < 5 ? 1 : 2;
  let best: { readonly word: string; readonly slips: number } | undefined;
  for (const candidate of known) {
    const slips = countSlips(word.toLowerCase(), candidate.toLowerCase());
    if (slips <= allowed && (best === undefined || slips < best.slips)) best = { word: candidate, slips };
  }
  return best?.word;
}

/** ` Did you mean \`cell\`?`, or nothing: for the end of a message. */
export function suggestion(word: string, known: Iterable<string>): string {
  const nearest = nearestWord(word, known);
  return nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`;
}

/** Edit distance with swapped neighbours as one slip (optimal string alignment). */
function countSlips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
