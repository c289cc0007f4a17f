/** Texts and data of traces, against texts that dlt printed for the same run. Kinds of errors are ours: a code and its name. */
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { CodedError } from "../../diagnostic/codedError.ts";
import { secretsProvider } from "../config/providers.ts";
import type { PackageJob, PackageManifest } from "../storage/manifest.ts";
import { LoadPackageInfo } from "./packageInfo.ts";
import { stepFailure } from "./stepFailure.ts";
import { ExtractInfo, LoadInfo, NormalizeInfo } from "./stepInfo.ts";
import { PipelineTrace } from "./trace.ts";
import type { JobTrace, StepName, StepTrace } from "./trace.ts";

afterEach(() => secretsProvider.clear());

const printed = (name: string): string => readFileSync(new URL(`../fixtures/printed/${name}.txt`, import.meta.url), "utf8");
/** ms since the epoch of a time on 2026-11-22, with microseconds. */
const at = (time: string): number => Date.parse(`2026-11-22T${time.slice(0, 8)}Z`) + Number(time.slice(8)) * 1_000;
const loadId = "1795368086.68759";

const job = (file: string, bytes: number, started: string, rows: number): PackageJob => ({ file, table: file.split(".")[0] ?? "", rows, bytes, state: "completed_jobs", startedAt: at(started), finishedAt: at(started) + 104, worker: "load-1" });

const jobs = [
  job("_dlt_pipeline_state.3e606b0cf9.0.insert_values.gz", 498, "17:21:26.742371", 1),
  job("items__nested.80bc238415.0.insert_values.gz", 184, "17:21:26.742571", 2),
  job("items.2cce102789.0.insert_values.gz", 185, "17:21:26.742486", 3),
];

const manifest: PackageManifest = {
  version: 1,
  loadId,
  schemaName: "my",
  state: "loaded",
  createdAt: "2026-11-22T17:21:26.688Z",
  completedAt: "2026-11-22T17:21:26.846Z",
  jobs,
  replacedTables: [],
  updatedTables: ["_dlt_pipeline_state", "items__nested", "items", "_dlt_loads", "_dlt_version"],
};

const loaded = new LoadPackageInfo(manifest);
const place = { destination: "duckdb", datasetName: "my_pipeline_dataset", location: "duckdb:///data/my_pipeline.duckdb" };
const times = (seconds: number, packages: readonly LoadPackageInfo[]) => ({ pipelineName: "my_pipeline", startedAt: new Date(0), finishedAt: new Date(seconds * 1_000), loadPackages: packages });
const unloaded = (state: "extracted" | "normalized", id = loadId) => new LoadPackageInfo({ ...manifest, loadId: id, state, completedAt: null });

const extractInfo = new ExtractInfo(times(0.04, [unloaded("extracted")]));
const normalizeInfo = new NormalizeInfo(times(0.02, [unloaded("normalized")]), { _dlt_pipeline_state: 1, items: 3, items__nested: 2 });
const loadInfo = new LoadInfo(times(0.09, [loaded]), place);

function step(name: StepName, from: string, seconds: number, more: Partial<StepTrace>): StepTrace {
  return { step: name, spanId: "0", startedAt: at(from), finishedAt: at(from) + seconds * 1_000, failure: undefined, info: undefined, jobs: [], ...more };
}

const context = { library: { name: "watercourse" }, runtime: { name: "node", version: "20" }, cpu: 2 };

const timing = (stage: JobTrace["stage"], worker: string, startedAt: string, ms: number): JobTrace => ({ stage, worker, table: "items", file: "items.a.0.x", rows: 3, bytes: 10, startedAt: at(startedAt), finishedAt: at(startedAt) + ms });

const trace = new PipelineTrace({
  pipelineName: "my_pipeline",
  context,
  resolvedValues: [
    { key: "dlthub_telemetry", sections: ["runtime"], value: false, provider: "Environment Variables", readAt: 0 },
    { key: "log_level", sections: ["runtime"], value: "WARNING", provider: "Environment Variables", readAt: 0 },
    { key: "dlthub_telemetry", sections: ["runtime"], value: false, provider: "Environment Variables", readAt: 0 },
    { key: "log_level", sections: ["runtime"], value: "WARNING", provider: "Environment Variables", readAt: 0 },
  ],
  steps: [
    step("extract", "17:21:26.680958", 0.044, { info: extractInfo, spanId: "35a24d366426451b56364d25825356a8", jobs: [timing("extract", "extract-1", "17:21:26.690000", 5)] }),
    step("normalize", "17:21:26.725483", 0.024, { info: normalizeInfo, spanId: "5771313638e53da37290aabd04e797bd", jobs: [timing("normalize", "normalize-2", "17:21:26.730000", 2)] }),
    step("load", "17:21:26.750209", 0.099, { info: loadInfo, spanId: "2071baf9b432a6d21ab71618b48d4aef", jobs: [timing("load", "load-1", "17:21:26.760000", 3)] }),
    step("run", "17:21:26.576817", 0.273, { info: loadInfo, spanId: "1962eca3d89bf4af4f934c8488b654c9" }),
  ],
});

test.each([
  ["extract_info", extractInfo],
  ["normalize_info", normalizeInfo],
  ["load_info", loadInfo],
  ["load_info_empty", new LoadInfo(times(0, []), place)],
  ["trace", trace],
])("%s", (name, info) => {
  expect(String(info)).toBe(printed(name));
});

test("the longer text of a trace has the settings that were read and the ids of the steps", () => {
  expect(trace.asText(1)).toBe(printed("trace_v1"));
});

test("a package is printed with its jobs", () => {
  // A manifest keeps milliseconds of the moment of completion.
  expect(String(loaded)).toBe(printed("load_package").replace("26.846498", "26.846000"));
});

test("a failed load says where it failed, and what became of the package", () => {
  const id = "1795368087.0329874";
  const error = new CodedError("E481", { name: "load-job-failed", message: "{text}", why: "", fix: "" }, { loadId: id, text: `Job with \`job_id=bad.f9309f3940.insert_values.gz\` and \`load_id=${id}\` failed terminally with message: Constraint Error: NOT NULL constraint failed: bad.v. The package is aborted and cannot be retried.` });
  const failure = stepFailure(error, "load", undefined);
  const bad: PackageJob = { file: "bad.f9309f3940.0.insert_values.gz", table: "bad", rows: 1, bytes: 9, state: "failed_jobs", failedMessage: "Constraint Error: NOT NULL constraint failed: bad.v" };
  const info = new LoadInfo(times(0.06, [new LoadPackageInfo({ ...manifest, loadId: id, state: "aborted", jobs: [bad] })]), place);
  const failed = new PipelineTrace({
    pipelineName: "my_pipeline",
    context,
    steps: [
      step("extract", "17:21:27.020000", 0.03, { info: new ExtractInfo(times(0.03, [unloaded("extracted", id)])) }),
      step("normalize", "17:21:27.060000", 0.02, { info: new NormalizeInfo(times(0.02, [unloaded("normalized", id)]), { bad: 1 }) }),
      step("load", "17:21:27.080000", 0.07, { info, failure }),
      step("run", "17:21:27.019258", 0.131, { info, failure }),
    ],
  });
  expect(String(failed)).toBe(printed("trace_failed_load"));
  expect(String(info)).toContain("contains 1 FAILED job(s)!\n\t[bad.f9309f3940.insert_values.gz]: Constraint Error: NOT NULL constraint failed: bad.v\n");
  expect(failed.asDict().steps[2]).toMatchObject({ step: "load", exception_traces: [{ exception_type: "load-job-failed", code: "E481", load_id: id }] });
});

test("a normalize without rows, and an extract without packages", () => {
  expect(String(new NormalizeInfo(times(0.02, [unloaded("extracted")]), {}))).toBe(`No data found to normalize\nLoad package ${loadId} is EXTRACTED and NOT YET LOADED to the destination and contains no failed jobs`);
  expect(String(new NormalizeInfo(times(0, []), {}))).toBe("No data found to normalize");
  expect(String(new ExtractInfo(times(0, [])))).toBe("");
});

test("as data a trace has dlt's names", () => {
  const data = JSON.parse(JSON.stringify(trace)) as ReturnType<PipelineTrace["asDict"]>;
  expect(Object.keys(data)).toEqual(["transaction_id", "pipeline_name", "execution_context", "started_at", "steps", "finished_at", "resolved_config_values", "engine_version"]);
  expect(data.started_at).toBe("2026-11-22T17:21:26.576817+00:00");
  expect(data.resolved_config_values[1]).toEqual({ key: "log_level", value: "WARNING", is_secret_hint: false, sections: ["runtime"], provider_name: "Environment Variables" });
  const steps = data.steps as unknown as Record<string, Record<string, unknown>>[];
  expect(steps.map((one) => Object.keys(one).filter((key) => key.endsWith("_info")))).toEqual([["extract_info", "step_info"], ["normalize_info", "step_info"], ["load_info", "step_info"], ["load_info", "step_info"]]);
  expect(Object.keys(steps[0]?.extract_info ?? {})).toEqual(["job_metrics", "table_metrics", "resource_metrics"]);
  expect(steps[2]?.load_info).toMatchObject({
    destination_name: "duckdb",
    destination_displayable_credentials: "duckdb:///data/my_pipeline.duckdb",
    dataset_name: "my_pipeline_dataset",
    job_metrics: [{ load_id: loadId, job_id: "_dlt_pipeline_state.3e606b0cf9.insert_values.gz", table_name: "_dlt_pipeline_state", state: "completed", retry_count: 0 }, {}, {}],
  });
  expect(steps[2]?.step_info).toMatchObject({
    pipeline: { pipeline_name: "my_pipeline" },
    loads_ids: [loadId],
    first_run: false,
    load_packages: [
      {
        load_id: loadId,
        package_path: `my_pipeline/load/loaded/${loadId}`,
        state: "loaded",
        jobs: [
          {},
          {},
          {
            state: "completed_jobs",
            file_path: `my_pipeline/load/loaded/${loadId}/completed_jobs/items.2cce102789.0.insert_values.gz`,
            file_size: 185,
            created_at: "2026-11-22T17:21:26.742486+00:00",
            elapsed: 0.104,
            failed_message: null,
            table_name: "items",
            file_id: "2cce102789",
            retry_count: 0,
            file_format: "insert_values",
            is_compressed: true,
            job_id: "items.2cce102789.insert_values.gz",
          },
        ],
        schema_name: "my",
      },
    ],
  });
});

test("the timeline has every job of every worker on one axis", () => {
  const bars = trace.timeline();
  expect(bars.map(({ stage, worker }) => `${stage} ${worker}`)).toEqual(["extract extract-1", "normalize normalize-2", "load load-1"]);
  expect(bars[0]).toMatchObject({ table: "items", file: "items.a.0.x", rows: 3, bytes: 10 });
  expect(bars[0]?.start).toBeCloseTo(113.183, 2);
  expect(bars[0]?.end).toBeCloseTo(118.183, 2);
});

test("secrets do not reach a trace", () => {
  secretsProvider.set("sources.api_key", "hunter2-hunter2");
  const error = new Error("GET https://api.example.org/?key=hunter2-hunter2 was refused");
  const failed = new PipelineTrace({ pipelineName: "p", context, steps: [step("run", "10:00:00.000000", 1, { failure: stepFailure(error, "extract", undefined) })] });
  expect(JSON.stringify(failed) + String(failed)).not.toContain("hunter2");
  expect(String(failed)).toContain("GET https://api.example.org/?key=*** was refused");
});
