/**
 * A duration as a reader wants it: `8 ms`, `640 ms`, `5.2 s`, `34 s`, `2 min 05 s`.
 *
 * @param ms  milliseconds, 0 or more
 */
export function formatDuration(ms: number): string {
  if (ms < 1) return "< 1 ms";
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** A running clock, coarse enough not to flicker: tenths below ten seconds, then whole seconds. */
export function formatElapsed(ms: number): string {
  return ms < 10_000 ? `${(Math.floor(ms / 100) / 10).toFixed(1)} s` : formatDuration(Math.floor(ms / 1000) * 1000);
}
