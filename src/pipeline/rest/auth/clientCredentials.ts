/** OAuth 2.0 for programs: an id and a secret are traded for a token that lasts a while (RFC 6749, section 4.4). */
import { registerSecret } from "../../config/hideSecrets.ts";
import { runtimeConfig } from "../../config/runtime.ts";
import { pipelineError } from "../../errors.ts";
import type { PreparedRequest } from "../request.ts";
import { RestRequest } from "../request.ts";
import { sendRequest } from "../send.ts";
import type { RestSession } from "../session.ts";
import { readOptions } from "../specOptions.ts";
import type { EitherCase } from "../specOptions.ts";
import { requireSecret } from "./auth.ts";
import type { RestAuth, SecretSpec } from "./auth.ts";

interface ClientCredentialsKeys {
  /** Where tokens are granted. */
  readonly accessTokenUrl: string;
  /** Left out: the configuration's `client_id`. */
  readonly clientId?: SecretSpec;
  /** Left out: the configuration's `client_secret`. */
  readonly clientSecret?: SecretSpec;
  /** More fields of the token request, e.g. `{ scope: "read" }`. */
  readonly accessTokenRequestData?: Readonly<Record<string, unknown>>;
  /** Seconds that a token lasts if the server does not say. Default 3600. */
  readonly defaultTokenExpiration?: number;
}

export type ClientCredentialsSpec = EitherCase<ClientCredentialsKeys>;

const optionNames = ["accessTokenUrl", "clientId", "clientSecret", "accessTokenRequestData", "defaultTokenExpiration"] as const;

/** Asks for a token before the first request, and for a new one when it has run out. In a configuration: `{ type: "oauth2_client_credentials", … }`. */
export class OAuth2ClientCredentials implements RestAuth {
  readonly #spec: Partial<ClientCredentialsKeys>;
  readonly #clientId: string;
  readonly #clientSecret: string;
  #token: { readonly text: string; readonly endsAt: number } | undefined;
  #asking: Promise<string> | undefined;

  /** @throws E401 without id or secret, E890 without an address */
  constructor(spec: ClientCredentialsSpec) {
    const refuse = (reason: string): never => {
      throw pipelineError("E890", { auth: "oauth2_client_credentials", reason, known: "`access_token_url`, `client_id`, `client_secret`, `access_token_request_data`, `default_token_expiration`" });
    };
    this.#spec = readOptions<ClientCredentialsKeys>(spec, optionNames, (key) => refuse(`there is no option \`${key}\``));
    if (typeof this.#spec.accessTokenUrl !== "string") refuse("`access_token_url` is missing");
    this.#clientId = requireSecret(this.#spec.clientId, "client_id");
    this.#clientSecret = requireSecret(this.#spec.clientSecret, "client_secret");
  }

  async apply(request: PreparedRequest, session: RestSession): Promise<void> {
    request.headers.set("Authorization", `Bearer ${await this.#currentToken(session)}`);
  }

  secrets(): readonly string[] {
    return [this.#clientId, this.#clientSecret, ...(this.#token === undefined ? [] : [this.#token.text])];
  }

  /** Requests that come while a token is asked for wait for that one. */
  #currentToken(session: RestSession): string | Promise<string> {
    if (this.#token !== undefined && Date.now() < this.#token.endsAt) return this.#token.text;
    this.#asking ??= this.#askForToken(session).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #askForToken(session: RestSession): Promise<string> {
    const { accessTokenUrl = "", accessTokenRequestData, defaultTokenExpiration = 3600 } = this.#spec;
    const data = { client_id: this.#clientId, client_secret: this.#clientSecret, grant_type: "client_credentials", ...accessTokenRequestData };
    const shown: RestAuth = { apply: () => {}, secrets: () => this.secrets() };
    const response = await sendRequest(new RestRequest({ method: "POST", url: accessTokenUrl, data, auth: shown }), session, runtimeConfig());
    const refuse = (reason: string): never => {
      throw pipelineError("E891", { url: response.shownUrl, reason });
    };
    if (!response.ok) refuse(`${response.status} ${response.reason}`);
    const granted = response.json() as { readonly access_token?: unknown; readonly expires_in?: unknown } | null;
    const text = granted?.access_token;
    if (typeof text !== "string" || text === "") return refuse("there is no `access_token` in the answer");
    registerSecret(text);
    const seconds = Number(granted?.expires_in ?? defaultTokenExpiration);
    this.#token = { text, endsAt: Date.now() + (Number.isFinite(seconds) ? seconds : defaultTokenExpiration) * 1000 };
    return text;
  }
}
