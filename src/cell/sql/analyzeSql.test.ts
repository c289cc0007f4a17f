import { describe, expect, test } from "vitest";
import { analyzeCell } from "../analyzeCell.ts";

function analyze(code: string, out?: string) {
  const { defs, refs, diagnostics, sql } = analyzeCell(code, { lang: "sql", out });
  const print = ({ parts }: { readonly parts: readonly string[] }): string => parts.join(".");
  return {
    defs,
    refs,
    made: sql?.creations.map(print) ?? [],
    read: sql?.reads.filter(({ kind }) => kind === "table").map(print) ?? [],
    problems: diagnostics.map(({ code: number, line, column }) => `${number} ${line}:${column}`),
    pieces: sql?.pieces.map(({ kind }) => kind) ?? [],
    answers: sql?.statements.map(({ answer }) => answer) ?? [],
  };
}

describe("names that an SQL cell reads", () => {
  test("K1: tables and the names in its expressions, in text order; the result is a definition", () => {
    expect(analyze("FROM df WHERE name = ${name}", "result")).toMatchObject({ refs: ["df", "name"], defs: ["result"], problems: [] });
  });

  test.each([
    ["SELECT * FROM a, b AS x, c y WHERE a.n = x.n", ["a", "b", "c"]],
    ["SELECT * FROM a JOIN b USING (id) LEFT JOIN c ON b.x = c.x, d", ["a", "b", "c", "d"]],
    ["SELECT * FROM (SELECT * FROM inner_t) AS q", ["inner_t"]],
    ["SELECT (SELECT max(n) FROM m), EXISTS (FROM e) FROM t WHERE x IN (SELECT y FROM z)", ["m", "e", "t", "z"]],
    ["WITH a AS (SELECT * FROM t), b AS (FROM a) SELECT * FROM b JOIN a USING (id)", ["t"]],
    ["WITH t AS (SELECT * FROM t) FROM t", ["t"]],
    ["WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) FROM r", []],
    ["INSERT INTO t WITH a AS (FROM b) FROM a", ["t", "b"]],
    ["SELECT * FROM (WITH a AS (FROM b) FROM a) x, a", ["b", "a"]],
    ["FROM ((a CROSS JOIN b))", ["a", "b"]],
    ["SELECT extract(year FROM ts), trim(both ' ' FROM s), substring(s FROM 2 FOR 3) FROM t", ["t"]],
    ["SELECT * FROM t WHERE a IS DISTINCT FROM b AND c IS NOT DISTINCT FROM d", ["t"]],
    ["SELECT * FROM a UNION ALL (SELECT * FROM b) EXCEPT FROM c ORDER BY x, y LIMIT 3", ["a", "b", "c"]],
    ["FROM p: people SELECT p.name", ["people"]],
    ["FROM t, LATERAL (SELECT t.n + 1), unnest([1, 2]) AS u(x), more", ["t", "more"]],
    ["SELECT * FROM t JOIN u ON t.x IN [1, 2, 3] AND t.y = {'a': 1, 'b': 2}.a", ["t", "u"]],
    ["UPDATE t SET x = 1 FROM u WHERE t.id = u.id", ["t", "u"]],
    ["DELETE FROM t USING u, v WHERE t.id = u.id", ["t", "u", "v"]],
    ["MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET x = 1", ["t", "u"]],
    ["INSERT INTO t (a, b) SELECT a, b FROM u", ["t", "u"]],
    ["COPY t (a, b) FROM 'in.csv'", ["t"]],
    ["COPY t TO 'out.csv' (HEADER)", ["t"]],
    ["COPY (FROM t) TO 'out.csv'", ["t"]],
    ["EXPLAIN ANALYZE SELECT * FROM t", ["t"]],
    ["CREATE INDEX i ON t (a, b)", ["t"]],
    ["ALTER TABLE t ADD COLUMN x INTEGER", ["t"]],
    ["SELECT 'FROM nope', \"from nope\", $$ FROM nope $$ -- FROM nope\n/* FROM /* nope */ nope */ FROM \"my table\"", ["my table"]],
    ["SELECT n AS date, timestamp with time zone '2024-01-01' FROM t", ["t"]],
    ["from T select E'it\\'s FROM nope'", ["T"]],
  ])("%s", (code, tables) => {
    expect(analyze(code)).toMatchObject({ refs: tables, made: [], problems: [] });
  });

  test("K12: addresses, files and table functions are no names", () => {
    for (const code of ["FROM 'https://example.org/a.parquet'", "FROM \"data/a.csv\"", "FROM read_csv('a.csv')", "SELECT * FROM range(5) r, generate_series(1, 3)", "FROM 'x.csv' JOIN range(3) ON true"]) {
      expect(analyze(code)).toMatchObject({ refs: [], problems: [] });
    }
  });

  test("K5 K6: a qualified name is no name of the notebook", () => {
    expect(analyze("FROM my_schema.df JOIN c.s.t USING (id)")).toMatchObject({ refs: [], read: ["my_schema.df", "c.s.t"] });
  });

  test("K15: PIVOT, UNPIVOT, DESCRIBE, SUMMARIZE, SHOW, FROM first", () => {
    for (const code of ["PIVOT t ON city, year USING sum(n), max(n) GROUP BY country", "UNPIVOT t ON jan, feb INTO NAME month VALUE n", "DESCRIBE t", "SUMMARIZE t", "SHOW t", "TABLE t", "FROM t LIMIT 0; PIVOT t ON city USING sum(n)", "FROM t PIVOT (sum(n) FOR year IN (2000, 2010))", "FROM (PIVOT t ON city)", "SUMMARIZE SELECT a, b FROM t", "SELECT * FROM (DESCRIBE t)"]) {
      expect(analyze(code)).toMatchObject({ refs: ["t"], problems: [] });
    }
    expect(analyze("SHOW TABLES; SHOW ALL TABLES; SHOW DATABASES")).toMatchObject({ refs: [], answers: ["description", "description", "description"] });
  });
});

describe("what an SQL cell makes", () => {
  test.each([
    ["CREATE TABLE t (id INTEGER, n VARCHAR)", ["t"], []],
    ["CREATE OR REPLACE TEMP TABLE t AS SELECT * FROM u", ["t"], ["u"]],
    ["CREATE VIEW IF NOT EXISTS s.v(a, b) AS FROM u", ["s.v"], ["u"]],
    ["CREATE TABLE t AS SELECT * FROM s.t", ["t"], ["s.t"]],
    ["CREATE SCHEMA s; CREATE TABLE s.t AS FROM range(3); FROM s.t", ["s", "s.t"], []],
    ["CREATE TABLE schema1.cars (id INTEGER); FROM schema2.cars", ["schema1.cars"], ["schema2.cars"]],
    ["ATTACH 'path/my.db'; FROM my.t", ["my"], []],
    ["ATTACH IF NOT EXISTS ':memory:' AS \"other-db\" (READ_ONLY)", ["other-db"], []],
    ["CREATE MACRO twice(x) AS x * 2; SELECT twice(n) FROM t", ["twice"], ["t"]],
    ["CREATE TABLE t AS FROM a; DROP TABLE t", [], ["a"]],
    ["CREATE TABLE t AS FROM a; ALTER TABLE t RENAME TO u; FROM u", ["u"], ["a"]],
    ["CREATE SCHEMA s; USE s; CREATE TABLE t (n INTEGER)", ["s", "s.t"], []],
    ["CREATE TABLE child (id INTEGER REFERENCES parent (id))", ["child"], ["parent"]],
  ])("%s", (code, made, read) => {
    expect(analyze(code)).toMatchObject({ made, read, problems: [] });
  });

  test("K8: a table made from one of the same name in a schema does not read itself", () => {
    expect(analyze("CREATE TABLE t AS SELECT * FROM s.t")).toMatchObject({ refs: [], made: ["t"], read: ["s.t"] });
  });

  test("K10: dropped and then read is read, not made; made and dropped is neither", () => {
    expect(analyze("DROP TABLE t; SELECT * FROM t")).toMatchObject({ refs: ["t"], made: [] });
    expect(analyze("CREATE TABLE t (n INTEGER); DROP TABLE IF EXISTS t")).toMatchObject({ refs: [], made: [] });
  });
});

describe("expressions", () => {
  test("K14: each stands for what its place asks for, and no table is lost", () => {
    expect(analyze("FROM t WHERE a = ${x} AND b BETWEEN ${lo.value} AND ${hi} LIMIT ${n}")).toMatchObject({ refs: ["t", "x", "lo", "hi", "n"], pieces: ["value", "value", "value", "value"] });
    expect(analyze("FROM t WHERE a IN (${xs}) OR b NOT IN ${ys} OR c LIKE '%${z}%'")).toMatchObject({ refs: ["t", "xs", "ys", "z"], pieces: ["list", "openList", "text"] });
    expect(analyze("FROM a JOIN b USING (${c})")).toMatchObject({ refs: ["a", "b", "c"], pieces: ["name"] });
    expect(analyze("INSERT INTO t VALUES (${x}, ${y})")).toMatchObject({ refs: ["t", "x", "y"], pieces: ["value", "value"] });
    expect(analyze("FROM ${table} JOIN ${other} AS o USING (id)")).toMatchObject({ refs: ["table", "other"], pieces: ["table", "table"] });
    expect(analyze("FROM ${dataset}.orders JOIN s.${name}, u")).toMatchObject({ refs: ["dataset", "name", "u"], pieces: ["qualifier", "name"] });
    expect(analyze("SELECT interval '${n} days', date '${d}'")).toMatchObject({ refs: ["n", "d"], pieces: ["text", "text"] });
    expect(analyze("SELECT \"col_${n}\" FROM t")).toMatchObject({ refs: ["n", "t"], pieces: ["quotedName"] });
  });

  test("braces and quotes in an expression are its own; in a comment there is none", () => {
    expect(analyze("SELECT ${ {a: \"}'\"}.a } -- ${nope}\nFROM t /* ${nope} */")).toMatchObject({ refs: ["t"], problems: [] });
    expect(analyze("SELECT ${rows.map((r) => `${r.n}'`).join()} FROM t")).toMatchObject({ refs: ["rows", "t"], problems: [] });
  });
});

describe("texts that are not SQL", () => {
  test("K11: what can be read is read, and what is wrong has its place", () => {
    expect(analyze("SELECT FROM WHERE df", "r")).toMatchObject({ defs: ["r"], problems: [] });
    expect(analyze("SELECT * FROM df WHERE name = 'x", "r")).toMatchObject({ refs: ["df"], defs: ["r"], problems: ["E251 1:31"] });
    expect(analyze("SELECT (1 +\nFROM df")).toMatchObject({ refs: ["df"], problems: ["E252 1:8"] });
    expect(analyze("SELECT 1)\nFROM df")).toMatchObject({ refs: ["df"], problems: ["E252 1:9"] });
    expect(analyze("SELECT ${1 +} FROM df")).toMatchObject({ refs: ["df"], problems: ["E250 1:13"] });
    expect(analyze("FROM df WHERE a = ? AND b = $1")).toMatchObject({ refs: ["df"], problems: ["E253 1:19", "E253 1:29"] });
    expect(analyze("FROM table_${n}")).toMatchObject({ problems: ["E254 1:6"] });
    expect(analyze("/* never closed")).toMatchObject({ problems: ["E251 1:1"] });
    expect(analyze("CREATE TABLE t (n INTEGER)", "rows")).toMatchObject({ defs: ["rows"], problems: ["E255 1:1"] });
  });

  test("a text of comments alone is an empty cell", () => {
    expect(analyzeCell("-- nothing yet\n;", { lang: "sql" }).isEmpty).toBe(true);
  });
});
