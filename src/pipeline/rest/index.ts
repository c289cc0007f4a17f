/** REST: a client, its paginators and credentials, and sources made of a configuration. */
import { APIKeyAuth } from "./auth/apiKey.ts";
import { BearerTokenAuth } from "./auth/bearerToken.ts";
import { OAuth2ClientCredentials } from "./auth/clientCredentials.ts";
import { registerAuth } from "./auth/createAuth.ts";
import { HttpBasicAuth } from "./auth/httpBasic.ts";
import { IgnoreResponse, RESTClient } from "./client.ts";
import { registerPaginator } from "./paginators/createPaginator.ts";
import { HeaderCursorPaginator, JSONResponseCursorPaginator } from "./paginators/cursor.ts";
import { HeaderLinkPaginator, JSONLinkPaginator } from "./paginators/nextUrl.ts";
import { OffsetPaginator } from "./paginators/offset.ts";
import { PageNumberPaginator } from "./paginators/pageNumber.ts";
import { Paginator } from "./paginators/paginator.ts";
import { SinglePagePaginator } from "./paginators/singlePage.ts";

/** Ways from page to page: `new dlt.paginators.HeaderLinkPaginator()`. Extend `Paginator` for one of your own. */
export const paginators = { Paginator, SinglePagePaginator, HeaderLinkPaginator, HeaderCursorPaginator, JSONLinkPaginator, JSONResponseCursorPaginator, OffsetPaginator, PageNumberPaginator, registerPaginator } as const;

/** Kinds of credentials: `new dlt.auth.BearerTokenAuth({ token })`. */
export const auth = { BearerTokenAuth, APIKeyAuth, HttpBasicAuth, OAuth2ClientCredentials, registerAuth } as const;

export { IgnoreResponse, RESTClient };
export { restApiResources, restApiSource } from "./source/restApi.ts";
export type { RestApiSourceOptions } from "./source/restApi.ts";
export type { RestApiConfig } from "./source/configTypes.ts";
export type { PaginateOptions, RequestOptions, RestClientSpec } from "./client.ts";
export type { RestAuth } from "./auth/auth.ts";
export type { RestAuthSpec } from "./auth/createAuth.ts";
export type { PaginatorSpec } from "./paginators/createPaginator.ts";
export type { PageData } from "./pageData.ts";
export type { PreparedRequest, ResponseHook, RestHooks, RestRequest } from "./request.ts";
export type { RestResponse } from "./response.ts";
export type { RestSession, RestSessionSpec } from "./session.ts";
