/** Resources of a configuration, with the defaults put under them and their names in order. */
import { mergeColumns } from "../../extract/hints.ts";
import type { ColumnSpecs } from "../../extract/hints.ts";
import { SinglePagePaginator } from "../paginators/singlePage.ts";
import { badConfig } from "./checkConfig.ts";
import type { CheckedConfig, CheckedResource, EndpointKeys, ResourceKeys } from "./configTypes.ts";
import { fillPlaceholders, placeholdersIn } from "./placeholders.ts";

/** A resource with everything it needs to be asked for. */
export interface EndpointResource {
  readonly name: string;
  /** Where it stands in the configuration: `resources[1]`. */
  readonly place: string;
  readonly hints: Omit<ResourceKeys, "endpoint" | "includeFromParent" | "processingSteps" | "name">;
  readonly endpoint: Omit<EndpointKeys, "path" | "params"> & { readonly path: string; readonly params: Readonly<Record<string, unknown>> };
  readonly includeFromParent: readonly string[];
  readonly processingSteps: NonNullable<ResourceKeys["processingSteps"]>;
}

/** A parameter that takes a field of the parent's row. */
export interface ResolvedParam {
  /** As it stands in the braces. */
  readonly name: string;
  readonly resource: string;
  /** A path into the parent's row. */
  readonly field: string;
}

/**
 * Puts the defaults under a resource: parameters, JSON bodies and columns are joined, of all else the resource's own
 * counts (dlt: resource_defaults). Plain parameters that the path names are put into it.
 *
 * @throws E892 when the path names a parameter that there is not
 */
export function endpointResource(given: string | CheckedResource, place: string, defaults: CheckedConfig["resourceDefaults"] = {}): EndpointResource {
  const own = typeof given === "string" ? { name: given } : given;
  const { name, endpoint: ownEndpoint, includeFromParent, processingSteps, ...hints } = { ...defaults, ...own, endpoint: own.endpoint };
  const specific: EndpointKeys = typeof ownEndpoint === "string" ? { path: ownEndpoint } : (ownEndpoint ?? {});
  const { endpoint: common = {} } = defaults;
  const merged = { ...common, ...specific, path: specific.path ?? name, params: { ...common.params, ...specific.params } };
  const json = common.json || specific.json ? { json: { ...common.json, ...specific.json } } : {};
  const columns = defaults.columns && own.columns ? { columns: mergeColumns(defaults.columns as ColumnSpecs, own.columns as ColumnSpecs) } : {};
  const endpoint = bindPath(asSingleEntity({ ...merged, ...json }), `${place}.endpoint`);
  return { name, place, hints: { ...hints, ...columns } as EndpointResource["hints"], endpoint, includeFromParent: includeFromParent ?? [], processingSteps: processingSteps ?? [] };
}

type Endpoint = EndpointResource["endpoint"];

/** A path that ends with a placeholder gives one object, unless the endpoint says otherwise. */
function asSingleEntity(endpoint: Endpoint): Endpoint {
  if (!isSingleEntityPath(endpoint.path)) return endpoint;
  return { ...endpoint, dataSelector: endpoint.dataSelector ?? "$", paginator: endpoint.paginator ?? new SinglePagePaginator() };
}

/** Whether the last part of a path holds a placeholder (dlt: single_entity_path). */
export function isSingleEntityPath(path: string): boolean {
  const last = path.split("/").filter((part) => part !== "" && part !== ".").at(-1) ?? "";
  return /\{[a-zA-Z0-9.\-_]+\}/.test(last);
}

/** Puts plain parameters that the path names into it, and takes them out of the query. */
function bindPath(endpoint: Endpoint, place: string): Endpoint {
  const params = { ...endpoint.params };
  const inPath = placeholdersIn(endpoint.path).filter((name) => !/^(?:resources|incremental)\./.test(name));
  for (const name of inPath) {
    if (!Object.hasOwn(params, name)) {
      const reason = name.includes(".") ? `\`{${name}}\` is none of \`{resources.<resource>.<field>}\` and \`{incremental.<value>}\`` : `it needs a parameter \`${name}\`, and \`params\` has none`;
      throw badConfig(`${place}.path`, reason);
    }
    if (kindOfParam(params[name]) === "incremental") throw badConfig(`${place}.params.${name}`, "an incremental parameter goes into the query; in a path write `{incremental.start_value}`");
  }
  for (const [name, value] of Object.entries(params)) {
    if (kindOfParam(value) === "resolve" && !inPath.includes(name)) throw badConfig(`${place}.params.${name}`, "a parameter of type `resolve` must stand in the path; in the query write `{resources.<resource>.<field>}`");
  }
  const plain = new Set(inPath.filter((name) => kindOfParam(params[name]) === undefined));
  // Names that are filled in later go back into their braces.
  const path = fillPlaceholders(escaped(endpoint.path), (name) => (plain.has(name) ? params[name] : `{${name}}`)) ?? "";
  for (const name of plain) delete params[name];
  return { ...endpoint, path, params };
}

/** Doubled braces stay doubled when a text is filled in twice. */
function escaped(text: string): string {
  return text.replaceAll("{{", "{{{{").replaceAll("}}", "}}}}");
}

/** `resolve` and `incremental` for parameters that are objects with such a type. */
export function kindOfParam(value: unknown): "resolve" | "incremental" | undefined {
  const type = typeof value === "object" && value !== null ? (value as { readonly type?: unknown }).type : undefined;
  return type === "resolve" || type === "incremental" ? type : undefined;
}

/**
 * The parameters that take fields of a parent's row.
 *
 * @throws E892 for a placeholder that is none, or for fields of more than one parent
 */
export function resolvedParamsOf({ name, place, endpoint }: EndpointResource): readonly ResolvedParam[] {
  const found: ResolvedParam[] = Object.entries(endpoint.params).flatMap(([param, value]) => (kindOfParam(value) === "resolve" ? [{ ...(value as { resource: string; field: string }), name: param }] : []));
  const filled = { path: endpoint.path, params: plainParams(endpoint.params), json: endpoint.json ?? {}, data: endpoint.data ?? {}, headers: endpoint.headers ?? {} };
  for (const [key, value] of Object.entries(filled)) {
    for (const expression of placeholdersIn(value)) {
      if (key === "path" && !expression.includes(".")) continue;
      const [kind, resource, ...field] = expression.split(".");
      if (kind === "incremental" && (endpoint.incremental !== undefined || Object.values(endpoint.params).some((param) => kindOfParam(param) === "incremental"))) continue;
      if (kind !== "resources" || resource === undefined || field.length === 0) {
        const known = "`{resources.<resource>.<field>}`, and with `incremental` `{incremental.start_value}`; braces that are meant as such are doubled";
        throw badConfig(`${place}.endpoint.${key}`, `\`{${expression}}\` cannot be filled in`, `Known are ${known}.`);
      }
      found.push({ name: expression, resource, field: field.join(".") });
    }
  }
  const parents = new Set(found.map((param) => param.resource));
  if (parents.size > 1) throw badConfig(place, `resource \`${name}\` takes fields of several resources (${[...parents].join(", ")}), and it can depend on one only`);
  return found;
}

/** Parameters without those that are filled in by their type. */
export function plainParams(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => kindOfParam(value) === undefined));
}
