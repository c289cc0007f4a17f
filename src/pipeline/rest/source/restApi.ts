/** A source made of a configuration (dlt: rest_api). */
import { resolveArguments } from "../../config/placeholder.ts";
import { runtimeConfig } from "../../config/runtime.ts";
import { Deferred } from "../../extract/deferred.ts";
import { Incremental } from "../../extract/incremental/incremental.ts";
import { checkOptions } from "../../extract/options.ts";
import { Resource, resource as newResource, transformer } from "../../extract/resource.ts";
import type { AnyResource, ResourceSpec } from "../../extract/resource.ts";
import { source } from "../../extract/source.ts";
import type { Source, SourceSpec } from "../../extract/source.ts";
import { loadJsonPaths } from "../../json/jsonPath.ts";
import { createAuth } from "../auth/createAuth.ts";
import { RESTClient } from "../client.ts";
import type { PaginateOptions } from "../client.ts";
import type { PageData } from "../pageData.ts";
import { createPaginator } from "../paginators/createPaginator.ts";
import { refuseStatus } from "../refusal.ts";
import { badConfig, checkConfig } from "./checkConfig.ts";
import type { CheckedConfig, ProcessingStepKeys, RestApiConfig } from "./configTypes.ts";
import { inOrder } from "./dependencies.ts";
import { endpointResource, plainParams, resolvedParamsOf } from "./endpointResource.ts";
import type { EndpointResource, ResolvedParam } from "./endpointResource.ts";
import { endpointIncremental, incrementalParams, incrementalValue } from "./incrementalValues.ts";
import type { EndpointIncremental } from "./incrementalValues.ts";
import { addParentColumns, parentColumns, parentValues } from "./parentRow.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { responseHooks } from "./responseActions.ts";

/** Options of `restApiSource`, as those of `dlt.source`. */
export type RestApiSourceOptions = Pick<SourceSpec, "name" | "section" | "maxTableNesting" | "rootKey" | "schemaContract" | "parallelized">;

const sourceOptions = ["name", "section", "maxTableNesting", "rootKey", "schemaContract", "parallelized"] as const;

/**
 * Makes a source of a configuration in the shape of dlt's `rest_api`.
 *
 * @param options `name` is `rest_api` unless it is given
 * @throws E892 with the path of what is wrong in the configuration, E893 for resources that depend on each other in a circle
 * @example
 * const shop = dlt.restApiSource({
 *   client: { base_url: "https://api.example.com/v1", paginator: "header_link" },
 *   resources: ["customers", { name: "orders", endpoint: { params: { page_size: 500 } }, primary_key: "id", write_disposition: "merge" }],
 * });
 */
export function restApiSource(config: RestApiConfig, options: RestApiSourceOptions = {}): Source {
  checkOptions("restApiSource", options, sourceOptions);
  return source(restApiResources(config), { section: "rest_api", ...options, name: options.name ?? "rest_api" });
}

/**
 * The resources of a configuration, parents first. `dlt.secrets.value("token")` anywhere in it is looked for under
 * `sources.rest_api` now.
 *
 * @throws as {@link restApiSource}, and E401 for a value that is not there
 */
export function restApiResources(given: RestApiConfig): AnyResource[] {
  const config = checkConfig(resolveArguments(given, { owner: "rest_api", sections: ["sources", "rest_api"] }));
  const made = new Map<string, AnyResource>();
  const endpoints = new Map<string, { readonly spec: EndpointResource; readonly params: readonly ResolvedParam[] }>();
  for (const [index, one] of config.resources.entries()) {
    const place = `resources[${index}]`;
    const name = typeof one === "string" ? one : one.name;
    if (made.has(name) || endpoints.has(name)) throw badConfig(place, `there is already a resource \`${name}\``);
    if (one instanceof Resource) made.set(name, one as AnyResource);
    else {
      const spec = endpointResource(one as Exclude<typeof one, AnyResource>, place, config.resourceDefaults);
      endpoints.set(name, { spec, params: resolvedParamsOf(spec) });
    }
  }
  for (const { spec, params } of endpoints.values()) checkParent(spec, params, [...made.keys(), ...endpoints.keys()]);
  const ordered = inOrder([...made.keys(), ...endpoints.keys()], (name) => endpoints.get(name)?.params[0]?.resource);
  for (const name of ordered) {
    const endpoint = endpoints.get(name);
    if (endpoint !== undefined) made.set(name, makeResource(config.client, endpoint.spec, endpoint.params, made));
  }
  return ordered.map((name) => made.get(name)).filter((one) => one !== undefined);
}

function checkParent({ name, place, includeFromParent }: EndpointResource, params: readonly ResolvedParam[], known: readonly string[]): void {
  const parent = params[0]?.resource;
  if (parent === undefined && includeFromParent.length > 0) throw badConfig(`${place}.include_from_parent`, `resource \`${name}\` depends on no other one`);
  if (parent !== undefined && !known.includes(parent)) throw badConfig(`${place}.endpoint`, `there is no resource \`${parent}\` to depend on; there are ${known.join(", ")}`);
}

/** What a request takes its placeholders from. */
interface RequestValues {
  readonly incremental: Incremental | undefined;
  readonly parent: ReadonlyMap<string, unknown>;
}

/** The requests of one endpoint. */
class EndpointRequests {
  readonly spec: EndpointResource;
  readonly incremental: EndpointIncremental | undefined;
  readonly #client: RESTClient;
  readonly #paginator: ReturnType<typeof createPaginator>;

  constructor(client: CheckedConfig["client"], spec: EndpointResource) {
    const { endpoint, place } = spec;
    this.spec = spec;
    this.incremental = endpointIncremental(spec);
    const auth = within(endpoint.auth ? `${place}.endpoint.auth` : "client.auth", () => createAuth(endpoint.auth ?? client.auth));
    const paginator = within("client.paginator", () => createPaginator(client.paginator));
    const { session, ...rest } = client;
    this.#client = new RESTClient({ ...rest, ...(session === undefined ? {} : { session }), auth: auth ?? null, paginator: paginator ?? null });
    this.#paginator = within(`${place}.endpoint.paginator`, () => createPaginator(endpoint.paginator));
  }

  /** The pages that one set of values asks for. */
  pages(values: RequestValues): AsyncGenerator<PageData<unknown>> {
    const { path, method, params, json, data, headers, dataSelector, responseActions } = this.spec.endpoint;
    const fill = <Value>(template: Value): Value => fillPlaceholders(template, (name) => this.#valueOf(name, values));
    const config = runtimeConfig();
    const options: PaginateOptions = {
      method: method ?? "GET",
      params: { ...fill(plainParams(params)), ...incrementalParams(values.incremental, this.incremental) },
      ...(json ? { json: fill(json) } : {}),
      ...(data ? { data: fill(data) } : {}),
      ...(headers ? { headers: fill(headers) } : {}),
      ...(this.#paginator === undefined ? (this.spec.endpoint.paginator ? { paginator: "auto" } : {}) : { paginator: this.#paginator.clone() }),
      ...(dataSelector ? { dataSelector } : {}),
      hooks: { response: responseHooks(responseActions ?? [], (response) => refuseStatus(response, config)) },
    };
    return this.#client.paginate(fill(path) ?? "", options);
  }

  #valueOf(name: string, { incremental, parent }: RequestValues): unknown {
    if (parent.has(name)) return parent.get(name);
    const [kind, key] = name.split(".");
    return kind === "incremental" && key !== undefined && incremental !== undefined && this.incremental !== undefined ? incrementalValue(key, incremental, this.incremental) : undefined;
  }
}

function makeResource(client: CheckedConfig["client"], spec: EndpointResource, params: readonly ResolvedParam[], made: ReadonlyMap<string, AnyResource>): AnyResource {
  const requests = new EndpointRequests(client, spec);
  const hints = { ...spec.hints, name: spec.name, ...(requests.incremental === undefined ? {} : { incremental: requests.incremental.incremental }) } as ResourceSpec;
  const parent = made.get(params[0]?.resource ?? "");
  const raw = within(spec.place, () =>
    parent === undefined
      ? newResource(async function* (...args: readonly unknown[]) {
          yield* requests.pages({ incremental: incrementalIn(args), parent: new Map() });
        } as never, hints as never)
      : transformer(dependentPages(requests, params, parent.name), { ...hints, from: parent } as never),
  );
  return processed(raw as Resource, spec.processingSteps as readonly ProcessingStepKeys[]) as AnyResource;
}

/** Asks once for each row of the parent; of a parallelized resource, for several at a time. */
function dependentPages(requests: EndpointRequests, params: readonly ResolvedParam[], parent: string) {
  const { name, includeFromParent, hints } = requests.spec;
  return async function* (items: unknown, ...args: readonly unknown[]): AsyncGenerator<unknown> {
    await loadJsonPaths(params.map(({ field }) => field));
    const incremental = incrementalIn(args);
    const pagesOf = async function* (row: unknown): AsyncGenerator<PageData<unknown>> {
      const columns = parentColumns(row, name, parent, includeFromParent);
      for await (const page of requests.pages({ incremental, parent: parentValues(row, name, params) })) {
        addParentColumns(page, columns);
        yield page;
      }
    };
    for (const row of Array.isArray(items) ? (items as readonly unknown[]) : [items]) {
      if (hints.parallelized === true) yield new Deferred(() => collected(pagesOf(row)));
      else yield* pagesOf(row);
    }
  };
}

async function collected(pages: AsyncIterable<readonly unknown[]>): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of pages) for (const row of page) rows.push(row);
  return rows;
}

function incrementalIn(args: readonly unknown[]): Incremental | undefined {
  return args.find((arg) => arg instanceof Incremental);
}

function processed(made: Resource, steps: readonly ProcessingStepKeys[]): Resource {
  for (const { filter, map, yieldMap } of steps) {
    if (filter !== undefined) made.addFilter(filter as (row: unknown) => unknown);
    if (map !== undefined) made.addMap(map as (row: unknown) => unknown);
    if (yieldMap !== undefined) made.addYieldMap(yieldMap as (row: unknown) => Iterable<unknown>);
  }
  return made;
}

/** An error of a part of the configuration, with its place. */
function within<Made>(place: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    throw badConfig(place, (error as Error).message.replace(/\.$/, ""), undefined, error);
  }
}
