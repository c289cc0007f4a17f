/** The next page's address stands in the answer. */
import type { RestRequest } from "../request.ts";
import type { RestResponse } from "../response.ts";
import type { EitherCase } from "../specOptions.ts";
import { Paginator, bodyValue, paginatorOptions } from "./paginator.ts";

/** Goes from address to address. A relative address counts from the page that named it; parameters are not sent again. */
abstract class NextUrlPaginator extends Paginator {
  /** Whole address of the next page. */
  nextUrl: string | undefined;

  override initRequest(request: RestRequest): void {
    super.initRequest(request);
    this.nextUrl = undefined;
  }

  override updateRequest(request: RestRequest): void {
    if (this.nextUrl === undefined) return;
    request.url = this.nextUrl;
    request.params = undefined;
  }

  protected follow(link: unknown, response: RestResponse): void {
    const text = link === undefined || link === null || link === "" ? undefined : String(link);
    this.nextUrl = text === undefined ? undefined : URL.canParse(text, response.url) ? new URL(text, response.url).href : text;
    this.hasNextPage = this.nextUrl !== undefined;
  }
}

interface HeaderLinkKeys {
  /** Kind of link. Default `next`. */
  readonly linksNextKey?: string;
}

export type HeaderLinkSpec = EitherCase<HeaderLinkKeys>;

/** Follows the `Link` header, as GitHub has it. In a configuration: `"header_link"`. */
export class HeaderLinkPaginator extends NextUrlPaginator {
  readonly linksNextKey: string;

  /** @throws E887 */
  constructor(spec: HeaderLinkSpec = {}) {
    super();
    this.linksNextKey = paginatorOptions<HeaderLinkKeys>("HeaderLinkPaginator", spec, ["linksNextKey"]).linksNextKey ?? "next";
  }

  override updateState(response: RestResponse): void {
    const { links } = response;
    this.follow(Object.hasOwn(links, this.linksNextKey) ? links[this.linksNextKey] : undefined, response);
  }
}

interface JsonLinkKeys {
  /** Place of the address in the body. Default `next`. */
  readonly nextUrlPath?: string;
}

export type JsonLinkSpec = EitherCase<JsonLinkKeys>;

/** Follows an address in the body. In a configuration: `{ type: "json_link", next_url_path: "paging.next" }`. */
export class JSONLinkPaginator extends NextUrlPaginator {
  readonly nextUrlPath: string;

  /** @throws E887 */
  constructor(spec: JsonLinkSpec = {}) {
    super();
    this.nextUrlPath = paginatorOptions<JsonLinkKeys>("JSONLinkPaginator", spec, ["nextUrlPath"]).nextUrlPath ?? "next";
  }

  override updateState(response: RestResponse): void {
    this.follow(bodyValue(response, this.nextUrlPath), response);
  }
}
