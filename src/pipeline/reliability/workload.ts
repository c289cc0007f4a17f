/**
 * What the kill tests run: two sources, so that a run makes two packages; rows that are appended, merged and replaced;
 * tables nested in tables; a column that appears later. Where a round begins is in the state of its source alone, so rows
 * and state must stay in step: from the last event that is there follows what all tables and the state must hold.
 */
import { dlt } from "../index.ts";
import type { Data } from "../index.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import type { PipelineHost } from "../host.ts";

export interface Round {
  /** Number of events. */
  readonly events: number;
  /** Characters of filler in each event, so that files grow past what is held in memory. */
  readonly fillerLength?: number;
  /** Called after each event is drawn. */
  readonly onEvent?: (id: number) => void;
}

const customerCount = 7;
/** The first event that has one more column. */
const lateId = 20;

/** Rows of the next round. */
export function roundData({ events, fillerLength = 0, onEvent }: Round): Data {
  const round = crypto.randomUUID();
  const filler = "x".repeat(fillerLength);
  /** The first and the last event of this round; whoever asks first moves the source's state on. */
  const bounds = (): { first: number; last: number } => {
    const state = dlt.current.sourceState() as { round?: string; first?: number; next?: number };
    if (state.round !== round) Object.assign(state, { round, first: state.next ?? 0, next: (state.next ?? 0) + events });
    return { first: state.first ?? 0, last: (state.next ?? 0) - 1 };
  };
  const shop = dlt.source(
    () => [
      dlt.resource(
        function* () {
          const { first, last } = bounds();
          for (let id = first; id <= last; id++) {
            yield { id, filler, items: [{ sku: "tea", parts: [{ part: id }] }, { sku: "jaffle", parts: [] }], ...(id >= lateId ? { late: `from ${id}` } : {}) };
            onEvent?.(id);
          }
        },
        { name: "events" },
      ),
      dlt.resource(
        function* () {
          const { last } = bounds();
          for (let id = 0; id < customerCount; id++) yield { id, seen: last, visits: [{ at: last }, { at: last + 1 }] };
        },
        { name: "customers", writeDisposition: "merge", primaryKey: "id" },
      ),
    ],
    { name: "shop" },
  );
  const office = dlt.source(
    () => [
      dlt.resource(
        function* () {
          const { last } = bounds();
          yield { name: "last", value: last, notes: [{ text: "a" }] };
          yield { name: "twice", value: 2 * last, notes: [] };
        },
        { name: "settings", writeDisposition: "replace" },
      ),
    ],
    { name: "office" },
  );
  return [shop, office];
}

export function workloadPipeline(host: PipelineHost, pipelineName: string): Pipeline {
  return new Pipeline(host, { pipelineName, datasetName: "data" });
}

/** Id of the last event in the dataset; -1 while there is none. */
export async function lastEvent(pipeline: Pipeline): Promise<number> {
  const rows = await query(pipeline, "SELECT max(id) AS last FROM events").catch((error: { code?: string }) => {
    // Nothing is loaded yet.
    if (error.code === "E473" || error.code === "E483") return [{ last: null }];
    throw error;
  });
  return (rows[0]?.last as number | null) ?? -1;
}

/** What is wrong with the dataset or the state, in words; empty when each row is there once, up to the last event, and the state is as far. */
export async function faults(pipeline: Pipeline): Promise<string[]> {
  const last = await lastEvent(pipeline);
  if (last === -1) return [];
  const expected = {
    events: last + 1,
    distinct_events: last + 1,
    late: Math.max(0, last + 1 - lateId),
    items: 2 * (last + 1),
    parts: last + 1,
    orphan_items: 0,
    orphan_parts: 0,
    customers: customerCount,
    visits: 2 * customerCount,
    stale_visits: 0,
    orphan_visits: 0,
  };
  const [found] = await query(
    pipeline,
    `SELECT (SELECT count(*) FROM events) AS events, (SELECT count(DISTINCT id) FROM events WHERE id BETWEEN 0 AND ${last}) AS distinct_events,
       ${last < lateId ? "0" : "(SELECT count(late) FROM events)"} AS late,
       (SELECT count(*) FROM events__items) AS items, (SELECT count(*) FROM events__items__parts) AS parts,
       (SELECT count(*) FROM events__items WHERE _dlt_parent_id NOT IN (SELECT _dlt_id FROM events)) AS orphan_items,
       (SELECT count(*) FROM events__items__parts WHERE _dlt_parent_id NOT IN (SELECT _dlt_id FROM events__items)) AS orphan_parts,
       (SELECT count(DISTINCT id) FROM customers) AS customers, (SELECT count(*) FROM customers__visits) AS visits,
       (SELECT count(*) FROM customers__visits v JOIN customers c ON v._dlt_parent_id = c._dlt_id WHERE v.at NOT IN (c.seen, c.seen + 1)) AS stale_visits,
       (SELECT count(*) FROM customers__visits WHERE _dlt_parent_id NOT IN (SELECT _dlt_id FROM customers)) AS orphan_visits`,
  );
  const wrong = Object.entries(expected).filter(([name, value]) => found?.[name] !== value);
  const settings = await query(pipeline, "SELECT name, value FROM settings ORDER BY name");
  const seen = await query(pipeline, "SELECT DISTINCT seen FROM customers");
  const sources = (pipeline.state?.sources ?? {}) as Record<string, { next?: number }>;
  return [
    ...same("state", [sources.shop?.next, sources.office?.next], [last + 1, last + 1]),
    ...wrong.map(([name, value]) => `${name} is ${String(found?.[name])} and should be ${value}`),
    ...same("settings", settings, [{ name: "last", value: last }, { name: "twice", value: 2 * last }]),
    ...same("customers.seen", seen, [{ seen: last }]),
  ];
}

function same(what: string, found: unknown, expected: unknown): string[] {
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${what} is ${JSON.stringify(found)} and should be ${JSON.stringify(expected)}`];
}

async function query(pipeline: Pipeline, sql: string): Promise<Record<string, unknown>[]> {
  return (await pipeline.sqlClient().query(sql)).rows();
}
