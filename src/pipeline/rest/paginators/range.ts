/** Pages by a number that grows: a page number or an offset (dlt: RangePaginator). */
import { pipelineError } from "../../errors.ts";
import { setAtPath } from "../../json/jsonPath.ts";
import type { RestRequest } from "../request.ts";
import type { RestResponse } from "../response.ts";
import { Paginator, badOption, bodyValue, readHasMore, shownBody } from "./paginator.ts";

/** What page numbers and offsets have in common. */
export interface RangeSpec {
  /** Parameter of the query that holds the number. Null: it goes into the body. */
  readonly paramName: string | undefined;
  /** Place in the JSON body that holds the number. */
  readonly paramBodyPath: string | undefined;
  readonly initialValue: number;
  /** What each page adds. */
  readonly valueStep: number;
  /** Number of the first item or page, which shifts the total: 0 or 1. */
  readonly baseIndex: number;
  /** The first number that is not asked for. */
  readonly maximumValue: number | undefined;
  /** Place in the response of the number of items or pages in all. */
  readonly totalPath: string | undefined;
  readonly stopAfterEmptyPage: boolean;
  /** Place in the response of a value that says whether there is more; it has the last word. */
  readonly hasMorePath: string | undefined;
  /** What the total counts, for messages. */
  readonly totalOf: string;
  readonly optionNames: readonly string[];
}

/** Where a page number or an offset stands, and when it ends. Use `PageNumberPaginator` or `OffsetPaginator`. */
export abstract class RangePaginator extends Paginator {
  readonly paramName: string | undefined;
  readonly paramBodyPath: string | undefined;
  readonly initialValue: number;
  readonly valueStep: number;
  readonly baseIndex: number;
  readonly maximumValue: number | undefined;
  readonly totalPath: string | undefined;
  readonly stopAfterEmptyPage: boolean;
  readonly hasMorePath: string | undefined;
  /** The number of the next request. */
  currentValue: number;
  protected readonly totalOf: string;

  /** @throws E887 without anything that ends the pages, or with a number that is none */
  constructor(spec: RangeSpec) {
    super();
    const { initialValue, valueStep, maximumValue } = spec;
    if ([initialValue, valueStep, maximumValue ?? 0].some((number) => !Number.isInteger(number))) badOption(this.constructor.name, "offsets, limits, pages and maxima are whole numbers", spec.optionNames);
    if (spec.totalPath === undefined && maximumValue === undefined && spec.hasMorePath === undefined && !spec.stopAfterEmptyPage) {
      badOption(this.constructor.name, "nothing would end the pages: give a path to the total, a maximum, `has_more_path`, or stop after an empty page", spec.optionNames);
    }
    this.paramName = spec.paramName;
    this.paramBodyPath = spec.paramBodyPath;
    this.initialValue = initialValue;
    this.valueStep = valueStep;
    this.baseIndex = spec.baseIndex;
    this.maximumValue = maximumValue;
    this.totalPath = spec.totalPath;
    this.stopAfterEmptyPage = spec.stopAfterEmptyPage;
    this.hasMorePath = spec.hasMorePath;
    this.currentValue = initialValue;
    this.totalOf = spec.totalOf;
  }

  override initRequest(request: RestRequest): void {
    super.initRequest(request);
    this.currentValue = this.initialValue;
    this.updateRequest(request);
  }

  /** @throws E888 and E889 for a total, or a word on more pages, that is missing or none */
  override updateState(response: RestResponse, rows: readonly unknown[]): void {
    if (this.stopAfterEmptyPage && rows.length === 0) {
      this.hasNextPage = false;
      return;
    }
    const total = this.totalPath === undefined ? undefined : this.#readTotal(response, this.totalPath);
    this.currentValue += this.valueStep;
    if ((total !== undefined && this.currentValue >= total + this.baseIndex) || (this.maximumValue !== undefined && this.currentValue >= this.maximumValue)) this.hasNextPage = false;
    if (this.hasMorePath !== undefined) this.hasNextPage = readHasMore(response, this.hasMorePath, this.constructor.name);
  }

  override updateRequest(request: RestRequest): void {
    putValue(request, this.paramName, this.paramBodyPath, this.currentValue);
  }

  #readTotal(response: RestResponse, path: string): number {
    const value = bodyValue(response, path);
    const paginator = this.constructor.name;
    if (value === undefined) throw pipelineError("E888", { what: `Total of ${this.totalOf}`, paginator, path, found: shownBody(response) });
    const total = typeof value === "number" ? Math.trunc(value) : typeof value === "bigint" || typeof value === "boolean" ? Number(value) : typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : Number.NaN;
    if (Number.isNaN(total)) throw pipelineError("E889", { path, expected: "a whole number", paginator, found: `\`${String(value)}\`` });
    return total;
  }
}

/** Puts a value into the query or, at a path, into the body of a request. */
export function putValue(request: RestRequest, paramName: string | undefined, bodyPath: string | undefined, value: unknown): void {
  if (bodyPath !== undefined) {
    if (typeof request.json !== "object" || request.json === null) request.json = {};
    setAtPath(request.json as Record<string, unknown>, bodyPath, value);
  } else if (paramName !== undefined) {
    request.params = { ...request.params, [paramName]: value };
  }
}
