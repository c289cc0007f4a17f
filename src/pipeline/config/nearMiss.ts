/** Keys that look like settings but that no stage reads. */
import { pipelineErrors } from "../errors.ts";
import { fillTemplate } from "../../diagnostic/codedError.ts";
import { env } from "./env.ts";
import { configProvider, secretsProvider } from "./providers.ts";
import { isKnownSetting, knownSettings } from "./settingNames.ts";

/** A key without effect. */
export interface ConfigWarning {
  readonly code: "E402";
  readonly key: string;
  /** The key that was probably meant. */
  readonly suggestion: string | undefined;
  readonly message: string;
}

const stageSections = ["EXTRACT", "NORMALIZE", "LOAD", "DATA_WRITER", "RUNTIME", "SCHEMA", "PIPELINES"];
const maxTypos = 2;

/**
 * Finds keys that were probably meant to steer a stage: a known setting with a typing mistake, a single underscore
 * between sections or small letters, and unknown fields of a stage's section. Arguments of sources (`API_KEY`) pass.
 *
 * @param pipelineNames names that may stand before a key
 * @param names what is set: in the environment, in `dlt.config` and in `dlt.secrets`
 */
export function findConfigWarnings(pipelineNames: readonly string[] = [], names: readonly string[] = namesThatAreSet()): ConfigWarning[] {
  const warnings: ConfigWarning[] = [];
  for (const name of names) {
    const isDotted = name.includes(".");
    const bare = withoutPrefixes(isDotted ? name.replaceAll(".", "__").toUpperCase() : name, pipelineNames);
    if (bare === undefined || isKnownSetting(bare)) continue;
    const nearest = nearestSetting(bare);
    if (nearest === undefined && !stageSections.includes(bare.split("__")[0] ?? "")) continue;
    const suggestion = isDotted ? nearest?.replaceAll("__", ".").toLowerCase() : nearest;
    const hint = suggestion === undefined ? "" : ` Did you mean \`${suggestion}\`?`;
    warnings.push({ code: "E402", key: name, suggestion, message: fillTemplate(pipelineErrors.E402.message, { key: name, suggestion: hint }) });
  }
  return warnings;
}

function namesThatAreSet(): string[] {
  return [...Object.keys(env), ...[configProvider, secretsProvider].flatMap((provider) => provider.entries().map(([name]) => name))];
}

/** The key as a stage would know it: no pipeline name, no source names. Undefined: an argument of a source or a destination. */
function withoutPrefixes(key: string, pipelineNames: readonly string[]): string | undefined {
  const pipeline = pipelineNames.map((name) => `${name.toUpperCase()}__`).find((prefix) => key.startsWith(prefix));
  const bare = pipeline === undefined ? key : key.slice(pipeline.length);
  const source = /^SOURCES__(?:.+?__)??(?:.+?__)??((?:DATA_WRITER|EXTRACT|SCHEMA)__.+)$/.exec(bare)?.[1];
  if (source !== undefined) return `SOURCES__${source}`;
  const [section = "", ...rest] = bare.split("__");
  if (section === "PIPELINES" && rest.length > 1) return `PIPELINES__${rest.at(-1)}`;
  if (section === "DESTINATION" && isKnownSetting(`DESTINATION__${rest.at(-1)}`)) return `DESTINATION__${rest.at(-1)}`;
  return (section === "SOURCES" || section === "DESTINATION") && nearestSetting(bare) === undefined ? undefined : bare;
}

function nearestSetting(key: string): string | undefined {
  const plain = plainForm(key);
  let best: string | undefined;
  let bestDistance = maxTypos + 1;
  for (const setting of knownSettings) {
    if (setting === key) continue;
    const distance = editDistance(plain, plainForm(setting), bestDistance);
    if (distance < bestDistance && distance <= setting.length / 4) [best, bestDistance] = [setting, distance];
  }
  return best;
}

function plainForm(key: string): string {
  return key.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

/** Levenshtein distance; anything from `limit` on counts as `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return Math.min(previous[b.length] ?? limit, limit);
}
