/** Numbers with a fixed count of decimals as Python's `%.nf` writes them: a tie goes to the even digit, where `toFixed` goes up. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  const doubled = value * 2 ** (digits + 1);
  const isTie = Number.isInteger(doubled) && doubled % 2 !== 0;
  if (!isTie || Number(text.at(-1)) % 2 === 0) return text;
  // `toFixed` went away from zero, to an odd digit: the even one is a step nearer to zero.
  return (value - Math.sign(value) * 10 ** -digits * 0.5).toFixed(digits);
}
