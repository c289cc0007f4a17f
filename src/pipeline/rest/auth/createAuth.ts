/** Credentials from a configuration: a kind by name, an object with a `type`, or an instance. */
import { registerSecret } from "../../config/hideSecrets.ts";
import { pipelineError } from "../../errors.ts";
import { APIKeyAuth } from "./apiKey.ts";
import type { ApiKeySpec } from "./apiKey.ts";
import type { RestAuth } from "./auth.ts";
import { BearerTokenAuth } from "./bearerToken.ts";
import type { BearerTokenSpec } from "./bearerToken.ts";
import { OAuth2ClientCredentials } from "./clientCredentials.ts";
import type { ClientCredentialsSpec } from "./clientCredentials.ts";
import { HttpBasicAuth } from "./httpBasic.ts";
import type { HttpBasicSpec } from "./httpBasic.ts";

/** `auth` of a client or an endpoint. Without a `type` it is `bearer`; a name alone takes its secrets from the configuration. */
export type RestAuthSpec =
  | RestAuth
  | "bearer" | "api_key" | "http_basic"
  | ({ readonly type?: "bearer" } & BearerTokenSpec)
  | ({ readonly type: "api_key" } & ApiKeySpec)
  | ({ readonly type: "http_basic" } & HttpBasicSpec)
  | ({ readonly type: "oauth2_client_credentials" } & ClientCredentialsSpec);

const kinds: Record<string, (spec: never) => RestAuth> = {
  bearer: (spec: BearerTokenSpec) => new BearerTokenAuth(spec),
  api_key: (spec: ApiKeySpec) => new APIKeyAuth(spec),
  http_basic: (spec: HttpBasicSpec) => new HttpBasicAuth(spec),
  oauth2_client_credentials: (spec: ClientCredentialsSpec) => new OAuth2ClientCredentials(spec),
};

/** Adds a kind of credentials that configurations may name by `type`. */
export function registerAuth(type: string, make: (spec: Readonly<Record<string, unknown>>) => RestAuth): void {
  kinds[type] = make;
}

/** True for what can add credentials to a request. */
export function isAuth(value: unknown): value is RestAuth {
  return typeof value === "object" && value !== null && "apply" in value && typeof value.apply === "function";
}

/** @throws E890 for an unknown kind or place, E401 for a secret that is nowhere */
export function createAuth(spec: RestAuthSpec | undefined | null): RestAuth | undefined {
  if (isAuth(spec)) registerSecret(spec.secrets?.());
  if (spec === undefined || spec === null || isAuth(spec)) return spec ?? undefined;
  const { type = "bearer", ...options } = typeof spec === "string" ? { type: spec } : (spec as { readonly type?: string });
  const make = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (make === undefined) throw pipelineError("E890", { auth: `auth \`${type}\``, reason: "there is no such kind", known: Object.keys(kinds).join(", ") });
  const auth = make(options as never);
  registerSecret(auth.secrets?.());
  return auth;
}
