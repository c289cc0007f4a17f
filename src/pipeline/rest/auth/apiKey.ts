/** A key in a header or in the query. */
import { pipelineError } from "../../errors.ts";
import type { PreparedRequest } from "../request.ts";
import { readOptions } from "../specOptions.ts";
import type { EitherCase } from "../specOptions.ts";
import { requireSecret } from "./auth.ts";
import type { RestAuth, SecretSpec } from "./auth.ts";

interface ApiKeySpecKeys {
  /** Name of the header or parameter. Default `Authorization`. */
  readonly name?: string;
  /** Left out: the configuration's `api_key`. */
  readonly apiKey?: SecretSpec;
  /** Default `header`. `cookie` is not available: a page cannot set another server's cookies, and dlt cannot either. */
  readonly location?: "header" | "query" | "cookie" | "param";
}

export type ApiKeySpec = EitherCase<ApiKeySpecKeys>;

/** Sends a key. In a configuration: `{ type: "api_key", name: "X-Key", api_key, location: "header" }`. */
export class APIKeyAuth implements RestAuth {
  readonly name: string;
  readonly location: "header" | "query";
  readonly #apiKey: string;

  /** @throws E401 without a key, E890 for another place than header and query */
  constructor(spec: ApiKeySpec = {}) {
    const refuse = (reason: string): never => {
      throw pipelineError("E890", { auth: "api_key", reason, known: "`location` is `header` or `query`" });
    };
    const { name = "Authorization", apiKey, location = "header" } = readOptions<ApiKeySpecKeys>(spec, ["name", "apiKey", "location"], (key) => refuse(`there is no option \`${key}\``));
    if (location !== "header" && location !== "query") refuse(`a key cannot be sent as ${location}`);
    this.name = name;
    this.location = location === "query" ? "query" : "header";
    this.#apiKey = requireSecret(apiKey, "api_key");
  }

  apply(request: PreparedRequest): void {
    if (this.location === "header") request.headers.set(this.name, this.#apiKey);
    else request.addSecretParam(this.name, this.#apiKey);
  }

  secrets(): readonly string[] {
    return [this.#apiKey];
  }
}
