/** Durations and sizes as traces print them (dlt prints them with the `humanize` library). */

const units = [
  { name: "day", seconds: 86_400 },
  { name: "hour", seconds: 3_600 },
  { name: "minute", seconds: 60 },
] as const;

/** Seconds to two places with larger units in front: `0.05 seconds`, `1 minute and 24.07 seconds`, `1 hour`. */
export function preciseDelta(seconds: number): string {
  let rest = Math.round(seconds * 100) / 100;
  const parts: string[] = [];
  for (const unit of units) {
    const count = Math.floor(rest / unit.seconds);
    if (count === 0) continue;
    parts.push(plural(String(count), count, unit.name));
    rest -= count * unit.seconds;
  }
  rest = Math.round(rest * 100) / 100;
  if (rest > 0 || parts.length === 0) parts.push(plural(Number.isInteger(rest) ? String(rest) : rest.toFixed(2), rest, "second"));
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

function plural(text: string, count: number, unit: string): string {
  return `${text} ${unit}${count === 1 ? "" : "s"}`;
}

/** Bytes in powers of 1,024: `999B`, `1.5K`, `1.0M`. */
export function naturalSize(bytes: number): string {
  let value = bytes;
  for (const unit of ["B", "K", "M", "G"]) {
    if (value < 1024) return unit === "B" ? `${value}B` : `${value.toFixed(1)}${unit}`;
    value /= 1024;
  }
  return `${value.toFixed(1)}T`;
}
