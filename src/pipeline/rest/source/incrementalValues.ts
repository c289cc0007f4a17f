/** An endpoint's incremental: the option of its resource, and its values in requests. */
import { Incremental } from "../../extract/incremental/incremental.ts";
import type { IncrementalSpec } from "../../extract/incremental/incremental.ts";
import { camelKey } from "../specOptions.ts";
import { badConfig } from "./checkConfig.ts";
import type { EndpointIncrementalKeys } from "./configTypes.ts";
import { kindOfParam } from "./endpointResource.ts";
import type { EndpointResource } from "./endpointResource.ts";

export interface EndpointIncremental {
  readonly incremental: Incremental | IncrementalSpec;
  readonly startParam: string | undefined;
  readonly endParam: string | undefined;
  readonly convert: (value: unknown) => unknown;
}

/** @throws E892 for two incrementals, or for an end in a parameter that is only the start */
export function endpointIncremental({ endpoint, place }: EndpointResource): EndpointIncremental | undefined {
  const params = Object.entries(endpoint.params).filter(([, value]) => kindOfParam(value) === "incremental" || value instanceof Incremental);
  const at = `${place}.endpoint`;
  if (params.length + (endpoint.incremental ? 1 : 0) > 1) throw badConfig(at, "an endpoint has one incremental, and here are several");
  const [param] = params;
  if (param !== undefined) {
    const [name, value] = param;
    const made = value instanceof Incremental ? splitOptions({}, value) : splitOptions(value as EndpointIncrementalKeys);
    if (((value as Pick<Incremental, "endValue">).endValue ?? undefined) !== undefined) throw badConfig(`${at}.params.${name}`, "a parameter takes the start only; for an end use `endpoint.incremental` with `start_param` and `end_param`");
    return { ...made, startParam: name };
  }
  const { incremental } = endpoint;
  if (!incremental) return undefined;
  return incremental instanceof Incremental ? splitOptions({}, incremental) : splitOptions(incremental as EndpointIncrementalKeys);
}

function splitOptions(options: EndpointIncrementalKeys & { readonly type?: string; readonly transform?: EndpointIncrementalKeys["convert"]; readonly allowExternalSchedulers?: boolean }, made?: Incremental): EndpointIncremental {
  const { startParam, endParam, convert, transform, type: _type, allowExternalSchedulers: _schedulers, ...spec } = options;
  const change = (convert ?? transform ?? ((value: unknown) => value)) as (value: unknown) => unknown;
  return { incremental: made ?? (spec as IncrementalSpec), startParam: startParam ?? undefined, endParam: endParam ?? undefined, convert: change };
}

/** The values of `{incremental.start_value}` and so on, converted for the API. */
export function incrementalValue(name: string, incremental: Incremental, { convert }: EndpointIncremental): unknown {
  const key = camelKey(name);
  const known: Readonly<Record<string, unknown>> = { startValue: incremental.startValue, lastValue: incremental.lastValue, endValue: incremental.endValue, initialValue: incremental.initialValue };
  const value = known[key] ?? (key === "cursorPath" ? incremental.cursorPath : undefined);
  return value === undefined || value === null || key === "cursorPath" ? value : convert(value);
}

/** Parameters with the start and end values. */
export function incrementalParams(incremental: Incremental | undefined, spec: EndpointIncremental | undefined): Record<string, unknown> {
  if (incremental === undefined || spec === undefined) return {};
  const values: Record<string, unknown> = {};
  if (spec.startParam !== undefined) values[spec.startParam] = incrementalValue("start_value", incremental, spec);
  if (spec.endParam !== undefined) values[spec.endParam] = incrementalValue("end_value", incremental, spec);
  return values;
}
