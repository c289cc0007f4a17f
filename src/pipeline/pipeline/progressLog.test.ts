import { expect, test } from "vitest";
import type { ProgressEvent } from "../host.ts";
import { ProgressLog, progressLine } from "./progressLog.ts";
import { ResourceUsage } from "./resourceUsage.ts";

const usage = "Memory usage: 179.57 MB (3.40%) | CPU usage: 0.00%";

function makeLog() {
  const printed: string[] = [];
  let time = 0;
  const log = new ProgressLog("my_pipeline", { print: (text) => printed.push(...text.split("\n")), usage: () => usage, now: () => time });
  const count = (at: number, counter: string, value: number, more: Partial<ProgressEvent> = {}): void => {
    time = at;
    log.take({ type: "progress", pipeline: "my_pipeline", stage: "extract", schema: "my", counter, value, total: undefined, unit: "rows", ...more });
  };
  const finish = (at: number, stage: ProgressEvent["stage"]): void => {
    time = at;
    log.take({ type: "stageFinished", pipeline: "my_pipeline", stage, ms: 1 });
  };
  return { printed, log, count, finish };
}

test("a block for each new counter, one a second, and one at the end", () => {
  const { printed, count, finish } = makeLog();
  count(0, "Resources", 0, { total: 1, unit: "resources" });
  count(100, "items", 1);
  count(200, "items", 2);
  count(1_100, "items", 3);
  count(1_200, "Resources", 1, { total: 1, unit: "resources" });
  finish(1_600, "extract");
  const header = "---------------------------------- Extract my ----------------------------------";
  const blocks = [
    [header, "Resources: 0/1 (0.0%) | Time: 0.00s | Rate: 0.00/s", usage, ""],
    [header, "Resources: 0/1 (0.0%) | Time: 0.10s | Rate: 0.00/s", "items: 1  | Time: 0.00s | Rate: 0.00/s", usage, ""],
    [header, "Resources: 0/1 (0.0%) | Time: 1.10s | Rate: 0.00/s", "items: 3  | Time: 1.00s | Rate: 3.00/s", usage, ""],
    [header, "Resources: 1/1 (100.0%) | Time: 1.60s | Rate: 0.62/s", "items: 3  | Time: 1.50s | Rate: 2.00/s", usage, ""],
  ];
  expect(printed).toEqual(blocks.flat());
});

test("counters of another package stand under a title of their own, and stages may overlap", () => {
  const { printed, count, finish } = makeLog();
  const inPackage = { stage: "load", total: 2, unit: "jobs", loadId: "1795368086.68759" } as const;
  const inNext = { ...inPackage, loadId: "1795368087.0329874" };
  count(0, "Jobs", 0, inPackage);
  count(10, "items", 5);
  count(50, "Jobs", 2, inPackage);
  count(60, "Jobs", 1, inNext);
  count(70, "Jobs (Failed)", 1, { ...inNext, total: undefined, message: "WARNING: Some of the jobs failed!" });
  finish(80, "load");
  count(90, "items", 6);
  finish(95, "extract");
  const first = "------------------------- Load my in 1795368086.68759 --------------------------";
  const next = "------------------------ Load my in 1795368087.0329874 -------------------------";
  const extract = "---------------------------------- Extract my ----------------------------------";
  expect(printed.filter((line) => line.startsWith("---"))).toEqual([first, extract, first, next, next, extract]);
  expect(printed).toContain("Jobs: 2/2 (100.0%) | Time: 0.05s | Rate: 40.00/s");
  expect(printed).toContain("Jobs (Failed): 1  | Time: 0.00s | Rate: 0.00/s [WARNING: Some of the jobs failed!]");
});

test("which worker a resource runs on is a line of its own", () => {
  const { printed, log } = makeLog();
  log.take({ type: "resourceOnWorker", pipeline: "my_pipeline", resource: "orders", worker: "extract-1" });
  expect(printed).toEqual(["Resource orders runs on extract-1"]);
});

test("a total of nothing is no total", () => {
  expect(progressLine("Jobs", { value: 0, total: 0 }, 1)).toBe("Jobs: 0  | Time: 1.00s | Rate: 0.00/s");
});

test("Node knows its memory and its processor", () => {
  const meter = new ResourceUsage();
  meter.line();
  expect(meter.line()).toMatch(/^Memory usage: \d+\.\d\d MB \(\d+\.\d\d%\) \| CPU usage: \d+\.\d\d%$/);
});
