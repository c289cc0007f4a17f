/** Where a run took place, for its trace. */
export interface ExecutionContext {
  readonly library: { readonly name: string };
  /** `browser` or `node`, and what it says about itself. */
  readonly runtime: { readonly name: string; readonly version: string };
  /** Logical cores. */
  readonly cpu: number;
}

/** @param cores logical cores, as the host tells them */
export function executionContext(cores: number): ExecutionContext {
  const versions = (globalThis as { process?: { versions?: { node?: string } } }).process?.versions;
  const runtime = versions?.node === undefined ? { name: "browser", version: globalThis.navigator?.userAgent ?? "" } : { name: "node", version: versions.node };
  return { library: { name: "watercourse" }, runtime, cpu: cores };
}
