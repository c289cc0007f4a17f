/** Options objects are checked at the door: a misspelt option would be ignored in silence. */
import { pipelineError } from "../errors.ts";

/**
 * @param call what was called, e.g. `dlt.resource`
 * @throws E456 for an option that is not in `known`
 */
export function checkOptions(call: string, options: object, known: readonly string[]): void {
  for (const option of Object.keys(options)) {
    if (known.includes(option)) continue;
    const camel = option.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
    const suggestion = known.includes(camel) ? ` Did you mean \`${camel}\`?` : "";
    throw pipelineError("E456", { call, option, suggestion, known: known.join(", ") });
  }
}
