import { formatDuration } from "../outputs/numbers.ts";

/** A running clock, coarse enough not to flicker: tenths below ten seconds, then whole seconds. Never ahead of the time. */
export function formatElapsed(ms: number): string {
  return ms < 10_000 ? `${(Math.floor(Math.max(0, ms) / 100) / 10).toFixed(1)} s` : formatDuration(Math.floor(ms / 1000) * 1000);
}
