/** Options of the REST room may be written as in dlt's documentation (`base_url`) or in TypeScript's way (`baseUrl`). */

/** `total_path` → `totalPath`; other text stays. */
export function camelKey(key: string): string {
  return key.replace(/(?<=[a-z\d])_([a-z\d])/g, (_match, letter: string) => letter.toUpperCase());
}

/** `totalPath` → `total_path`. */
export function snakeKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Options whose keys may be spelt either way. What must be given is checked when it is read, since either key will do. */
export type EitherCase<Spec> = Partial<Spec> & { readonly [Key in keyof Spec as Key extends string ? SnakeCase<Key> : Key]?: Spec[Key] };

type SnakeCase<Text extends string> = Text extends `${infer First}${infer Rest}` ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}` : Text;

/**
 * Options with their keys in TypeScript's spelling. Undefined values count as not given.
 *
 * @param known  keys there are, in TypeScript's spelling
 * @param refuse called with a key that is not known; throws
 */
export function readOptions<Spec extends object>(given: object, known: readonly (keyof Spec & string)[], refuse: (key: string) => never): Partial<Spec> {
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const camel = camelKey(key);
    if (!(known as readonly string[]).includes(camel)) refuse(key);
    if (value !== undefined) options[camel] = value;
  }
  return options as Partial<Spec>;
}
