import { expect, test } from "vitest";
import { compilePath, loadJsonPaths, pathOf, setAtPath } from "./jsonPath.ts";

const body = { data: { items: [{ id: 1 }, { id: 2, tags: ["a"] }], next: null }, "@odata.nextLink": "/x", "next-url": "/y", "a b": { c: 1 }, "0": "zero", $ref: 1 };

test.each([
  ["$", [body]],
  ["data.items", [body.data.items]],
  ["$.data.items", [body.data.items]],
  ["data.items[*].id", [1, 2]],
  ["data.items[1].id", [2]],
  ["data.items.[0].id", [1]],
  ["data.items[-1:].id", [2]],
  ["data['items'][0]['id']", [1]],
  ["data.next", [null]],
  ["next-url", ["/y"]],
  ['["@odata.nextLink"]', ["/x"]],
  ["['@odata.nextLink']", ["/x"]],
  ['"@odata.nextLink"', ["/x"]],
  ["@odata.nextLink", []],
  ["'a b'.c", [1]],
  ["$..id", [1, 2]],
  ["data.*", [body.data.items, null]],
  ["data.items[?@.id > 1].id", [2]],
  ["data.items[?(@.id == 1)]", [{ id: 1 }]],
  ["data.items.id", []],
  ["nowhere.at.all", []],
  ["constructor.name", []],
  ["data.items.length", []],
])("%s", async (path, expected) => {
  await loadJsonPaths([path]);
  expect(compilePath(path).find(body)).toEqual(expected);
});

test("a path of names alone says its names", () => {
  expect(compilePath("a.b-c.'d e'").names).toEqual(["a", "b-c", "d e"]);
  expect(compilePath("$").names).toEqual([]);
  expect(compilePath("a[0]").names).toBeUndefined();
});

test("names become a path that leads back to them", () => {
  expect(pathOf([])).toBe("$");
  expect(pathOf(["data", "items"])).toBe("data.items");
  const odd = ["@graph", "a b", 'q"uote', "x.y"];
  expect(compilePath(pathOf(odd)).names).toEqual(odd);
});

test("a value is put at a path, with the objects that lead to it", () => {
  const request: Record<string, unknown> = { q: "x", page: { size: 5 } };
  setAtPath(request, "page.number", 2);
  setAtPath(request, "cursor.next.token", "t");
  setAtPath(request, "__proto__.polluted", true);
  expect(request).toMatchObject({ q: "x", page: { size: 5, number: 2 }, cursor: { next: { token: "t" } } });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(() => setAtPath(request, "list[0]", 1)).toThrow(expect.objectContaining({ code: "E895" }));
});

test.each(["", "a..", "a[", "a[?", "a b]", "a['x"])("%j is no path", async (path) => {
  await expect(loadJsonPaths([path])).rejects.toMatchObject({ code: "E895" });
});
