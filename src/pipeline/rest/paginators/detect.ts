/** Which paginator an answer asks for (dlt: paginator detection). */
import { pathOf } from "../../json/jsonPath.ts";
import type { RestResponse } from "../response.ts";
import { JSONResponseCursorPaginator } from "./cursor.ts";
import { HeaderLinkPaginator, JSONLinkPaginator } from "./nextUrl.ts";
import { PageNumberPaginator } from "./pageNumber.ts";
import type { Paginator } from "./paginator.ts";
import { SinglePagePaginator } from "./singlePage.ts";

export interface DetectedPaginator {
  readonly paginator: Paginator;
  /** 1: certain. 0.5: some settings are guessed. 0: nothing was found, so one page is taken. */
  readonly score: number;
}

/** What looks at a first answer; undefined if it sees nothing. */
export type PaginatorDetector = (response: RestResponse) => DetectedPaginator | undefined;

/** In the order in which they are asked. */
export const paginatorDetectors: readonly PaginatorDetector[] = [headerLink, jsonLink, pageNumber, cursor, () => ({ paginator: new SinglePagePaginator(), score: 0 })];

/** The first paginator that a detector finds. */
export function detectPaginator(response: RestResponse, detectors: readonly PaginatorDetector[] = paginatorDetectors): DetectedPaginator | undefined {
  for (const detect of detectors) {
    const found = detect(response);
    if (found !== undefined) return found;
  }
  return undefined;
}

function headerLink(response: RestResponse): DetectedPaginator | undefined {
  return response.links.next ? { paginator: new HeaderLinkPaginator(), score: 1 } : undefined;
}

function jsonLink(response: RestResponse): DetectedPaginator | undefined {
  const found = findNext(response.json());
  if (typeof found?.value !== "string" || !/^(?:http|\/)/.test(found.value)) return undefined;
  return { paginator: new JSONLinkPaginator({ nextUrlPath: pathOf(found.path) }), score: 1 };
}

function cursor(response: RestResponse): DetectedPaginator | undefined {
  const found = findNext(response.json());
  return found && { paginator: new JSONResponseCursorPaginator({ cursorPath: pathOf(found.path) }), score: 0.5 };
}

function pageNumber(response: RestResponse): DetectedPaginator | undefined {
  const found = find(response.json(), (key, value) => (/^(?:total_pages|pages|totalpages)$/i.test(key) && isScalar(value) ? { path: [key], value } : undefined));
  if (found === undefined || (typeof found.value === "string" && !/^\s*[+-]?\d+\s*$/.test(found.value))) return undefined;
  return { paginator: new PageNumberPaginator({ totalPath: pathOf(found.path) }), score: 0.5 };
}

interface Found {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The first field called `next…` that holds a value, or an object with a `href…` or `url…`. */
function findNext(body: unknown): Found | undefined {
  return find(body, (key, value) => {
    if (!/^next/i.test(key)) return undefined;
    if (!isObject(value)) return isScalar(value) ? { path: [key], value } : undefined;
    const link = Object.entries(value).find(([name, inner]) => /^(?:href|url)/i.test(name) && isScalar(inner));
    return link && { path: [key, link[0]], value: link[1] };
  });
}

/** The first field for which `match` finds something: an object's fields before what follows it, lists left out. */
function find(body: unknown, match: (key: string, value: unknown) => Found | undefined, depth = 0): Found | undefined {
  if (!isObject(body) || depth > 100) return undefined;
  for (const [key, value] of Object.entries(body)) {
    const found = match(key, value);
    if (found !== undefined) return found;
    const inner = find(value, match, depth + 1);
    if (inner !== undefined) return { path: [key, ...inner.path], value: inner.value };
  }
  return undefined;
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "bigint", "boolean"].includes(typeof value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
