/** What is known of a loop under way, in words. */
import type { ProgressOutput } from "../kernel/protocol.ts";
import { formatDuration, formatNumber, formatShort } from "./numbers.ts";

/** The words beside the bar, in reading order. Rate and time left appear once they mean something (after 0.2 s). */
export function progressFacts({ value, total, unit, elapsedMs, leftMs, done }: ProgressOutput): string[] {
  const counted = total === undefined || done ? formatNumber(value) : `${formatNumber(value)} of ${formatNumber(total)}`;
  const facts = [unit === undefined ? counted : `${counted} ${unit}`];
  const perMs = elapsedMs > 0 ? value / elapsedMs : 0;
  if (perMs > 0 && elapsedMs >= 200) facts.push(`${formatShort(roundedRate(perMs * 1000))}${unit === undefined ? "" : ` ${unit}`}/s`);
  if (done) facts.push(formatDuration(elapsedMs));
  else if (leftMs !== undefined) facts.push(`${formatDuration(leftMs)} left`);
  else if (total !== undefined && perMs > 0 && elapsedMs >= 200) facts.push(`${formatDuration(Math.max(0, total - value) / perMs)} left`);
  return facts;
}

/** Two significant digits: a rate that is a guess should not flicker in its last digits. */
function roundedRate(rate: number): number {
  return Number(rate.toPrecision(2));
}
