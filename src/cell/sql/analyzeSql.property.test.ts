/** Random SQL of which the generator knows the tables: what is read and what is made must be exactly those. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readSql } from "./readSql.ts";

/** A text and the tables of the notebook that it reads. */
interface Sample {
  readonly sql: string;
  readonly reads: readonly string[];
}

const tables = fc.constantFrom("alpha", "beta", "gamma", "\"odd name\"", "s.delta", "Epsilon");
const column = fc.constantFrom("id", "n", "\"from\"", "a.b", "'from x'", "${value}", "extract(year FROM ts)", "/* FROM zeta */ 1", "[1, 2]", "{'k': 1, 'l': 2}");
const blank = fc.constantFrom(" ", "\n", " -- , nobody\n", "\t/* JOIN nobody */ ");
const spell = (word: string): fc.Arbitrary<string> => fc.boolean().map((upper) => (upper ? word : word.toLowerCase()));

/** `local` are names of common tables that hide those outside. */
function source(depth: number, local: readonly string[]): fc.Arbitrary<Sample> {
  const named = (local.length > 0 ? fc.oneof(tables, fc.constantFrom(...local)) : tables).map((name) => ({ sql: name, reads: local.includes(name) ? [] : [name] }));
  const none = fc.constantFrom("range(3) r(i)", "'file.csv'", "read_csv('x.csv', sep = ',')", "(VALUES (1), (2)) v(i)", "unnest([1, 2]) u(i)").map((sql) => ({ sql, reads: [] }));
  const options = [{ weight: 4, arbitrary: named }, { weight: 1, arbitrary: none }];
  if (depth > 0) options.push({ weight: 2, arbitrary: query(depth - 1, local).map(({ sql, reads }) => ({ sql: `(${sql}) AS sub`, reads: [...reads] })) });
  return fc.oneof(...options);
}

function fromClause(depth: number, local: readonly string[]): fc.Arbitrary<Sample> {
  const more = fc.tuple(fc.constantFrom(", ", " JOIN ", " LEFT JOIN ", " CROSS JOIN ", " NATURAL JOIN "), source(depth, local), fc.constantFrom("", " USING (id)", " ON a.x IN [1, 2]"));
  return fc.tuple(source(depth, local), fc.array(more, { maxLength: 3 })).map(([first, rest]) => ({
    sql: first.sql + rest.map(([joint, { sql }, condition]) => `${joint}${sql}${joint.includes("LEFT") || joint === " JOIN " ? condition : ""}`).join(""),
    reads: [...first.reads, ...rest.flatMap(([, { reads }]) => reads)],
  }));
}

function select(depth: number, local: readonly string[]): fc.Arbitrary<Sample> {
  const condition = depth > 0 ? fc.option(query(depth - 1, local), { nil: null }) : fc.constant(null);
  return fc.tuple(spell("SELECT"), fc.array(column, { minLength: 1, maxLength: 3 }), blank, spell("FROM"), fromClause(depth, local), condition).map(([word, columns, gap, from, list, inner]) => ({
    sql: `${word} ${columns.join(", ")}${gap}${from} ${list.sql}${inner === null ? "" : ` WHERE id IN (${inner.sql}) ORDER BY id, n LIMIT \${limit}`}`,
    reads: [...list.reads, ...(inner?.reads ?? [])],
  }));
}

function query(depth: number, local: readonly string[]): fc.Arbitrary<Sample> {
  const plain = fc.oneof(select(depth, local), fromClause(depth, local).map(({ sql, reads }) => ({ sql: `FROM ${sql}`, reads })));
  if (depth === 0) return plain;
  const union = fc.tuple(select(depth - 1, local), select(depth - 1, local)).map(([a, b]) => ({ sql: `${a.sql.replace(/ ORDER BY .*/s, "")} UNION ALL ${b.sql}`, reads: [...a.reads, ...b.reads] }));
  const hidden = fc.constantFrom("alpha", "cte").chain((name) =>
    fc.tuple(select(depth - 1, local), select(depth - 1, [...local, name])).map(([body, main]) => ({ sql: `WITH ${name} AS (${body.sql}) ${main.sql}`, reads: [...body.reads, ...main.reads] })),
  );
  return fc.oneof(plain, union, hidden);
}

const plainName = (name: string): string => name.replaceAll("\"", "");

test("a query reads exactly the tables that it names", () => {
  fc.assert(
    fc.property(query(2, []), ({ sql, reads }) => {
      const { facts, problems } = readSql(sql);
      expect(problems).toEqual([]);
      const found = facts.reads.filter(({ kind }) => kind === "table").map(({ parts }) => parts.join("."));
      expect([...new Set(found)].sort()).toEqual([...new Set(reads.map(plainName))].sort());
    }),
    { numRuns: 600 },
  );
});

test("what a cell makes is made, and no longer read from outside", () => {
  const statement = fc.tuple(fc.constantFrom("made1", "made2", "s.made3"), fc.boolean(), query(1, []));
  fc.assert(
    fc.property(fc.uniqueArray(statement, { maxLength: 3, selector: ([name]) => name }), query(1, []), (makers, last) => {
      const texts = makers.map(([name, isView, { sql }]) => `CREATE ${isView ? "VIEW" : "TABLE"} ${name} AS ${sql}`);
      const { facts } = readSql([...texts, last.sql, ...makers.map(([name]) => `FROM ${name}`)].join(";\n"));
      expect(facts.creations.map(({ parts }) => parts.join("."))).toEqual(makers.map(([name]) => name));
      const found = facts.reads.filter(({ kind }) => kind === "table").map(({ parts }) => parts.join("."));
      const wanted = [...makers.flatMap(([, , { reads }]) => reads), ...last.reads].map(plainName);
      expect([...new Set(found)].sort()).toEqual([...new Set(wanted)].sort());
      expect(facts.statements).toHaveLength(2 * makers.length + 1);
    }),
    { numRuns: 300 },
  );
});

test("any text is read without an exception, and every place lies in it", () => {
  const words = fc.constantFrom("SELECT", "FROM", "(", ")", "WITH", "a", "AS", ",", ";", "'", "\"", "${", "}", "${x}", "CREATE TABLE", "DROP", "t", ".", "--", "\n", "/*", "*/", "$$", "IN", "USING", "ATTACH", "[", "?");
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 4 })), { maxLength: 30 }), (parts) => {
      const text = parts.join(" ");
      const { facts, problems } = readSql(text);
      for (const { start, end } of [...facts.reads, ...facts.creations, ...facts.pieces, ...facts.statements, ...problems]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 1_000 },
  );
});
