import { describe, expect, test } from "vitest";
import { startNodeDuckDb } from "../../pipeline/destination/duckdb/engine.node.ts";
import type { KernelOptions } from "../kernel.ts";
import { type TestCell, TestKernel } from "../kernelHarness.ts";
import type { TableOutput } from "../protocol.ts";

/** A database of its own for each notebook. */
async function open(cells: Readonly<Record<string, TestCell>>, options: KernelOptions = {}): Promise<TestKernel> {
  const engine = await startNodeDuckDb();
  return TestKernel.open(cells, "automatic", { startDuckDb: () => Promise.resolve(engine), ...options });
}

const sql = (code: string, out?: string): TestCell => ({ code, lang: "sql", out });

/** Rows of the table that a cell shows. */
async function shown(test: TestKernel, id: string): Promise<unknown> {
  const { outputs, error } = await test.cell(id);
  if (error !== null) return `${error.code} ${error.line}:${error.column} ${error.message}`;
  const table = outputs.at(-1)?.output;
  return table?.kind === "table" ? (table as TableOutput).rows : table?.kind === "text" ? table.text : null;
}

async function edges(test: TestKernel): Promise<string[]> {
  return (await test.kernel.snapshot()).edges.map(([from, to]) => `${from}→${to}`);
}

describe("edges", () => {
  test("K1 K2: a list is a table, its rows are a list again, and a change runs through", async () => {
    const test = await open({
      a: "const df = [{ name: 'Ada', n: 1 }, { name: 'Bo', n: 2 }]; const wanted = 'Bo'",
      b: sql("FROM df WHERE name = ${wanted}", "result"),
      c: "const found = result.map(({ name, n }) => `${name} ${n}`)",
    });
    await test.runAll();
    expect(await shown(test, "b")).toEqual([["Bo", 2]]);
    expect((await test.names())["found"]).toEqual(["Bo 2"]);
    expect(await edges(test)).toEqual(["a→b", "b→c"]);
    expect(await test.edit("a", "const df = [{ name: 'Bo', n: 7 }]; const wanted = 'Bo'")).toEqual(["a", "b", "c"]);
    expect((await test.names())["found"]).toEqual(["Bo 7"]);
  });

  test("K3: a table that one cell makes and another reads", async () => {
    const test = await open({ b: sql("SELECT sum(n) AS total FROM t"), a: sql("CREATE TABLE t AS FROM range(5) r(n)") });
    expect(await test.runAll()).toEqual(["a", "b"]);
    expect(await shown(test, "b")).toEqual([[10]]);
  });

  test("K4: a table is no name of TypeScript, yet an unqualified one shares its key with it", async () => {
    const test = await open({ made: sql("CREATE TABLE t (n INTEGER)"), reads: "typeof t", qualified: sql("CREATE SCHEMA s; CREATE TABLE s.u (n INTEGER)"), u: "const u = 1" });
    await test.runAll();
    expect(await edges(test)).toEqual([]);
    expect(await test.results()).toEqual({ made: "success", reads: "success", qualified: "success", u: "success" });
    expect(await test.outputs("reads")).toEqual(["undefined"]);
    await test.add("clash", "const t = 2");
    await test.run("clash", "made");
    expect([(await test.cell("clash")).error?.code, (await test.cell("made")).error?.code]).toEqual(["E104", "E104"]);
  });

  test("K5 J11: a qualified name reads no name of TypeScript; an unqualified one does", async () => {
    const test = await open({ a: "const df = [{ n: 1 }]; const my_schema = 2", b: sql("FROM my_schema.df"), c: sql("FROM df") });
    expect(await edges(test)).toEqual(["a→c"]);
  });

  test.each([
    ["CREATE TABLE s.t (n INTEGER)", "FROM t", true],
    ["CREATE TABLE s.t (n INTEGER)", "FROM s.t", true],
    ["CREATE TABLE s.t (n INTEGER)", "FROM S.T", true],
    ["CREATE TABLE s.t (n INTEGER)", "FROM memory.s.t", true],
    ["CREATE TABLE s.t (n INTEGER)", "FROM other.t", false],
    ["CREATE TABLE s.t (n INTEGER)", "FROM other.s.t", false],
    ["CREATE TABLE s.t (n INTEGER)", "FROM t.s", false],
    ["CREATE TABLE s.t (n INTEGER)", "FROM s.tt", false],
    ["CREATE TABLE s.t (n INTEGER)", "FROM ss.t", false],
    ["CREATE TABLE c.s.t (n INTEGER)", "FROM s.t", true],
    ["CREATE TABLE c.s.t (n INTEGER)", "FROM c.s.t", true],
    ["CREATE TABLE c.s.t (n INTEGER)", "FROM s.c.t", false],
    ["CREATE TABLE t (n INTEGER)", "FROM main.t", true],
    ["CREATE TABLE t (n INTEGER)", "FROM memory.t", true],
    ["CREATE TABLE t (n INTEGER)", "FROM s.t", false],
    ["CREATE SCHEMA s", "CREATE TABLE s.t (n INTEGER)", true],
    ["CREATE SCHEMA s", "FROM s.t", true],
    ["CREATE SCHEMA s", "FROM s", false],
    ["CREATE MACRO twice(x) AS 2 * x", "SELECT twice(21)", true],
    ["CREATE TABLE t (n INTEGER)", "INSERT INTO t (n) VALUES (1)", true],
  ])("K6: %s, then %s", async (made, read, isEdge) => {
    const test = await open({ a: sql(made), b: sql(read) });
    expect(await edges(test)).toEqual(isEdge ? ["a→b"] : []);
  });

  test("K7: the same last part in two schemas is two tables; the same name twice is one too many", async () => {
    const test = await open({ a: sql("CREATE SCHEMA s1; CREATE TABLE s1.t AS SELECT 1 AS n"), b: sql("CREATE SCHEMA s2; CREATE TABLE s2.t AS SELECT 2 AS n"), c: sql("SELECT a.n, b.n AS m FROM s1.t a, s2.t b") });
    await test.runAll();
    expect(await shown(test, "c")).toEqual([[1, 2]]);
    await test.add("d", sql("CREATE TABLE S1.t AS SELECT 3 AS n"));
    await test.run("d");
    expect(await test.cell("d")).toMatchObject({ result: "graph-error", error: { code: "E104", related: ["a"] } });
  });

  test("K8: no cell reads itself", async () => {
    const test = await open({ a: sql("CREATE SCHEMA s; CREATE TABLE s.t AS SELECT 1 AS n"), b: sql("CREATE TABLE t AS SELECT * FROM s.t"), c: sql("FROM t") });
    await test.run("b");
    expect(await edges(test)).toEqual(["a→b", "a→c", "b→c"]);
    expect(await test.results()).toMatchObject({ a: "success", b: "success" });
  });

  test("K9: an attached database, its tables and its readers", async () => {
    const test = await open({ read: sql("FROM db.t"), fill: sql("CREATE TABLE db.t AS SELECT 5 AS n"), attach: sql("ATTACH ':memory:' AS db") });
    expect(await test.runAll()).toEqual(["attach", "fill", "read"]);
    expect(await shown(test, "read")).toEqual([[5]]);
    expect(await test.run("attach")).toEqual(["attach", "fill", "read"]);
    expect(await shown(test, "read")).toEqual([[5]]);
  });
});

describe("what a cell makes", () => {
  test("K10: what is made and used in one cell is nobody else's business", async () => {
    const test = await open({ a: sql("CREATE TABLE cars AS SELECT 1 AS n; INSERT INTO cars VALUES (2); SELECT sum(n) FROM cars; DROP TABLE cars"), b: sql("CREATE TABLE cars (n INTEGER)") });
    await test.runAll();
    expect(await test.results()).toEqual({ a: "success", b: "success" });
    expect(await shown(test, "a")).toEqual([[3]]);
    expect(await edges(test)).toEqual([]);
  });

  test("K11: an unreadable text keeps the cell, its names and its place", async () => {
    const test = await open({ df: "const df = [{ n: 1 }]", a: sql("SELECT n FROM df WHERE n = 'x", "r"), b: "r.length" });
    await test.runAll();
    expect(await edges(test)).toEqual(["df→a", "a→b"]);
    expect(await test.cell("a")).toMatchObject({ result: "graph-error", error: { code: "E251", line: 1, column: 28 } });
    expect(await test.cell("b")).toMatchObject({ result: "blocked", blockedBy: "a" });
    await test.edit("a", "SELECT n FROM df");
    expect(await test.results()).toEqual({ df: "success", a: "success", b: "success" });
  });

  test("K13: deleted or run again, the table is gone before, and readers follow", async () => {
    const test = await open({ a: sql("CREATE TABLE \"we ird; \"\"t\" AS SELECT 1 AS n"), b: sql("FROM \"we ird; \"\"t\"") });
    await test.runAll();
    expect(await test.run("a")).toEqual(["a", "b"]);
    expect(await shown(test, "b")).toEqual([[1]]);
    expect(await test.edit("a", "CREATE TABLE other AS SELECT 1 AS n")).toEqual(["a", "b"]);
    expect(await shown(test, "b")).toMatch(/^E260 1:6 Catalog Error: Table with name we ird; "t does not exist!/);
    await test.edit("a", "CREATE TABLE \"we ird; \"\"t\" AS SELECT 2 AS n");
    expect(await shown(test, "b")).toEqual([[2]]);
    expect(await test.delete("a")).toEqual(["b"]);
    expect((await test.cell("b")).result).toBe("exception");
  });

  test("K13: views, schemas, sequences, types and macros go too, also after a failure", async () => {
    const made = "CREATE SCHEMA s; CREATE VIEW s.v AS SELECT 1 AS n; CREATE SEQUENCE q; CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE MACRO f(x) AS x + 1; CREATE TEMP TABLE tt (n INTEGER);";
    const test = await open({ a: sql(`${made} SELECT nope`) });
    await test.runAll();
    expect(await shown(test, "a")).toMatch(/Referenced column "nope" was not found/);
    await test.edit("a", `${made} SELECT f(n) AS m, 'ok'::mood AS mood, nextval('q') AS q FROM s.v`);
    expect(await shown(test, "a")).toEqual([[2, "ok", expect.anything()]]);
  });

  test("K16: `a.b` is resolved with the databases that are attached; what lies in them stays", async () => {
    const test = await open({
      attach: sql("ATTACH ':memory:' AS other_db; ATTACH ':memory:' AS \"hy-phen\""),
      schema: sql("CREATE SCHEMA \"my-schema\""),
      make: sql("CREATE TABLE IF NOT EXISTS other_db.t (n INTEGER); CREATE TABLE IF NOT EXISTS \"hy-phen\".main.t (n INTEGER); CREATE TABLE memory.t (n INTEGER); CREATE TABLE \"my-schema\".\"a-b\" (n INTEGER)"),
      look: sql("SELECT database_name || '.' || schema_name || '.' || table_name AS name FROM duckdb_tables() WHERE schema_name <> 'watercourse' ORDER BY name"),
    });
    await test.runAll();
    expect(await test.results()).toEqual({ attach: "success", schema: "success", make: "success", look: "success" });
    await test.run("look");
    expect(await shown(test, "look")).toEqual([["hy-phen.main.t"], ["memory.main.t"], ["memory.my-schema.a-b"], ["other_db.main.t"]]);
    await test.delete("make");
    await test.run("look");
    expect(await shown(test, "look")).toEqual([["hy-phen.main.t"], ["other_db.main.t"]]);
  });
});

describe("values", () => {
  const rows = "const t = [1, 2, 3, 4, 5].map((n) => ({ n, name: `r${n}`, day: new Date(Date.UTC(2024, 0, n)) }))";

  test.each([
    ["SELECT n FROM t WHERE n = ${2} OR name = ${'r4'}", [[2], [4]]],
    ["SELECT n FROM t ORDER BY n DESC LIMIT ${2} OFFSET ${1}", [[4], [3]]],
    ["SELECT n FROM t WHERE n BETWEEN ${2} AND ${3}", [[2], [3]]],
    ["SELECT n FROM t WHERE n IN (${[1, 5]}) AND name NOT IN ${['r1']}", [[5]]],
    ["SELECT n FROM t WHERE n IN (${[]}) OR n NOT IN (${[]}) AND n < 2", [[1]]],
    ["SELECT n FROM t WHERE name LIKE ${'%3'} OR name LIKE 'r${5}'", [[3], [5]]],
    ["SELECT n FROM t WHERE day >= ${new Date(Date.UTC(2024, 0, 4))} + interval '${1} days'", [[5]]],
    ["SELECT n FROM t WHERE day < ${'2024-01-02'}", [[1]]],
    ["SELECT n FROM t WHERE n > ${null} OR name = ${\"'; DROP TABLE t; --\"}", []],
    ["SELECT ${\"it's\"} AS a, ${true} AS b, ${1.5} AS c, ${12345678901} AS d, ${9007199254740993n}::BIGINT AS e, ${null} AS f", [["it's", true, 1.5, 12345678901, "9007199254740993", null]]],
    ["SELECT ${[1, 2]}[2] AS a, ${ { k: 'v' } }.k AS b, ${7} / 2 AS c, DATE '2024-01-01' + ${3} AS d", [[2, "v", 3.5, "2024-01-04"]]],
    ["SELECT \"${'n'}\" AS a, t.${'name'} AS b FROM t JOIN t AS u USING (${'n'}) WHERE n = 1", [[1, "r1"]]],
    ["SELECT * FROM range(${3}) r(i) WHERE i > ${0}", [[1], [2]]],
    ["PIVOT (SELECT n % 2 AS odd, n FROM t WHERE n < ${5}) ON odd USING sum(n)", [[6, 4]]],
  ])("K14: %s", async (code, expected) => {
    const test = await open({ rows, a: sql(code) });
    await test.runAll();
    expect(await shown(test, "a")).toEqual(expected);
    await test.add("count", sql("SELECT count(*) AS n FROM t"));
    await test.run("count");
    expect(await shown(test, "count")).toEqual([[5]]);
  });

  test("K14: INSERT takes values, and a view keeps them", async () => {
    const test = await open({ a: sql("CREATE TABLE u (n INTEGER, s VARCHAR); INSERT INTO u VALUES (${1}, ${\"a'b\"}), (${2}, ${null})"), v: sql("CREATE VIEW v AS SELECT * FROM u WHERE s = ${\"a'b\"} AND n < ${2}"), b: sql("FROM v") });
    await test.runAll();
    expect(await shown(test, "a")).toBe("2 rows inserted.");
    expect(await shown(test, "b")).toEqual([[1, "a'b"]]);
  });

  test("a table in an expression: a list, the rows of another cell, a name as text", async () => {
    const test = await open({ r: "const lists = { a: [{ n: 1 }, { n: 2 }] }", a: sql("SELECT sum(n) AS total FROM ${lists.a} WHERE n > ${0}", "sums"), b: sql("SELECT s.total, r.n FROM ${sums} AS s, ${lists.a.slice(1)} AS r"), c: sql("FROM ${'sums'}") , d: sql("FROM sums")});
    await test.runAll();
    expect([await shown(test, "b"), await shown(test, "d")]).toEqual([[[3, 2]], [[3]]]);
    expect(await shown(test, "c")).toMatch(/Table with name sums does not exist/);
  });

  test("what is no value and no table says so, with its expression", async () => {
    const test = await open({ v: "const m = new Map(); const empty = []; const f = () => 1; const text = 'x'", a: sql("SELECT ${m}"), b: sql("FROM empty"), c: sql("FROM f"), d: sql("FROM ${m}"), e: sql("SELECT 1 AS a ORDER BY t.${m}") });
    await test.runAll();
    expect(await Promise.all(["a", "b", "c", "d", "e"].map(async (id) => (await test.cell(id)).error?.code))).toEqual(["E261", "E262", "E262", "E262", "E265"]);
    expect((await test.cell("b")).error?.message).toBe("`empty` cannot be read as a table: it is an empty list, so its columns are not known.");
  });

  test("values of all kinds go in and come out", async () => {
    const test = await open({
      t: "const t = [{ i: 1, big: 2n ** 60n, d: 0.5, s: 'ä', b: true, day: new Date(5), l: [1, 2], o: { x: 1, y: null }, mixed: 1, none: null }, { i: 2 ** 40, d: 2, mixed: 'two', extra: [{ z: 'q' }] }]",
      a: sql("FROM t", "back"),
      b: "const same = back.map((row) => ({ ...row, big: String(row.big), day: row.day?.getTime() ?? null }))",
      c: sql("SELECT typeof(i) AS i, typeof(d) AS d, typeof(day) AS day, typeof(l) AS l, typeof(o) AS o FROM t LIMIT 1"),
    });
    await test.runAll();
    expect((await test.names())["same"]).toEqual([
      { i: 1, big: String(2n ** 60n), d: 0.5, s: "ä", b: true, day: 5, l: [1, 2], o: { x: 1, y: null }, mixed: "1", none: null, extra: null },
      { i: 2 ** 40, big: "null", d: 2, s: null, b: null, day: null, l: null, o: null, mixed: "two", none: null, extra: [{ z: "q" }] },
    ]);
    expect(await shown(test, "c")).toEqual([["BIGINT", "DOUBLE", "TIMESTAMP", "INTEGER[]", "STRUCT(x INTEGER, y VARCHAR)"]]);
  });
});

describe("results", () => {
  test("K12 K15: functions, DESCRIBE, SUMMARIZE, SHOW, PIVOT, EXPLAIN give rows", async () => {
    const test = await open({ t: "const t = [{ city: 'Kyiv', n: 1 }, { city: 'Lviv', n: 2 }]", f: sql("FROM range(2)"), d: sql("DESCRIBE t"), s: sql("SUMMARIZE t"), p: sql("FROM t LIMIT 0; PIVOT t ON city USING sum(n) -- wide"), u: sql("UNPIVOT t ON n"), e: sql("EXPLAIN FROM t"), r: sql("CREATE TABLE w (n INTEGER); INSERT INTO w VALUES (3) RETURNING n + 1 AS m") });
    await test.runAll();
    expect(await shown(test, "f")).toEqual([[0], [1]]);
    for (const id of ["d", "s"]) expect(((await shown(test, id)) as string[][]).map((row) => row.slice(0, 2))).toEqual([["city", "VARCHAR"], ["n", "INTEGER"]]);
    expect(await shown(test, "p")).toMatchObject([[1, 2]]);
    expect(await shown(test, "u")).toMatchObject([["Kyiv", "n", 1], ["Lviv", "n", 2]]);
    expect(await shown(test, "r")).toEqual([[4]]);
    expect(JSON.stringify(await shown(test, "e"))).toContain("physical_plan");
    expect(await edges(test)).toEqual(["t→d", "t→s", "t→p", "t→u", "t→e"]);
  });

  test("a large result is paged, sorted and summed up in the database", async () => {
    const test = await open({ a: sql("SELECT i, i % 7 AS k FROM range(100000) r(i)", "big"), b: "big.length", c: "big" });
    await test.runAll();
    expect(await test.outputs("b")).toEqual(["100000"]);
    for (const id of ["a", "c"]) {
      const table = (await test.outputs(id))[0] as TableOutput;
      expect([table.rowCount, table.columns.map(({ name }) => name)]).toEqual([100_000, ["i", "k"]]);
      expect((await test.kernel.tablePage({ table: table.table, offset: 99_999, limit: 5 })).rows).toEqual([[99999, 4]]);
      expect((await test.kernel.tablePage({ table: table.table, offset: 0, limit: 1, sort: { column: "i", descending: true } })).rows).toEqual([[99999, 4]]);
    }
  });

  test("a transaction that is left open is undone, and its rows are still shown", async () => {
    const test = await open({ a: sql("CREATE TABLE t (n INTEGER)"), b: sql("BEGIN; INSERT INTO t VALUES (1); SELECT count(*) AS n FROM t"), c: sql("BEGIN; INSERT INTO t VALUES (1); COMMIT; FROM t") });
    await test.runAll();
    expect([await shown(test, "b"), await shown(test, "c")]).toEqual([[[1]], [[1]]]);
  });
});

describe("failures", () => {
  test.each([
    ["SELECT *\n  FORM t", "E260 2:8 Parser Error: syntax error at or near \"t\""],
    ["SELECT n,\n       nope\nFROM t", "E260 2:8 Binder Error: Referenced column \"nope\" not found in FROM clause! Candidate bindings: \"n\""],
    ["SELECT 1;\nSELECT ${[1, 2]} AS long_enough,\n  nope FROM t", "E260 3:3 Binder Error: Referenced column \"nope\" not found in FROM clause! Candidate bindings: \"n\""],
    ["SELECT 1 AS a, ${'a long text that is bound'} AS b, 2 AS c, 3 AS d, 4 AS e, 5 AS f, 6 AS g, 7 AS h, 8 AS i, nope, 9 AS j, 10 AS k, 11 AS l, 12 AS m, 13 AS o FROM t", "E260 1:109 Binder Error: Referenced column \"nope\" not found in FROM clause! Candidate bindings: \"n\""],
    ["SELECT n FROM t WHERE n = ${'x'} + 1", "E260 1:34 "],
    ["DESCRIBE nobody", "E260 1:10 Catalog Error: Table with name nobody does not exist!"],
  ])("F21: %s", async (code, message) => {
    const test = await open({ rows: "const t = [{ n: 1 }]", a: sql(code) });
    await test.runAll();
    const found = await shown(test, "a");
    expect(String(found).slice(0, message.length)).toBe(message);
  });

  test("an expression that throws is the cell's own error, at its place", async () => {
    const test = await open({ a: sql("SELECT 1,\n  ${missing.x}") });
    await test.runAll();
    expect(await test.cell("a")).toMatchObject({ result: "exception", error: { code: "E200", line: 2, column: 5 } });
  });

  test("readers of a failed cell's table are cancelled, whether they run with it or later", async () => {
    const test = await open({ a: sql("CREATE TABLE t AS SELECT nope"), b: sql("FROM t") });
    await test.runAll();
    expect(await test.cell("b")).toMatchObject({ result: "cancelled", blockedBy: "a" });
    await test.run("b");
    expect(await test.cell("b")).toMatchObject({ result: "cancelled", blockedBy: "a" });
  });

  test("without a database the cell says so", async () => {
    const test = await TestKernel.open({ a: sql("SELECT 1") });
    await test.runAll();
    expect((await test.cell("a")).error?.code).toBe("E264");
  });

  test("200 runs leave nothing behind", async () => {
    const test = await open({ t: "const t = [{ n: 1 }]", a: sql("CREATE OR REPLACE TABLE u AS FROM t; CREATE VIEW v AS FROM t; SELECT * FROM u, ${t} AS x", "r"), b: sql("FROM r JOIN v USING (n)") });
    await test.runAll();
    for (let at = 0; at < 200; at += 1) await test.run(at % 2 === 0 ? "t" : "a");
    await test.edit("a", "");
    await test.delete("b");
    await test.add("left", sql("SELECT table_name AS name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"));
    await test.run("left");
    // Its own result alone.
    expect(await shown(test, "left")).toEqual([[expect.stringMatching(/^result_\d+$/)]]);
  });
});
