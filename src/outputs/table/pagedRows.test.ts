import { expect, test } from "vitest";
import type { TableOutput, TablePage, TablePageRequest } from "../../kernel/protocol.ts";
import { PagedRows } from "./pagedRows.ts";

const output: TableOutput = { kind: "table", table: "t", columns: [{ name: "n", type: "number" }], rowCount: 10_000, rows: Array.from({ length: 25 }, (_unused, index) => [index]) };

/** A kernel that answers when told to. */
function kernel() {
  const asked: TablePageRequest[] = [];
  const answers: (() => void)[] = [];
  const fetchPage = (request: TablePageRequest) => {
    asked.push(request);
    const rows = Array.from({ length: request.limit }, (_unused, index) => [request.offset + index]);
    return new Promise<TablePage>((resolve) => answers.push(() => resolve({ offset: request.offset, rowCount: output.rowCount, rows })));
  };
  return { asked, fetchPage, answer: () => answers.splice(0).forEach((give) => give()) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test("the first rows are there without asking", () => {
  const { asked, fetchPage } = kernel();
  const rows = new PagedRows(output, null);
  rows.show(0, 25, fetchPage);
  expect(asked).toEqual([]);
  expect(rows.rowAt(24)).toEqual([24]);
  expect(rows.rowAt(25)).toBeUndefined();
});

test("a page is asked for once, however often its rows are shown", async () => {
  const { asked, fetchPage, answer } = kernel();
  const rows = new PagedRows(output, null);
  rows.show(480, 510, fetchPage);
  rows.show(481, 511, fetchPage);
  expect(asked.map(({ offset, limit }) => [offset, limit])).toEqual([
    [400, 100],
    [500, 100],
  ]);
  answer();
  await settle();
  rows.show(482, 512, fetchPage);
  expect(asked).toHaveLength(2);
  expect(rows.rowAt(511)).toEqual([511]);
});

test("another order has none of the output's own rows and says how to sort", () => {
  const { asked, fetchPage } = kernel();
  const rows = new PagedRows(output, { column: "n", descending: true });
  rows.show(0, 25, fetchPage);
  expect(rows.rowAt(0)).toBeUndefined();
  expect(asked).toEqual([{ table: "t", offset: 0, limit: 100, sort: { column: "n", descending: true } }]);
});

test("after a refusal nothing is asked for until the reader wants it", async () => {
  let calls = 0;
  const refuse = () => {
    calls += 1;
    return Promise.reject(new Error("gone"));
  };
  const rows = new PagedRows(output, null);
  rows.show(100, 110, refuse);
  await settle();
  rows.show(300, 310, refuse);
  expect([rows.problem, calls]).toEqual(["gone", 1]);
  rows.retry(refuse);
  expect([rows.problem, calls]).toEqual([null, 2]);
});

test("only so many pages are kept", async () => {
  const { fetchPage, answer } = kernel();
  const rows = new PagedRows(output, null);
  for (let page = 1; page <= 45; page += 1) {
    rows.show(page * 100, page * 100 + 30, fetchPage);
    answer();
    await settle();
  }
  expect(rows.rowAt(110)).toBeUndefined();
  expect(rows.rowAt(4510)).toEqual([4510]);
});
