/** Checks the configuration of a REST source as a whole, and says where something is wrong. */
import * as v from "valibot";
import { pipelineError } from "../../errors.ts";
import { tableOptionNames } from "../../extract/hints.ts";
import { Incremental } from "../../extract/incremental/incremental.ts";
import { Resource } from "../../extract/resource.ts";
import { isAuth } from "../auth/createAuth.ts";
import { Paginator } from "../paginators/paginator.ts";
import { camelKey, snakeKey } from "../specOptions.ts";
import type { CheckedConfig, RestApiConfig } from "./configTypes.ts";

/** Fields of an object whose keys have a meaning: written either way, no others. */
function record<Entries extends v.ObjectEntries>(entries: Entries) {
  const known = Object.keys(entries).map(snakeKey).join(", ");
  const noOthers = v.rawCheck<unknown>(({ dataset, addIssue }) => {
    if (!dataset.typed || !isPlain(dataset.value)) return;
    for (const [key, value] of Object.entries(dataset.value)) {
      if (!Object.hasOwn(entries, key)) addIssue({ message: `there is no such key; keys here are ${known}`, path: [{ type: "object", origin: "value", input: dataset.value as Record<string, unknown>, key, value }] });
    }
  });
  const object = v.object(entries, (issue) => (isPlain(issue.input) ? "it is missing" : messageOf(issue, "an object")));
  return v.pipe(v.unknown(), v.transform(withCamelKeys), noOthers, object);
}

/** Plain objects with their keys in TypeScript's spelling, without what is undefined or null; anything else as it is. */
function withCamelKeys(value: unknown): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, field]) => (field === undefined || field === null ? [] : [[camelKey(key), field]])));
}

function messageOf(issue: { readonly received: string; readonly input: unknown }, expected: string): string {
  return issue.input === undefined ? `it is missing; ${expected} is needed` : `${expected} is needed, and this is ${kindOf(issue.input)}`;
}

/** What kind of value it is. Never the value itself: it may be a secret. */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

const text = v.string((issue) => messageOf(issue, "text"));
const flag = v.boolean((issue) => messageOf(issue, "true or false"));
const whole = v.pipe(v.number((issue) => messageOf(issue, "a number")), v.integer("a whole number is needed"));
const callable = v.custom<(...args: never[]) => unknown>((value) => typeof value === "function", (issue) => messageOf(issue, "a function"));
const fields = v.custom<Record<string, unknown>>(isPlain, (issue) => messageOf(issue, "an object"));
const textFields = v.pipe(fields, v.check((object) => Object.values(object).every((value) => typeof value === "string"), "texts are needed as values"));
const anything = v.unknown();
const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, (issue) => messageOf(issue, "a list"));
/** The first schema whose condition the value meets; the last one otherwise. */
const oneOf = (...cases: readonly (readonly [(value: unknown) => boolean, v.GenericSchema])[]) => v.lazy((value) => (cases.find(([fits]) => fits(value)) ?? cases.at(-1))?.[1] ?? anything);

const isText = (value: unknown): boolean => typeof value === "string";
const isFunction = (value: unknown): boolean => typeof value === "function";
const always = (): boolean => true;
const typed = v.custom<Record<string, unknown>>(isPlain, (issue) => messageOf(issue, "a name, or an object with a `type`,"));

const auth = oneOf([isText, text], [isAuth, anything], [always, typed]);
const paginator = oneOf([isText, text], [(value) => value instanceof Paginator, anything], [always, typed]);

const action = oneOf([isText, v.literal("ignore", "as text only `ignore` is known; else a function or a list of functions is needed")], [Array.isArray, list(callable)], [always, callable]);
const responseAction = oneOf([isFunction, anything], [always, record({ statusCode: v.optional(oneOf([isText, text], [always, whole])), content: v.optional(text), action: v.optional(action) })]);

const incrementalOptions = { initialValue: v.optional(anything), endValue: v.optional(anything), lastValueFunc: v.optional(anything), primaryKey: v.optional(anything), rowOrder: v.optional(text), lag: v.optional(v.number((issue) => messageOf(issue, "a number"))), onCursorValueMissing: v.optional(text), rangeStart: v.optional(text), rangeEnd: v.optional(text), allowExternalSchedulers: v.optional(flag), convert: v.optional(callable), transform: v.optional(callable) };
const incremental = oneOf([(value) => value instanceof Incremental, anything], [always, record({ cursorPath: text, startParam: v.optional(text), endParam: v.optional(text), ...incrementalOptions })]);
const boundParam = oneOf(
  [(value) => isPlain(value) && value.type === "resolve", record({ type: text, resource: text, field: text })],
  [(value) => isPlain(value) && value.type === "incremental", record({ type: text, cursorPath: text, ...incrementalOptions })],
  [(value) => isPlain(value) && "type" in value, v.pipe(v.unknown(), v.check(() => false, "the `type` of a parameter is `resolve` or `incremental`"))],
  [always, anything],
);
const params = v.pipe(fields, v.record(v.string(), boundParam));

const endpoint = record({
  path: v.optional(text), method: v.optional(text), params: v.optional(params), json: v.optional(fields), data: v.optional(anything), headers: v.optional(textFields), paginator: v.optional(paginator),
  dataSelector: v.optional(text), responseActions: v.optional(list(responseAction)), incremental: v.optional(incremental), auth: v.optional(auth),
});

const step = v.pipe(record({ filter: v.optional(callable), map: v.optional(callable), yieldMap: v.optional(callable) }), v.check((made) => Object.keys(made as object).length > 0, "one of filter, map, yield_map is needed"));
const keyNames = oneOf([isText, text], [always, list(text)]);
const hints = {
  ...Object.fromEntries(tableOptionNames.map((name) => [name, v.optional(anything)])) as Record<(typeof tableOptionNames)[number], v.OptionalSchema<typeof anything, undefined>>,
  tableName: v.optional(oneOf([isText, text], [always, callable])),
  primaryKey: v.optional(keyNames),
  mergeKey: v.optional(keyNames),
  maxTableNesting: v.optional(whole),
  writeDisposition: v.optional(oneOf([isText, text], [always, v.pipe(v.unknown(), v.transform(withCamelKeys), fields)])),
  selected: v.optional(flag),
  parallelized: v.optional(flag),
  includeFromParent: v.optional(list(text)),
  processingSteps: v.optional(list(step)),
};
const resource = record({ name: text, ...hints, endpoint: v.optional(oneOf([isText, text], [always, endpoint])) });
const client = record({ baseUrl: text, headers: v.optional(textFields), auth: v.optional(auth), paginator: v.optional(paginator), session: v.optional(anything) });

const config = record({
  client,
  resourceDefaults: v.optional(record({ ...hints, endpoint: v.optional(endpoint) })),
  resources: list(oneOf([isText, text], [(value) => value instanceof Resource, anything], [always, resource])),
});

/**
 * The configuration with its keys in TypeScript's spelling.
 *
 * @throws E892 with the path of what is wrong in the configuration: `resources[1].endpoint.paginator`
 */
export function checkConfig(given: RestApiConfig): CheckedConfig {
  const result = v.safeParse(config, given, { abortEarly: true });
  if (result.success) return result.output as unknown as CheckedConfig;
  const [issue] = result.issues;
  throw badConfig(pathText(given, (issue.path ?? []).map(({ key }) => key)), issue.message);
}

/** @param path where, as in `resources[1].endpoint.path` */
export function badConfig(path: string, reason: string, hint = "Correct it there; the configuration has the shape of dlt's `rest_api` source.", cause?: unknown): Error {
  return pipelineError("E892", { path: path === "" ? "the whole" : path, reason, hint }, cause === undefined ? {} : { cause });
}

/** A path with the keys as their author wrote them. */
function pathText(root: unknown, keys: readonly unknown[]): string {
  let at: unknown = root;
  let path = "";
  for (const key of keys) {
    if (typeof key === "number") path += `[${key}]`;
    else {
      const spelt = typeof at === "object" && at !== null && Object.hasOwn(at, String(key)) ? String(key) : snakeKey(String(key));
      path += path === "" ? spelt : `.${spelt}`;
      at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[spelt] : undefined;
      continue;
    }
    at = Array.isArray(at) ? at[key] : undefined;
  }
  return path;
}
