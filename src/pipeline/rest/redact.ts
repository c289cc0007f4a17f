/** Texts that people and logs see, without secrets. */

/** Names of query parameters whose values nobody else should read. */
const secretName = /(?:^|[_\-.])(?:api[_-]?key|key|token|secret|password|passwd|pwd|auth|authorization|signature|sig|credential|credentials|session|code|jwt|bearer)$|apikey|accesskey|token|secret|password|signature/i;

/** What stands for a secret. */
const hidden = "***";

/**
 * An address as it may be shown: without user name and password, and with `***` for the values of parameters that hold
 * secrets by their name.
 *
 * @param secretParams names that hold secrets whatever they are called, e.g. that of an API key
 */
export function sanitizeUrl(url: string, secretParams: readonly string[] = []): string {
  const isSecret = (name: string): boolean => secretName.test(name) || secretParams.includes(name);
  const [beforeHash = "", ...hash] = url.split("#");
  const [address = "", ...query] = beforeHash.split("?");
  const withoutUser = address.replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/@]*@/i, "$1//");
  const shownHash = hash.length > 0 && /[=]/.test(hash.join("#")) ? `#${hidden}` : hash.length > 0 ? `#${hash.join("#")}` : "";
  if (query.length === 0) return withoutUser + shownHash;
  const params = query.join("?").split("&").map((pair) => {
    const at = pair.indexOf("=");
    return at !== -1 && isSecret(decoded(pair.slice(0, at))) ? `${pair.slice(0, at)}=${hidden}` : pair;
  });
  return `${withoutUser}?${params.join("&")}${shownHash}`;
}

/** A text in which each of the secrets, plain or as addresses write it, is `***`. Secrets of one or two letters are left: they would match anything. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const forms = new Set(secrets.filter((secret) => secret.length > 2).flatMap((secret) => [secret, encodeURIComponent(secret), new URLSearchParams([["", secret]]).toString().slice(1), JSON.stringify(secret).slice(1, -1)]));
  return [...forms].sort((a, b) => b.length - a.length).reduce((shown, secret) => shown.replaceAll(secret, hidden), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
