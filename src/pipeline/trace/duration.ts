/** Durations and sizes as traces print them (dlt prints them with Python's `humanize`). */
import { fixed } from "./fixed.ts";

const secondsOf = { minute: 60, hour: 3_600, day: 86_400 } as const;
const daysOf = { month: 30.5, year: 365 } as const;

/** Seconds to two places with larger units in front: `0.05 seconds`, `1 minute and 24.07 seconds`, `1 day`, `1 year and 2 months`. */
export function preciseDelta(seconds: number): string {
  const micros = Math.round(Math.abs(seconds) * 1e6);
  const whole = Math.floor(micros / 1e6);
  let days = Math.floor(whole / secondsOf.day);
  let years = Math.floor(days / daysOf.year);
  days -= years * daysOf.year;
  let months = Math.floor(days / daysOf.month);
  days = Math.trunc(days - months * daysOf.month);
  let hours = Math.floor((whole % secondsOf.day) / secondsOf.hour);
  let minutes = Math.floor((whole % secondsOf.hour) / secondsOf.minute);
  let rest = Number(fixed((whole % secondsOf.minute) + (micros % 1e6) / 1e6, 2));
  // Rounding may have filled a unit: 59.999 seconds are a minute.
  if (rest >= 60) [rest, minutes] = [rest - 60, minutes + 1];
  if (minutes >= 60) [minutes, hours] = [minutes - 60, hours + 1];
  if (hours >= 24) [hours, days] = [hours - 24, days + 1];
  if (days >= 31) [days, months] = [days - 31, months + 1];
  if (months >= 12) [months, years] = [months - 12, years + 1];
  const counts = [
    ["year", years],
    ["month", months],
    ["day", days],
    ["hour", hours],
    ["minute", minutes],
  ] as const;
  const parts = counts.filter(([, count]) => count > 0).map(([unit, count]) => plural(count.toLocaleString("en-US"), count, unit));
  if (rest > 0 || parts.length === 0) parts.push(plural(Number.isInteger(rest) ? String(rest) : rest.toFixed(2), rest, "second"));
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

function plural(text: string, count: number, unit: string): string {
  return `${text} ${unit}${count === 1 ? "" : "s"}`;
}

const sizeUnits = "KMGTPEZY";

/** Bytes in powers of 1,024: `999B`, `1.5K`, `1.0M`. */
export function naturalSize(bytes: number): string {
  if (bytes < 1024) return `${Math.trunc(bytes)}B`;
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), sizeUnits.length);
  return `${fixed(bytes / 1024 ** power, 1)}${sizeUnits.charAt(power - 1)}`;
}
