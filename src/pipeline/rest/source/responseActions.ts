/** What a configuration says about answers, as hooks (dlt: response_actions). */
import { IgnoreResponse } from "../client.ts";
import type { ResponseHook } from "../request.ts";
import type { RestResponse } from "../response.ts";
import type { ResponseAction, ResponseActionKeys } from "./configTypes.ts";

/**
 * Hooks that run in the order of the actions.
 *
 * @param refuse throws for a status from 400 up; runs last, so that an action can leave such an answer out
 */
export function responseHooks(actions: readonly ResponseAction[], refuse: ResponseHook): readonly ResponseHook[] {
  return [...actions.map(hookOf), refuse];
}

function hookOf(action: ResponseAction): ResponseHook {
  if (typeof action === "function") return action;
  const { statusCode, content, action: what } = action as ResponseActionKeys;
  return async (response) => {
    if (!fits(response, statusCode ?? undefined, content ?? undefined, what !== "ignore")) return response;
    if (what === "ignore") throw new IgnoreResponse();
    let current = response;
    for (const hook of typeof what === "function" ? [what] : (what ?? [])) current = (await hook(current)) ?? current;
    return current;
  };
}

/** Without status and content, functions see every answer, and `ignore` none. */
function fits(response: RestResponse, statusCode: number | string | undefined, content: string | undefined, isCall: boolean): boolean {
  if (statusCode === undefined && content === undefined) return isCall;
  return (statusCode === undefined || Number(statusCode) === response.status) && (content === undefined || response.text.includes(content));
}
