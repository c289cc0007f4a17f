/** How to get from one page to the next. */
import { pipelineError } from "../../errors.ts";
import { compilePath } from "../../json/jsonPath.ts";
import type { RestRequest } from "../request.ts";
import type { RestResponse } from "../response.ts";
import { readOptions, snakeKey } from "../specOptions.ts";

/**
 * The base of all paginators, and of your own: extend it, and say in `updateState` from a page whether there is another
 * one, and in `updateRequest` how to ask for it.
 *
 * For each page: `updateState(response, rows)`, `updateRequest(request)`, then the page is handed out, then it goes on
 * if `hasNextPage`.
 */
export abstract class Paginator {
  /** False ends the pages. */
  hasNextPage = true;

  /** Prepares the first request, and begins anew. */
  initRequest(_request: RestRequest): void {
    this.hasNextPage = true;
  }

  /**
   * Looks at a page.
   *
   * @param rows what the data selector found in it; empty for an empty page
   */
  abstract updateState(response: RestResponse, rows: readonly unknown[]): void;

  /** Changes the request into that of the next page. Also called after the last page. */
  abstract updateRequest(request: RestRequest): void;

  /** The same settings and the same place, on its own. */
  clone(): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this);
  }

  /** Name and settings, for messages. */
  toString(): string {
    const settings = Object.entries(this).filter(([key, value]) => key !== "hasNextPage" && value !== undefined && value !== null);
    return `${this.constructor.name}(${settings.map(([key, value]) => `${snakeKey(key)}=${JSON.stringify(value)}`).join(", ")})`;
  }
}

/** Reads a paginator's options. @throws E887 for one that there is not */
export function paginatorOptions<Spec extends object>(paginator: string, given: object, known: readonly (keyof Spec & string)[]): Partial<Spec> {
  return readOptions<Spec>(given, known, (key) => badOption(paginator, `there is no option \`${key}\``, known));
}

/** @throws E887 */
export function badOption(paginator: string, reason: string, known: readonly string[]): never {
  throw pipelineError("E887", { paginator, reason, known: known.map((key) => `\`${snakeKey(key)}\``).join(", ") });
}

/** The first value at a path of the body; undefined for none and for null. */
export function bodyValue(response: RestResponse, path: string): unknown {
  return compilePath(path).find(response.json())[0] ?? undefined;
}

/** A body for a message: short, and without secrets. */
export function shownBody(response: RestResponse): string {
  const text = response.redacted(response.text);
  return `\`${text.length > 120 ? `${text.slice(0, 120)}…` : text}\``;
}

/**
 * Whether the body says that there is more: true, false, or a text that means one of them.
 *
 * @throws E888 if nothing stands there, E889 for anything else
 */
export function readHasMore(response: RestResponse, path: string, paginator: string): boolean {
  const value = bodyValue(response, path);
  if (value === undefined) throw pipelineError("E888", { what: "Has more value", paginator, path, found: shownBody(response) });
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (["yes", "true", "t", "y", "1"].includes(text)) return true;
  if (["no", "false", "f", "n", "0"].includes(text)) return false;
  throw pipelineError("E889", { path, expected: "true or false", paginator, found: `\`${String(value)}\`` });
}
