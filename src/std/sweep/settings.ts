/** The settings of pipelines, put back after each run of an experiment, so that no run sees what another one set. */
import type { Env, EnvValue } from "../../pipeline/config/env.ts";

export interface Settings {
  /** As text: equal texts are equal settings. */
  readonly text: string;
  /** Sets back what has changed since. */
  restore(): void;
}

/** Takes down the environment and `dlt.config` as they are now. Secrets cannot be listed; a run that sets one leaves it set. */
export async function noteSettings(): Promise<Settings> {
  const [{ env }, { config }] = await Promise.all([import("../../pipeline/config/env.ts"), import("../../pipeline/config/accessor.ts")]);
  // Both are live objects that list what they hold; a value of the configuration is anything that code has set.
  const places = [env, config as unknown as Env];
  const before = places.map((place) => new Map(Object.entries(place)));
  return {
    text: JSON.stringify(before.map((values) => [...values].map(([key, value]) => [key, String(value)]))),
    restore: () => places.forEach((place, at) => restore(place, before[at] ?? new Map<string, EnvValue>())),
  };
}

function restore(place: Env, before: ReadonlyMap<string, EnvValue>): void {
  for (const key of Object.keys(place)) if (!before.has(key)) delete place[key];
  for (const [key, value] of before) if (place[key] !== value) place[key] = value;
}
