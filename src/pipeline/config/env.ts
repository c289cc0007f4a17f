/** The environment of a course page: what `os.environ` is to dlt. Read live by every step. */
import { pipelineError } from "../errors.ts";

/** What may be assigned; it is stored as text. `undefined` and `null` delete. */
export type EnvValue = string | number | boolean | bigint | null | undefined | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Reads give text or undefined; assignment takes anything with a text form. */
export interface Env {
  [key: string]: EnvValue;
}

/**
 * Makes an environment. Keys are case-sensitive. Numbers and booleans are stored as `String(value)`, lists and
 * plain objects as JSON.
 *
 * @param initial values to begin with
 * @throws E403 on assignment of a function or a symbol
 */
export function createEnv(initial: Readonly<Record<string, EnvValue>> = {}): Env {
  const store = new Map<string, string>();
  const assign = (key: string, value: EnvValue): void => {
    const text = envText(key, value);
    if (text === undefined) store.delete(key);
    else store.set(key, text);
  };
  for (const [key, value] of Object.entries(initial)) assign(key, value);
  return new Proxy(Object.create(null) as Env, {
    get: (_target, key) => (typeof key === "string" ? store.get(key) : undefined),
    set: (_target, key, value: EnvValue) => {
      assign(String(key), value);
      return true;
    },
    has: (_target, key) => typeof key === "string" && store.has(key),
    deleteProperty: (_target, key) => {
      store.delete(String(key));
      return true;
    },
    ownKeys: () => [...store.keys()],
    getOwnPropertyDescriptor: (_target, key) =>
      typeof key === "string" && store.has(key)
        ? { value: store.get(key), writable: true, enumerable: true, configurable: true }
        : undefined,
    defineProperty: (_target, key, descriptor) => {
      assign(String(key), descriptor.value as EnvValue);
      return true;
    },
  });
}

function envText(key: string, value: unknown): string | undefined {
  switch (typeof value) {
    case "undefined":
      return undefined;
    case "string":
      return value;
    case "number":
    case "boolean":
    case "bigint":
      return String(value);
    case "object":
      return value === null ? undefined : JSON.stringify(value);
    default:
      throw pipelineError("E403", { key, type: typeof value });
  }
}

/** The one environment that cells, pipelines and sources of a kernel share. */
export const env: Env = createEnv();
