/** How every axis looks. */
export const axisLook = {
  tick: { fill: "var(--ink-soft)", fontSize: 12, fontFamily: "var(--font-ui)" },
  tickLine: false,
  tickSize: 0,
  tickMargin: 6,
  axisLine: { stroke: "var(--ink-faint)", strokeOpacity: 0.6 },
} as const;
