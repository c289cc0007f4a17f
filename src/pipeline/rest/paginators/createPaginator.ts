/** Paginators from a configuration: a kind by name, an object with a `type`, or an instance. */
import { pipelineError } from "../../errors.ts";
import { HeaderCursorPaginator, JSONResponseCursorPaginator } from "./cursor.ts";
import type { HeaderCursorSpec, JsonCursorSpec } from "./cursor.ts";
import { HeaderLinkPaginator, JSONLinkPaginator } from "./nextUrl.ts";
import type { HeaderLinkSpec, JsonLinkSpec } from "./nextUrl.ts";
import { OffsetPaginator } from "./offset.ts";
import type { OffsetSpec } from "./offset.ts";
import { PageNumberPaginator } from "./pageNumber.ts";
import type { PageNumberSpec } from "./pageNumber.ts";
import { Paginator } from "./paginator.ts";
import { SinglePagePaginator } from "./singlePage.ts";

/** `paginator` of a client or an endpoint. `auto` looks at the first answer. */
export type PaginatorSpec =
  | Paginator
  | "auto" | "single_page" | "header_link" | "header_cursor" | "json_link" | "cursor" | "page_number"
  | { readonly type: "auto" | "single_page" }
  | ({ readonly type: "header_link" } & HeaderLinkSpec)
  | ({ readonly type: "header_cursor" } & HeaderCursorSpec)
  | ({ readonly type: "json_link" } & JsonLinkSpec)
  | ({ readonly type: "cursor" } & JsonCursorSpec)
  | ({ readonly type: "offset" } & OffsetSpec)
  | ({ readonly type: "page_number" } & PageNumberSpec);

const kinds: Record<string, ((spec: never) => Paginator) | undefined> = {
  auto: undefined,
  single_page: () => new SinglePagePaginator(),
  header_link: (spec: HeaderLinkSpec) => new HeaderLinkPaginator(spec),
  header_cursor: (spec: HeaderCursorSpec) => new HeaderCursorPaginator(spec),
  json_link: (spec: JsonLinkSpec) => new JSONLinkPaginator(spec),
  json_response: (spec: JsonLinkSpec) => new JSONLinkPaginator(spec),
  cursor: (spec: JsonCursorSpec) => new JSONResponseCursorPaginator(spec),
  offset: (spec: OffsetSpec) => new OffsetPaginator(spec),
  page_number: (spec: PageNumberSpec) => new PageNumberPaginator(spec),
};

/** Adds a kind of paginator that configurations may name by `type`. */
export function registerPaginator(type: string, make: (spec: Readonly<Record<string, unknown>>) => Paginator): void {
  kinds[type] = make;
}

/** @returns undefined for `auto`, and for nothing. @throws E887 for an unknown kind or wrong options */
export function createPaginator(spec: PaginatorSpec | undefined | null): Paginator | undefined {
  if (spec === undefined || spec === null || spec instanceof Paginator) return spec ?? undefined;
  const { type = "auto", ...options } = typeof spec === "string" ? { type: spec } : (spec as { readonly type?: string });
  if (!Object.hasOwn(kinds, type)) throw pipelineError("E887", { paginator: `\`${type}\``, reason: "there is no such paginator", known: `kinds are ${Object.keys(kinds).join(", ")}` });
  return kinds[type]?.(options as never);
}
