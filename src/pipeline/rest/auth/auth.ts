/** Who asks: credentials that are added to requests. */
import { requireConfig } from "../../config/resolve.ts";
import type { PreparedRequest } from "../request.ts";
import type { RestSession } from "../session.ts";

/** Adds credentials to each request right before it is sent. Own kinds implement this, too. */
export interface RestAuth {
  /** @param session for kinds that must ask a server first */
  apply(request: PreparedRequest, session: RestSession): void | Promise<void>;
  /** Texts that must never be shown. */
  secrets?(): readonly string[];
}

/** What may stand for a secret in a spec: the text itself; left out, it is looked for in the configuration. */
export type SecretSpec = string | undefined;

/**
 * A secret that was given, or the one that the configuration holds under `SOURCES__REST_API__…`, or the key alone.
 *
 * @throws E401 listing the keys that were tried
 */
export function requireSecret(given: unknown, key: string): string {
  if (given !== undefined && given !== null) return String(given);
  return String(requireConfig({ key, sections: ["sources", "rest_api"] }).value);
}
