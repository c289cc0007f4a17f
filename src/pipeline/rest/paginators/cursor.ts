/** The answer holds a cursor that asks for the next page. */
import type { RestRequest } from "../request.ts";
import type { RestResponse } from "../response.ts";
import type { EitherCase } from "../specOptions.ts";
import { Paginator, badOption, bodyValue, paginatorOptions, readHasMore } from "./paginator.ts";
import { putValue } from "./range.ts";

interface JsonCursorKeys {
  /** Place of the cursor in the body. Default `cursors.next`. */
  readonly cursorPath?: string;
  /** Parameter that takes it. Default `cursor`. */
  readonly cursorParam?: string | null;
  /** Place in a JSON body that takes it instead. */
  readonly cursorBodyPath?: string | null;
  /** Default false. */
  readonly stopAfterEmptyPage?: boolean;
  /** Place in the response of true or false, for APIs that give a cursor on the last page, too. */
  readonly hasMorePath?: string | null;
}

export type JsonCursorSpec = EitherCase<JsonCursorKeys>;

const optionNames = ["cursorPath", "cursorParam", "cursorBodyPath", "stopAfterEmptyPage", "hasMorePath"] as const;

/** Sends back the cursor of the body. In a configuration: `{ type: "cursor", cursor_path: "next_cursor" }`. */
export class JSONResponseCursorPaginator extends Paginator {
  readonly cursorPath: string;
  readonly cursorParam: string | undefined;
  readonly cursorBodyPath: string | undefined;
  readonly stopAfterEmptyPage: boolean;
  readonly hasMorePath: string | undefined;
  /** Cursor of the next page. */
  cursor: unknown;

  /** @throws E887 */
  constructor(spec: JsonCursorSpec = {}) {
    super();
    const { cursorPath = "cursors.next", cursorParam, cursorBodyPath, stopAfterEmptyPage = false, hasMorePath } = paginatorOptions<JsonCursorKeys>("JSONResponseCursorPaginator", spec, optionNames);
    if (cursorParam && cursorBodyPath) badOption("JSONResponseCursorPaginator", "the cursor goes either to `cursor_param` or to `cursor_body_path`", optionNames);
    this.cursorPath = cursorPath;
    this.cursorParam = cursorBodyPath ? undefined : cursorParam || "cursor";
    this.cursorBodyPath = cursorBodyPath || undefined;
    this.stopAfterEmptyPage = stopAfterEmptyPage;
    this.hasMorePath = hasMorePath || undefined;
  }

  override initRequest(request: RestRequest): void {
    super.initRequest(request);
    this.cursor = undefined;
  }

  /** An empty cursor (0, "", false) is none. @throws E888 and E889 for a word on more pages that is missing or none */
  override updateState(response: RestResponse, rows: readonly unknown[]): void {
    this.cursor = bodyValue(response, this.cursorPath) || undefined;
    this.hasNextPage = this.cursor !== undefined && !(this.stopAfterEmptyPage && rows.length === 0);
    if (this.hasNextPage && this.hasMorePath !== undefined) this.hasNextPage = readHasMore(response, this.hasMorePath, "JSONResponseCursorPaginator");
  }

  override updateRequest(request: RestRequest): void {
    if (this.hasNextPage) putValue(request, this.cursorParam, this.cursorBodyPath, this.cursor);
  }
}

interface HeaderCursorKeys {
  /** Header that holds the cursor. Default `next`. */
  readonly cursorKey?: string;
  /** Parameter that takes it. Default `cursor`. */
  readonly cursorParam?: string;
}

export type HeaderCursorSpec = EitherCase<HeaderCursorKeys>;

/** Sends back the cursor of a header. In a configuration: `{ type: "header_cursor", cursor_key: "X-Next" }`. */
export class HeaderCursorPaginator extends Paginator {
  readonly cursorKey: string;
  readonly cursorParam: string;
  /** Cursor of the next page. */
  cursor: string | undefined;

  /** @throws E887 */
  constructor(spec: HeaderCursorSpec = {}) {
    super();
    const { cursorKey = "next", cursorParam = "cursor" } = paginatorOptions<HeaderCursorKeys>("HeaderCursorPaginator", spec, ["cursorKey", "cursorParam"]);
    this.cursorKey = cursorKey;
    this.cursorParam = cursorParam;
  }

  override updateState(response: RestResponse): void {
    this.cursor = response.headers.get(this.cursorKey) ?? undefined;
    this.hasNextPage = this.cursor !== undefined;
  }

  override updateRequest(request: RestRequest): void {
    if (this.hasNextPage) putValue(request, this.cursorParam, undefined, this.cursor);
  }
}
