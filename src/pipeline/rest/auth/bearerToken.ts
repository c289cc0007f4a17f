/** `Authorization: Bearer …`. */
import type { PreparedRequest } from "../request.ts";
import { requireSecret } from "./auth.ts";
import type { RestAuth, SecretSpec } from "./auth.ts";

export interface BearerTokenSpec {
  /** Left out: the configuration's `token`. */
  readonly token?: SecretSpec;
}

/** Sends a token in the `Authorization` header. In a configuration: `{ type: "bearer", token }`. */
export class BearerTokenAuth implements RestAuth {
  readonly #token: string;

  /** @param spec the token, or an object with it. @throws E401 if there is none */
  constructor(spec: BearerTokenSpec | string = {}) {
    this.#token = requireSecret(typeof spec === "string" ? spec : spec.token, "token");
  }

  apply(request: PreparedRequest): void {
    request.headers.set("Authorization", `Bearer ${this.#token}`);
  }

  secrets(): readonly string[] {
    return [this.#token];
  }
}
