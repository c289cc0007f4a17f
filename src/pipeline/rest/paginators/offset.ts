/** Pages by the number of the first item on them. */
import type { RestRequest } from "../request.ts";
import type { EitherCase } from "../specOptions.ts";
import { badOption, paginatorOptions } from "./paginator.ts";
import { RangePaginator, putValue } from "./range.ts";

interface OffsetKeys {
  /** Items on a page. Required. */
  readonly limit: number;
  /** First offset. Default 0. */
  readonly offset?: number;
  /** Parameter that holds the offset. Default `offset`. */
  readonly offsetParam?: string | null;
  /** Place in a JSON body that holds it instead. */
  readonly offsetBodyPath?: string | null;
  /** Parameter that holds the limit. Default `limit`. */
  readonly limitParam?: string | null;
  /** Place in a JSON body that holds it instead. */
  readonly limitBodyPath?: string | null;
  /** Place in the response of the number of items. Default `total`; null if there is none. */
  readonly totalPath?: string | null;
  /** The first offset that is not asked for. */
  readonly maximumOffset?: number | null;
  /** Default true. */
  readonly stopAfterEmptyPage?: boolean;
  /** Place in the response of true or false; it has the last word. */
  readonly hasMorePath?: string | null;
}

export type OffsetSpec = EitherCase<OffsetKeys>;

const optionNames = ["limit", "offset", "offsetParam", "offsetBodyPath", "limitParam", "limitBodyPath", "totalPath", "maximumOffset", "stopAfterEmptyPage", "hasMorePath"] as const;

/** Asks for pages by offset and limit. In a configuration: `{ type: "offset", limit: 100 }`. */
export class OffsetPaginator extends RangePaginator {
  readonly limit: number;
  readonly limitParam: string | undefined;
  readonly limitBodyPath: string | undefined;

  /** @throws E887 without `limit`, for options that there are not, or that give no end */
  constructor(spec: OffsetSpec) {
    const options = paginatorOptions<OffsetKeys>("OffsetPaginator", spec, optionNames);
    const { limit, offset = 0, offsetParam, offsetBodyPath, limitParam, limitBodyPath, totalPath = "total", maximumOffset, stopAfterEmptyPage = true, hasMorePath } = options;
    if (limit === undefined || limit === null) badOption("OffsetPaginator", "`limit` is missing", optionNames);
    if (offsetParam && offsetBodyPath) badOption("OffsetPaginator", "the offset goes either to `offset_param` or to `offset_body_path`", optionNames);
    if (limitParam && limitBodyPath) badOption("OffsetPaginator", "the limit goes either to `limit_param` or to `limit_body_path`", optionNames);
    super({
      paramName: offsetBodyPath ? undefined : offsetParam || "offset",
      paramBodyPath: offsetBodyPath || undefined,
      initialValue: offset,
      valueStep: limit,
      baseIndex: 0,
      maximumValue: maximumOffset ?? undefined,
      totalPath: totalPath || undefined,
      stopAfterEmptyPage,
      hasMorePath: hasMorePath || undefined,
      totalOf: "items",
      optionNames,
    });
    this.limit = limit;
    this.limitParam = limitBodyPath ? undefined : limitParam || "limit";
    this.limitBodyPath = limitBodyPath || undefined;
  }

  override updateRequest(request: RestRequest): void {
    super.updateRequest(request);
    putValue(request, this.limitParam, this.limitBodyPath, this.limit);
  }
}
