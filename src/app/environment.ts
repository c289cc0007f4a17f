import type { CodedError } from "../diagnostic/codedError.ts";
import { notebookError } from "../notebook/errors.ts";
import { appError } from "./errors.ts";

/** What a lesson wants of the browser. */
export interface Abilities {
  /** Module workers. */
  readonly workers: boolean;
  readonly webAssembly: boolean;
  /** The private file system (OPFS). */
  readonly privateFiles: boolean;
  /** `SharedArrayBuffer` itself; a page can be isolated and still not have it. */
  readonly sharedMemory: boolean;
}

/**
 * What will not work here, the gravest first. Without workers nothing else matters, so nothing else is said.
 *
 * @returns one error of E601–E604 for each thing that is lost; empty when nothing is
 */
export function findLimits(abilities: Abilities): readonly CodedError[] {
  if (!abilities.workers) return [notebookError("E601")];
  const limits: CodedError[] = [];
  if (!abilities.webAssembly) limits.push(appError("E602"));
  if (!abilities.privateFiles) limits.push(appError("E603"));
  if (!abilities.sharedMemory) limits.push(appError("E604"));
  return limits;
}

/** Tries what cannot be told from names alone: a private window can have the file system's name and refuse to open it. */
export async function probeAbilities(): Promise<Abilities> {
  return {
    workers: typeof Worker === "function",
    webAssembly: typeof WebAssembly === "object",
    privateFiles: await opensPrivateFiles(),
    sharedMemory: globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer === "function",
  };
}

async function opensPrivateFiles(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}
