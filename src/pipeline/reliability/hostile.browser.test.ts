/** Each hostile input through extract, normalize and load in a real browser: data as specified, or a coded error; and the pipeline goes on. */
import * as Comlink from "comlink";
import { afterAll, expect, test } from "vitest";
import type { HostileApi, HostileOutcome } from "./hostile.worker.ts";

const worker = new Worker(new URL("./hostile.worker.ts", import.meta.url), { type: "module" });
const api = Comlink.wrap<HostileApi>(worker);
afterAll(() => worker.terminate());

const cases: Record<string, Partial<Record<keyof HostileOutcome, unknown>>> = {
  "a key of 1 MB": { rows: 1, columns: 4 },
  "__proto__ and constructor": { rows: 1, first: { id: 1, to_string: "text", has_own_property: 3, constructor__prototype: 2, proto__polluted: true } },
  "lone surrogates": { rows: 1, first: { id: 1, text: "a\ufffdb", keyx: "c" } },
  "NaN and the infinities": { rows: 2, first: { id: 1, a: null, b: null, c: null, d: 1.5 } },
  "integers beyond 53 bits": { rows: 1, first: { id: 1, big: "9007199254740993n", huge: 2 ** 100 } },
  "depth 10,000": { rows: 1, columns: 4 },
  "a cycle": { error: { code: "E453", message: expect.stringContaining("Row 2 of table `hostile` (resource `hostile`)") } },
  "5,000 columns": { rows: 1, columns: 5_003 },
  "empty pages": { rows: 1, first: { id: 1 } },
  "a generator that throws midway": { error: { code: "E452", message: "Resource `hostile` failed after 1 rows: Error: the source broke" } },
  "a promise that never settles": { error: { code: "AbortError", message: "stopped by hand" } },
  "a function in a row": { error: { code: "E453", message: expect.stringContaining("Row 1 of table `hostile`") } },
  "nothing but null": { rows: 1, first: { id: 1 } },
  "keys that become the same name": { rows: 1, first: { id: 1, user_name: "c" } },
};

test.each(Object.keys(cases))("%s", async (name) => {
  expect(await api.run(name)).toMatchObject({ usableAfter: 2, polluted: false, ...cases[name] });
}, 60_000);

test("what is nested deeper than tables go is kept as JSON, all of it", async () => {
  const { first } = await api.run("depth 10,000");
  const levels = Object.values(first ?? {}).flatMap((value) => (typeof value === "string" ? [value] : []));
  expect(levels).toEqual([expect.stringMatching(/^\d{4} levels$/)]);
});
