/** Settings of requests: `RUNTIME__REQUEST_TIMEOUT` and so on (dlt: runtime configuration). */
import { resolveConfig } from "./resolve.ts";
import type { ConfigField } from "./resolve.ts";

export interface RuntimeConfig {
  /** Seconds after which a request that got no answer ends. Default 60. */
  readonly requestTimeout: number;
  /** Tries of one request in all. Default 5. */
  readonly requestMaxAttempts: number;
  /** Seconds of the first pause between tries; each next one is twice as long. Default 1. */
  readonly requestBackoffFactor: number;
  /** Longest pause between tries, in seconds. Default 300. */
  readonly requestMaxRetryDelay: number;
  /** Show the body of a refusing answer in the error. Default false: bodies may repeat secrets. */
  readonly httpShowErrorBody: boolean;
  /** Characters of it to show. Default 8192. */
  readonly httpMaxErrorBodyLength: number;
}

const fields = {
  requestTimeout: { key: "request_timeout", type: "float", default: 60, min: 0 },
  requestMaxAttempts: { key: "request_max_attempts", type: "int", default: 5, min: 1 },
  requestBackoffFactor: { key: "request_backoff_factor", type: "float", default: 1, min: 0 },
  requestMaxRetryDelay: { key: "request_max_retry_delay", type: "float", default: 300, min: 0 },
  httpShowErrorBody: { key: "http_show_error_body", type: "bool", default: false },
  httpMaxErrorBodyLength: { key: "http_max_error_body_length", type: "int", default: 8192, min: 0 },
} as const satisfies Record<keyof RuntimeConfig, ConfigField<unknown>>;

/** The settings as they are now. @throws E400 for a value that cannot be read */
export function runtimeConfig(explicit: Partial<RuntimeConfig> = {}): RuntimeConfig {
  const entries = (Object.keys(fields) as (keyof RuntimeConfig)[]).map((name) => [name, resolveConfig<unknown>({ ...fields[name], sections: ["runtime"] }, explicit[name])]);
  return Object.fromEntries(entries) as RuntimeConfig;
}

/** Their keys, for suggestions. */
export const runtimeSettings: readonly string[] = Object.values(fields).map(({ key }) => `RUNTIME__${key.toUpperCase()}`);
