import { expect, test } from "vitest";
import { parseLinkHeader } from "./linkHeader.ts";

test.each([
  ['<https://x/y?page=2>; rel="next", <https://x/y?page=9>; rel="last"', { next: "https://x/y?page=2", last: "https://x/y?page=9" }],
  ["</a?x=1,2;3>; rel=next", { next: "/a?x=1,2;3" }],
  ['<a>; title="a, \\"b\\"; rel=no"; rel="next prev"', { next: "a", prev: "a" }],
  ['<a>;rel="next";title="x",<b>; rel=\'last\'', { next: "a", "'last'": "b" }],
  ["<a>; results=\"true\"; cursor=\"0:1\"; rel=\"next\"", { next: "a" }],
  ["<a>", { a: "a" }],
  ["", {}],
  ["nonsense", {}],
])("%s", (header, expected) => {
  expect(parseLinkHeader(header)).toEqual(expected);
});
