/** Axes of time: ticks at round moments, and their texts. All in UTC, so that a lesson reads alike everywhere. */
import type { AxisScale } from "./chartScale.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.4 * DAY;
const YEAR = 365.25 * DAY;

const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 4, 7, 14].map((count) => count * DAY),
];
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A moment in ms since 1970; null for what is none. Texts without a zone are UTC. */
export function readTime(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) && Math.abs(value) <= 8.64e15 ? value : null;
  if (typeof value !== "string" || !/^[+-]?\d{4,6}-\d\d/.test(value)) return null;
  const withoutZone = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(value);
  const ms = Date.parse(withoutZone === null ? value.replace(" ", "T") : `${withoutZone[1]}T${withoutZone[2]}Z`);
  return Number.isNaN(ms) ? null : ms;
}

/** @param most  about how many ticks have room */
export function timeScale(times: readonly number[], most: number): AxisScale {
  let low = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  let high = times.reduce((greatest, time) => Math.max(greatest, time), Number.NEGATIVE_INFINITY);
  if (low > high) [low, high] = [0, DAY];
  if (low === high) [low, high] = [low - DAY / 2, high + DAY / 2];
  const rough = (high - low) / Math.max(1, most);
  const step = steps.find((candidate) => candidate >= rough);
  const ticks = step === undefined || step > 14 * DAY ? monthTicks(low, high, rough / MONTH) : roundTicks(low, high, step);
  return { domain: [low, high], ticks };
}

function roundTicks(low: number, high: number, step: number): number[] {
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick);
  return ticks;
}

function monthTicks(low: number, high: number, roughMonths: number): number[] {
  const step = monthSteps.find((candidate) => candidate >= roughMonths) ?? Math.ceil(roughMonths / 1200) * 1200;
  const first = new Date(low);
  const ticks: number[] = [];
  for (let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step; ; month += step) {
    const tick = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (tick > high) return ticks;
    if (tick >= low) ticks.push(tick);
  }
}

/** The text of a tick: as much of the moment as tells it from its neighbours. @param step  ms between ticks */
export function formatTimeTick(time: number, step: number): string {
  const moment = new Date(time);
  const iso = moment.toISOString();
  const [, , day = "", clock = ""] = /^(.+)-(\d\d)T([\d:.]+)Z$/.exec(iso) ?? [];
  const isMidnight = time % DAY === 0;
  if (step < DAY && !isMidnight) return step < SECOND ? clock : step < MINUTE ? clock.slice(0, 8) : clock.slice(0, 5);
  const month = months[moment.getUTCMonth()] ?? "";
  if (step >= 0.9 * YEAR) return String(moment.getUTCFullYear());
  if (step >= 0.9 * MONTH) return moment.getUTCMonth() === 0 ? String(moment.getUTCFullYear()) : month;
  return `${month} ${Number(day)}`;
}

/** The whole moment, without what is zero in it: `2024-01-02`, `2024-01-02 12:30`. */
export function formatTime(time: number): string {
  const [date = "", clock = ""] = new Date(time).toISOString().replace("Z", "").split("T");
  if (time % DAY === 0) return date;
  return `${date} ${time % MINUTE === 0 ? clock.slice(0, 5) : time % SECOND === 0 ? clock.slice(0, 8) : clock}`;
}
