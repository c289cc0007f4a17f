/** One clock for every worker: ms since the epoch with fractions, from the precise timer. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** As traces print a moment: `2026-11-22 17:21:26.576817+00:00`. */
export function printMoment(ms: number): string {
  const whole = Math.floor(ms / 1000);
  const micros = Math.min(999_999, Math.round((ms - whole * 1000) * 1000));
  const iso = new Date(whole * 1000).toISOString();
  const fraction = micros === 0 ? "" : `.${String(micros).padStart(6, "0")}`;
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction}+00:00`;
}

/** As data of a trace has a moment: `2026-11-22T17:21:26.576817+00:00`. */
export function isoMoment(ms: number): string {
  return printMoment(ms).replace(" ", "T");
}
