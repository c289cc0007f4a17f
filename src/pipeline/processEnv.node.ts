/** Settings from the environment of the process. */
import { env } from "./config/env.ts";

/**
 * Copies variables whose names have two underscores (`DATA_WRITER__BUFFER_MAX_ITEMS`), and `WORKERS`, into `env`. What is
 * there already stays. Later changes of `process.env` are not seen: assign to `env`.
 */
export function loadProcessEnv(values: Readonly<Record<string, string | undefined>> = process.env): void {
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && (key.includes("__") || key === "WORKERS") && env[key] === undefined) env[key] = value;
  }
}
