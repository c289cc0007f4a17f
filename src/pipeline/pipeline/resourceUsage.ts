/** How much memory and processor this program uses, where that can be known. */
import { fixed } from "../trace/fixed.ts";

interface NodeProcess {
  memoryUsage(): { readonly rss: number };
  cpuUsage(): { readonly user: number; readonly system: number };
  getBuiltinModule?(name: "node:os"): { totalmem(): number; freemem(): number };
}

interface ChromiumMemory {
  readonly usedJSHeapSize: number;
  readonly jsHeapSizeLimit: number;
}

const megabyte = 1024 * 1024;

/** Measures the processor between two calls. */
export class ResourceUsage {
  #lastAt = performance.now();
  #lastCpu: number | undefined;

  /**
   * `Memory usage: 179.57 MB (3.40%) | CPU usage: 0.00%`: of the process, and the machine's share in use (dlt: log collector).
   * In a Chromium worker its heap, with the share of what it may have; undefined elsewhere.
   */
  line(): string | undefined {
    const { process } = globalThis as { process?: Partial<NodeProcess> };
    if (process?.memoryUsage !== undefined) return this.#nodeLine(process as NodeProcess);
    const { memory } = performance as { memory?: ChromiumMemory };
    return memory === undefined ? undefined : memoryText(memory.usedJSHeapSize, memory.usedJSHeapSize / memory.jsHeapSizeLimit);
  }

  #nodeLine(process: NodeProcess): string {
    const os = process.getBuiltinModule?.("node:os");
    const memory = memoryText(process.memoryUsage().rss, os === undefined ? undefined : 1 - os.freemem() / os.totalmem());
    const { user, system } = process.cpuUsage();
    const [at, cpu] = [performance.now(), (user + system) / 1_000];
    const share = this.#lastCpu === undefined || at <= this.#lastAt ? 0 : (cpu - this.#lastCpu) / (at - this.#lastAt);
    this.#lastAt = at;
    this.#lastCpu = cpu;
    return `${memory} | CPU usage: ${fixed(100 * share, 2)}%`;
  }
}

function memoryText(bytes: number, share: number | undefined): string {
  return `Memory usage: ${fixed(bytes / megabyte, 2)} MB${share === undefined ? "" : ` (${fixed(100 * share, 2)}%)`}`;
}
