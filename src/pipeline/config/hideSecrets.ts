/** Keeps secrets out of texts that are shown or saved. Nothing is imported here, so that errors can ask. */

/** What stands for a secret. */
const hidden = "***";
/** Shorter texts stand in other texts by chance. */
const shortestSecret = 4;
/** From this length on a secret is hidden also in the middle of a word. */
const longEnoughForWords = 8;

const registered = new Set<string>();
const sources: (() => Iterable<unknown>)[] = [];

/** Adds a secret: a text, a number, or whatever holds some. Truth values and very short texts are let go. */
export function registerSecret(value: unknown): void {
  for (const text of textsIn(value)) registered.add(text);
}

/** Adds a place that is asked for its secrets each time a text is cleaned. */
export function addSecretSource(source: () => Iterable<unknown>): void {
  sources.push(source);
}

/**
 * The text with `***` for every secret that is known: those set through `dlt.secrets`, those that a source was given by
 * `dlt.secrets.value`, and environment values whose key says so (`…_TOKEN`, `…_PASSWORD`, `…_API_KEY`, `…_SECRET`). Also as
 * addresses and JSON spell them.
 */
export function hideSecrets(text: string): string {
  const secrets = new Set(registered);
  for (const source of sources) for (const value of source()) for (const found of textsIn(value)) secrets.add(found);
  if (secrets.size === 0) return text;
  const spellings = new Set([...secrets].flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)]));
  let clean = text;
  for (const spelling of [...spellings].sort((a, b) => b.length - a.length)) {
    if (!clean.includes(spelling)) continue;
    clean = spelling.length >= longEnoughForWords ? clean.replaceAll(spelling, hidden) : clean.replace(wholeWord(spelling), hidden);
  }
  return clean;
}

/** Plain data with {@link hideSecrets} applied to every text in it, keys apart. */
export function hideSecretsIn<Value>(value: Value): Value {
  if (typeof value === "string") return hideSecrets(value) as Value;
  if (Array.isArray(value)) return value.map(hideSecretsIn) as Value;
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hideSecretsIn<unknown>(inner)])) as Value;
}

function wholeWord(text: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&")}(?![\\p{L}\\p{N}_])`, "gu");
}

/** Texts and numbers in a value, at any depth of plain objects and lists. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
    const text = String(value);
    if (text.trim().length >= shortestSecret && !/^(true|false|null|none)$/i.test(text)) yield text;
  } else if (typeof value === "object" && value !== null && (Array.isArray(value) || isPlain(value))) {
    for (const inner of Object.values(value)) yield* textsIn(inner);
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
