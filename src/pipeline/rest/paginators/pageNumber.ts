/** Pages 1, 2, 3 … */
import type { EitherCase } from "../specOptions.ts";
import { badOption, paginatorOptions } from "./paginator.ts";
import { RangePaginator } from "./range.ts";

interface PageNumberKeys {
  /** Number of the first page as the API counts: 0 or 1. Default 0. */
  readonly basePage?: number;
  /** Page to begin with. Default: `basePage`. */
  readonly page?: number | null;
  /** Parameter that holds the number. Default `page`. */
  readonly pageParam?: string | null;
  /** Place in a JSON body that holds it instead: `pagination.page`. */
  readonly pageBodyPath?: string | null;
  /** Place in the response of the number of pages. Default `total`; null if there is none. */
  readonly totalPath?: string | null;
  /** The first page that is not asked for: with base 1 and maximum 3, pages 1 and 2. */
  readonly maximumPage?: number | null;
  /** Default true. */
  readonly stopAfterEmptyPage?: boolean;
  /** Place in the response of true or false; it has the last word. */
  readonly hasMorePath?: string | null;
}

export type PageNumberSpec = EitherCase<PageNumberKeys>;

const optionNames = ["basePage", "page", "pageParam", "pageBodyPath", "totalPath", "maximumPage", "stopAfterEmptyPage", "hasMorePath"] as const;

/** Asks for pages by number. In a configuration: `{ type: "page_number", base_page: 1, total_path: null }`. */
export class PageNumberPaginator extends RangePaginator {
  /** @throws E887 for options that there are not, or that give no end */
  constructor(spec: PageNumberSpec = {}) {
    const options = paginatorOptions<PageNumberKeys>("PageNumberPaginator", spec, optionNames);
    const { basePage = 0, page, pageParam, pageBodyPath, totalPath = "total", maximumPage, stopAfterEmptyPage = true, hasMorePath } = options;
    if (pageParam && pageBodyPath) badOption("PageNumberPaginator", "the number goes either to `page_param` or to `page_body_path`", optionNames);
    super({
      paramName: pageBodyPath ? undefined : pageParam || "page",
      paramBodyPath: pageBodyPath || undefined,
      initialValue: page ?? basePage,
      valueStep: 1,
      baseIndex: basePage,
      maximumValue: maximumPage ?? undefined,
      totalPath: totalPath || undefined,
      stopAfterEmptyPage,
      hasMorePath: hasMorePath || undefined,
      totalOf: "pages",
      optionNames,
    });
  }
}
