import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import sample from "../../fixtures/sample-schema.json" with { type: "json" };
import type { StoredSchema } from "../types.ts";
import { printableSchema } from "./printable.ts";

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8");

/** The sample with the names that dlt leaves out where they stand as keys. */
function sampleSchema(): StoredSchema {
  const schema = structuredClone(sample) as unknown as StoredSchema;
  for (const [name, table] of Object.entries(schema.tables)) {
    table.name = name;
    for (const [column, hints] of Object.entries(table.columns)) hints.name = column;
  }
  return schema;
}

/** What the reader of the library takes for something else than text, other than PyYAML. */
const readOtherwise = /^(?:[yn]|[-+]?[\d._]+e[-+]?\d+)$/i;

/** A schema with these columns in one table. */
function schemaOf(columns: Record<string, object>): StoredSchema {
  const schema = sampleSchema();
  schema.tables = { things: { name: "things", columns: Object.fromEntries(Object.entries(columns).map(([name, hints]) => [name, { name, ...hints }])) } };
  return schema;
}

test("YAML and JSON are letter by letter what dlt prints", () => {
  expect(printableSchema(sampleSchema()).toYaml()).toBe(fixture("sample-schema.yaml"));
  expect(printableSchema(sampleSchema()).toJson()).toBe(fixture("sample-schema.json").trimEnd());
});

test("the ways to print are no part of the data", () => {
  const schema = printableSchema(sampleSchema());
  expect(schema).toEqual(sampleSchema());
  expect(Object.keys(schema)).toEqual(Object.keys(sampleSchema()));
  expect(structuredClone({ ...schema })).toEqual(sampleSchema());
});

test("false hints are left out, and long or odd texts are written as PyYAML writes them", () => {
  const description = "The sum of all things that somebody ever bought in any of our shops, whatever they were";
  const yaml = printableSchema(schemaOf({ yes: { nullable: false, unique: false, description }, "on: 'x'": { description: "it's: #1" }, "2024-01-01": { description: "" }, y: { description: "1e3" }, "=": { description: "a\tb" } })).toYaml();
  expect(yaml).toContain(`
    columns:
      'yes':
        nullable: false
        description: The sum of all things that somebody ever bought in any of our
          shops, whatever they were
      'on: ''x''':
        description: 'it''s: #1'
      '2024-01-01':
        description: ''
      y:
        description: 1e3
      '=':
        description: "a\\tb"
`);
});

test("YAML reads back as the same data, whatever the names and texts", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1, unit: "grapheme" }).filter((name) => name !== "__proto__" && !readOtherwise.test(name)), fc.record({ description: fc.string({ maxLength: 200 }).filter((text) => !readOtherwise.test(text)), precision: fc.nat() })), (columns) => {
      const schema = printableSchema(schemaOf(columns));
      expect(parse(schema.toYaml(), { version: "1.1" })).toEqual(JSON.parse(schema.toJson()));
    }),
  );
});

test("the diagram shows tables, keys, and what hangs on what", () => {
  expect(printableSchema(sampleSchema()).toMermaid()).toBe(`erDiagram
    _dlt_version{
    bigint version
    bigint engine_version
    timestamp inserted_at
    text schema_name
    text version_hash
    text schema
}
    _dlt_loads{
    text load_id
    text schema_name
    bigint status
    timestamp inserted_at
    text schema_version_hash
}
    items{
    bigint id
    text _dlt_load_id
    text _dlt_id UK
}
    _dlt_pipeline_state{
    bigint version
    bigint engine_version
    text pipeline_name
    text state
    timestamp created_at
    text version_hash
    text _dlt_load_id
    text _dlt_id UK
}
    items__nested{
    bigint id
    text _dlt_parent_id
    bigint _dlt_list_idx
    text _dlt_id UK
}
    items }|--|| _dlt_loads : "_dlt_load"
    _dlt_pipeline_state }|--|| _dlt_loads : "_dlt_load"
    items__nested }|--|| items : "_dlt_parent"
    _dlt_version ||--|{ _dlt_loads : "_dlt_schema_version"
    _dlt_version }|--|{ _dlt_loads : "_dlt_schema_name"
`);
});

test("the diagram can leave out columns, descriptions and dlt's own tables", () => {
  expect(printableSchema(sampleSchema()).toMermaid({ hideColumns: true, includeDltTables: false })).toBe('erDiagram\n    items{\n}\n    items__nested{\n}\n    items__nested }|--|| items : "_dlt_parent"\n');
  const described = schemaOf({ id: { data_type: "bigint", primary_key: true, unique: true, description: 'the "id"\nof it' }, "odd name": { data_type: "text" }, "1st": { data_type: "text" }, untyped: {} });
  expect(printableSchema(described).toMermaid()).toBe("erDiagram\n    things{\n    bigint id PK,UK \"the 'id' of it\"\n    text odd_name\n    text _1st\n}\n");
  expect(printableSchema(described).toMermaid({ hideDescriptions: true })).not.toContain("the 'id'");
  expect(printableSchema(schemaOf({ untyped: {} })).toMermaid()).toBe("erDiagram\n");
});
