/** The configuration of a REST source, as dlt's documentation has it. Keys may also be spelt in TypeScript's way. */
import type { Incremental, IncrementalSpec } from "../../extract/incremental/incremental.ts";
import type { AnyResource, ResourceSpec } from "../../extract/resource.ts";
import type { RestAuthSpec } from "../auth/createAuth.ts";
import type { PaginatorSpec } from "../paginators/createPaginator.ts";
import type { RequestData, ResponseHook } from "../request.ts";
import type { RestSessionSpec } from "../session.ts";
import type { EitherCase } from "../specOptions.ts";

interface ClientKeys {
  /** Address that paths are joined to. Required. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly auth?: RestAuthSpec | null;
  readonly paginator?: PaginatorSpec | null;
  /** How requests go out. Default: the host's way. */
  readonly session?: RestSessionSpec;
}

/** What to do with an answer: the callables, or `ignore`, when status and content are as said. */
export interface ResponseActionKeys {
  readonly statusCode?: number | string | null;
  /** Text that the body holds. */
  readonly content?: string | null;
  /** `ignore` ends the pages without an error. */
  readonly action?: "ignore" | ResponseHook | readonly ResponseHook[] | null;
}

export type ResponseAction = ResponseHook | EitherCase<ResponseActionKeys>;

/** An endpoint's incremental: where the cursor stands, and which parameters carry its values. */
export interface EndpointIncrementalKeys extends Partial<IncrementalSpec> {
  /** Parameter that takes the start value. */
  readonly startParam?: string | null;
  /** Parameter that takes the end value. */
  readonly endParam?: string | null;
  /** Turns a cursor value into what the API takes. */
  readonly convert?: ((value: never) => unknown) | null;
}

export interface EndpointKeys {
  /** Default: the resource's name. May hold `{resources.parent.field}`, `{incremental.start_value}` and names of `params`. */
  readonly path?: string | null;
  /** Default `get`. */
  readonly method?: string | null;
  /** Query. A value may be `{ type: "resolve", resource, field }` for the path, or `{ type: "incremental", cursor_path, initial_value }`. */
  readonly params?: Readonly<Record<string, unknown>> | null;
  readonly json?: Readonly<Record<string, unknown>> | null;
  readonly data?: RequestData | null;
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly paginator?: PaginatorSpec | null;
  readonly dataSelector?: string | null;
  readonly responseActions?: readonly ResponseAction[] | null;
  readonly incremental?: EitherCase<EndpointIncrementalKeys> | Incremental | null;
  readonly auth?: RestAuthSpec | null;
}

/** One of these: which rows stay, what becomes of a row, or which rows come of a row. */
export interface ProcessingStepKeys {
  readonly filter?: (row: never) => unknown;
  readonly map?: (row: never) => unknown;
  readonly yieldMap?: (row: never) => Iterable<unknown> | AsyncIterable<unknown>;
}

export interface ResourceDefaultKeys extends Omit<ResourceSpec, "name" | "incremental" | "writeDisposition"> {
  /** Default `append`. A strategy's options may be in dlt's spelling. */
  readonly writeDisposition?: ResourceSpec["writeDisposition"] | Readonly<Record<string, unknown>>;
  readonly endpoint?: string | EitherCase<EndpointKeys> | null;
  /** Fields of the parent's row that each row gets as `_parent_field`. */
  readonly includeFromParent?: readonly string[] | null;
  readonly processingSteps?: readonly EitherCase<ProcessingStepKeys>[] | null;
}

export interface ResourceKeys extends ResourceDefaultKeys {
  /** Required. */
  readonly name: string;
}

interface RestApiKeys {
  readonly client: EitherCase<ClientKeys>;
  /** For every resource of the list that does not say otherwise; `params` and `json` are joined. */
  readonly resourceDefaults?: EitherCase<ResourceDefaultKeys> | null;
  /** A name (which is the path, too), a resource in full, or one made by `dlt.resource`. */
  readonly resources: readonly (string | EitherCase<ResourceKeys> | AnyResource)[];
}

/** The configuration of `restApiSource`: `client`, `resources` and `resource_defaults` (dlt: rest_api). */
export type RestApiConfig = EitherCase<RestApiKeys>;

/** A configuration that was checked, with its keys in TypeScript's spelling. */
export interface CheckedConfig {
  readonly client: ClientKeys;
  readonly resourceDefaults?: Omit<ResourceDefaultKeys, "endpoint"> & { readonly endpoint?: EndpointKeys };
  readonly resources: readonly (string | CheckedResource | AnyResource)[];
}

export type CheckedResource = Omit<ResourceKeys, "endpoint"> & { readonly endpoint?: string | EndpointKeys };
