/** Traces, progress lines, names of job files. */
import { progressHeader, progressLine } from "../pipeline/progressLog.ts";
import { jobId, parseJobFile, printJobFile } from "../storage/jobFile.ts";
import { naturalSize, preciseDelta } from "../trace/duration.ts";
import { compared } from "./area.ts";
import type { AreaCheck } from "./area.ts";

interface LogLine {
  readonly name: string;
  readonly count: number;
  readonly total: number | null;
  readonly elapsed: number;
  readonly message: string | null;
}

export const traceAreas: Readonly<Record<string, AreaCheck>> = {
  "trace.precisedelta": compared<number>(preciseDelta),
  "trace.naturalsize": compared<number>(naturalSize),
  "progress.log_line": compared<LogLine>(({ name, count, total, elapsed, message }) => progressLine(name, { value: count, total: total ?? undefined, message: message ?? undefined }, elapsed)),
  "progress.log_header": compared<string>(progressHeader),
  "load.job_file_name": compared<string>((name) => {
    const job = parseJobFile(name);
    const { table, fileId, retry, format, compressed } = job;
    return {
      table_name: table,
      file_id: fileId,
      retry_count: retry,
      file_format: format,
      is_compressed: compressed,
      job_id: jobId(job),
      file_name: printJobFile(job),
      with_retry: printJobFile({ ...job, retry: retry + 1 }),
    };
  }, ["E464"]),
};
