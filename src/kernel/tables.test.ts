import { expect, test } from "vitest";
import { Tables } from "./tables.ts";

test("tables of a cell are gone, and what they kept is freed, when its outputs are", async () => {
  const tables = new Tables();
  const closed: string[] = [];
  const source = (name: string, close = () => void closed.push(name)) => ({ columns: [], rowCount: 1, page: () => [[name]], close });
  const [first, other] = [tables.keep("a", source("first")), tables.keep("b", source("other"))];
  tables.keep("a", source("failing", () => {
    throw new Error("already gone");
  }));
  tables.dropCell("a");
  await Promise.resolve();
  await Promise.resolve();
  expect(closed).toEqual(["first"]);
  await expect(tables.page({ table: first, offset: 0, limit: 1 })).rejects.toMatchObject({ code: "E212" });
  expect((await tables.page({ table: other, offset: 0, limit: 1 })).rows).toEqual([["other"]]);
});
