/** A normalize worker: takes one file per call, hands back Arrow bytes. */
import * as Comlink from "comlink";
import { CodedError } from "../../diagnostic/codedError.ts";
import { holdLock } from "../extract/parallel/aliveLock.ts";
import { normalizeJob } from "./normalizeJob.ts";
import type { NormalizeResult, NormalizeWorkerApi } from "./protocol.ts";

const api: NormalizeWorkerApi = {
  ready: async (name, aliveLock) => {
    if (aliveLock !== undefined) await holdLock(aliveLock);
    return name;
  },
  normalizeFile: async (request) => {
    try {
      const result = await normalizeJob(request);
      return Comlink.transfer<NormalizeResult>(result, result.files.map((file) => file.bytes.buffer));
    } catch (error) {
      throw asPlain(error);
    }
  },
};

/** Of an Error, Comlink carries only name, message and stack; of a plain object everything. */
function asPlain(error: unknown): unknown {
  if (!(error instanceof CodedError)) return error;
  return { code: error.code, message: error.message, details: error.details };
}

Comlink.expose(api);
