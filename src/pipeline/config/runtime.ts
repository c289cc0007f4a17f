/** Settings of requests and of all pipelines together: `RUNTIME__REQUEST_TIMEOUT` (dlt: runtime configuration). */
import { runtimeFields } from "./fields.ts";
import { resolveFields } from "./resolve.ts";

export interface RuntimeConfig {
  /** Default `WARNING`. */
  readonly logLevel: string;
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
  /** Read, and without effect: nothing is ever reported to anybody. */
  readonly dlthubTelemetry: boolean;
}

/** The settings as they are now. @throws E400 for a value that cannot be read */
export function runtimeConfig(explicit: Partial<RuntimeConfig> = {}): RuntimeConfig {
  return resolveFields<RuntimeConfig>(runtimeFields, { configSection: "runtime" }, explicit);
}
