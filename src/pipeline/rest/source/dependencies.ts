/** Parents before their children. */
import { pipelineError } from "../../errors.ts";

/**
 * Orders names so that each stands behind the one it depends on; otherwise their order is kept.
 *
 * @param parentOf gives the name that a name depends on
 * @throws E893 when names depend on each other in a circle
 */
export function inOrder(names: readonly string[], parentOf: (name: string) => string | undefined): string[] {
  const ordered: string[] = [];
  for (const name of names) {
    const chain: string[] = [];
    for (let at: string | undefined = name; at !== undefined && !ordered.includes(at); at = parentOf(at)) {
      if (chain.includes(at)) throw pipelineError("E893", { circle: [...chain.slice(chain.indexOf(at)), at].map((one) => `\`${one}\``).join(" → ") });
      chain.push(at);
    }
    ordered.push(...chain.reverse());
  }
  return ordered;
}
