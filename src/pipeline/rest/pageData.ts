/** One page of rows, with what it came from. */
import type { RestAuth } from "./auth/auth.ts";
import type { Paginator } from "./paginators/paginator.ts";
import type { RestRequest } from "./request.ts";
import type { RestResponse } from "./response.ts";

interface PageContext {
  readonly request: RestRequest;
  readonly response: RestResponse;
  readonly paginator: Paginator;
  readonly auth: RestAuth | undefined;
}

/** The rows of one page: an array, so that a resource yields it as it is. What is derived from it (`map`, `filter`) is a plain array. */
export class PageData<Row = unknown> extends Array<Row> {
  #context: PageContext | undefined;

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** What `RESTClient.paginate` makes. @param rows one value per row */
  static make<Row>(rows: readonly Row[], context: PageContext): PageData<Row> {
    const page = new PageData<Row>();
    for (const row of rows) page.push(row);
    page.#context = context;
    return page;
  }

  /** The request of the next page already: what is changed in it here counts. */
  get request(): RestRequest {
    return this.#known.request;
  }

  get response(): RestResponse {
    return this.#known.response;
  }

  get paginator(): Paginator {
    return this.#known.paginator;
  }

  get auth(): RestAuth | undefined {
    return this.#known.auth;
  }

  get #known(): PageContext {
    return this.#context as PageContext;
  }
}
