import { expect, test } from "vitest";
import { env } from "../config/env.ts";
import { json, testServer } from "../fixtures/restServer.ts";
import { RESTClient } from "./client.ts";
import { redactSecrets, sanitizeUrl } from "./redact.ts";

/** Everything of an error that people and logs may see. */
function shown(error: unknown): string {
  const { message, why, fix, stack, details } = error as { message: string; why?: string; fix?: string; stack?: string; details?: unknown };
  return [message, why, fix, stack, JSON.stringify(details), JSON.stringify(error), String((error as Error).cause)].join("\n");
}

test.each([
  ["https://u:p@api.example.com/x?api_key=1&page=2&access_token=3#t", "https://api.example.com/x?api_key=***&page=2&access_token=***#t"],
  ["https://api.example.com/x?X-Amz-Signature=1&apikey=2&tokens_used=3&q=key", "https://api.example.com/x?X-Amz-Signature=***&apikey=***&tokens_used=***&q=key"],
  ["/relative?client_secret=1", "/relative?client_secret=***"],
  ["https://api.example.com/x#access_token=1", "https://api.example.com/x#***"],
  ["https://api.example.com/x?appid=1", "https://api.example.com/x?appid=1"],
])("%s is shown as %s", (url, expected) => {
  expect(sanitizeUrl(url)).toBe(expected);
});

test("parameters that hold a secret under another name, and secrets in any text, are hidden", () => {
  expect(sanitizeUrl("https://api.example.com/x?appid=1", ["appid"])).toBe("https://api.example.com/x?appid=***");
  expect(redactSecrets('key s3cr&t, s3cr%26t, {"k":"s3cr&t"}', ["s3cr&t"])).toBe('key ***, ***, {"k":"***"}');
});

const secret = "S3CR3T/öä+key";

test.each([
  ["an API key in the query", { type: "api_key", name: "appid", api_key: secret, location: "query" }],
  ["an API key in a header", { type: "api_key", name: "X-Key", api_key: secret }],
  ["a bearer token", { type: "bearer", token: secret }],
  ["a password", { type: "http_basic", username: "u", password: secret }],
] as const)("%s is in no error", async (_what, auth) => {
  env.RUNTIME__HTTP_SHOW_ERROR_BODY = true;
  const answers = [
    () => json({ message: `bad key ${secret}`, url: `?k=${encodeURIComponent(secret)}` }, { status: 401 }),
    () => json({ key: secret }, { status: 404 }),
    () => json({ key: secret }, { status: 429, headers: { "retry-after": "5000" } }),
    () => new Response(`not json ${secret}`),
    () => json({ total: "x", key: secret }),
    () => Promise.reject(new TypeError(`fetch failed for ${secret}`)),
    () => new Promise<never>(() => {}),
  ];
  for (const answer of answers) {
    const server = testServer(answer, { origin: "https://course.example" });
    const client = new RESTClient({ baseUrl: "https://api.example.com/", auth, session: server.session, config: { requestMaxAttempts: 1, requestTimeout: 0.02 } });
    let error: unknown;
    try {
      for await (const page of client.paginate("x", { paginator: { type: "offset", limit: 1, stop_after_empty_page: false } })) expect(page).toBeUndefined();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: expect.stringMatching(/^E88/) });
    const text = shown(error);
    for (const form of [secret, encodeURIComponent(secret), "S3CR3T"]) expect(text).not.toContain(form);
    expect(server.warnings.join()).not.toContain("S3CR3T");
  }
  delete env.RUNTIME__HTTP_SHOW_ERROR_BODY;
});

test("credentials left out of a configuration come from where secrets are kept", async () => {
  env.SOURCES__REST_API__TOKEN = "from the environment";
  const server = testServer(() => json([]));
  await new RESTClient({ baseUrl: "https://api.example.com", auth: "bearer", session: server.session }).get("x");
  expect(server.requests[0]?.headers.get("authorization")).toBe("Bearer from the environment");
  delete env.SOURCES__REST_API__TOKEN;
});

test("OAuth 2 asks for a token once, shares it, and asks again when it has run out", async () => {
  let granted = 0;
  const server = testServer(({ url }) => (url.pathname === "/token" ? json({ access_token: `token-${++granted}`, expires_in: granted === 1 ? 3600 : 0 }) : json([])));
  const auth = { type: "oauth2_client_credentials", access_token_url: "https://login.example/token", client_id: "id", client_secret: "s3cret", access_token_request_data: { scope: "read" } } as const;
  const client = new RESTClient({ baseUrl: "https://api.example.com", auth, session: server.session });
  await Promise.all([client.get("a"), client.get("b")]);
  await client.get("c");
  const tokens = () => server.requests.filter(({ url }) => url.hostname === "api.example.com").map(({ headers }) => headers.get("authorization"));
  expect(tokens()).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-1"]);
  expect(server.requests[0]).toMatchObject({ method: "POST", body: "client_id=id&client_secret=s3cret&grant_type=client_credentials&scope=read" });

  granted = 1;
  const short = new RESTClient({ baseUrl: "https://api.example.com", auth, session: server.session });
  await short.get("d");
  await short.get("e");
  expect(tokens().slice(3)).toEqual(["Bearer token-2", "Bearer token-3"]);
});

test("a token that is refused is an error without the secret in it", async () => {
  const server = testServer(() => json({ error: "bad s3cret" }, { status: 401 }));
  const auth = { type: "oauth2_client_credentials", access_token_url: "https://login.example/token", client_id: "id", client_secret: "s3cret" } as const;
  const failed = await new RESTClient({ baseUrl: "https://api.example.com", auth, session: server.session }).get("a").catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: "E891" });
  expect(shown(failed)).not.toContain("s3cret");
});
