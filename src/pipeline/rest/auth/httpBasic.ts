/** User name and password. */
import { paddedBase64Of } from "../../schema/base64.ts";
import type { PreparedRequest } from "../request.ts";
import { requireSecret } from "./auth.ts";
import type { RestAuth, SecretSpec } from "./auth.ts";

export interface HttpBasicSpec {
  /** Left out: the configuration's `username`. */
  readonly username?: SecretSpec;
  /** Left out: the configuration's `password`. */
  readonly password?: SecretSpec;
}

/** Sends a user name and a password. In a configuration: `{ type: "http_basic", username, password }`. */
export class HttpBasicAuth implements RestAuth {
  readonly #encoded: string;
  readonly #password: string;

  /** @throws E401 without one of the two */
  constructor(spec: HttpBasicSpec = {}) {
    this.#password = requireSecret(spec.password, "password");
    this.#encoded = paddedBase64Of(new TextEncoder().encode(`${requireSecret(spec.username, "username")}:${this.#password}`));
  }

  apply(request: PreparedRequest): void {
    request.headers.set("Authorization", `Basic ${this.#encoded}`);
  }

  secrets(): readonly string[] {
    return [this.#encoded, this.#password];
  }
}
